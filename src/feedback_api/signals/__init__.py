"""Signals: events as CloudEvents, signed, for addresses that may be called, and when to try again."""
