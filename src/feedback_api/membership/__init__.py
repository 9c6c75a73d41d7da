"""Proofs of belonging to a group that say nothing else: codes and tokens."""
