"""Records become frozen, noisy tables."""
