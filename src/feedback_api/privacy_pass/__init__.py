"""Passes: tokens that show a group and nobody's name, signed blindly (Privacy Pass, RFC 9576)."""
