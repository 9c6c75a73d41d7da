"""Frozen releases become answers and charts."""
