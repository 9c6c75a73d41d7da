"""Nouns that all rooms share: frozen dataclasses, standard library only."""
