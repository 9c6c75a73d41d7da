"""Does a partner's integration do everything right? Said in plain words, with what to mend."""
