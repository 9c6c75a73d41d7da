"""A backup as one file: named parts, the digest of each, and what only the holder of a key can read."""
