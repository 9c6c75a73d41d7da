"""Doors: parse, call one flow, render."""
