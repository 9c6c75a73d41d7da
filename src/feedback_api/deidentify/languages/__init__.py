"""What each language beyond Dutch and English knows of names, numbers and people: a pack of word lists."""
