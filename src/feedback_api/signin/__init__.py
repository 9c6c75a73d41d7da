"""Signing in: a provider that says who somebody is, and what is made of its word."""
