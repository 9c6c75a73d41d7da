"""Raw words become masked text, by default-deny."""
