"""Taking numbers along: a frozen release as files, each from the release and the codebook's labels alone."""
