"""Doors: parse, call one flow, render."""

import logging

# The framework advises on packages to install when it is imported; nothing here should speak to a log.
logging.getLogger("fastapi").setLevel(logging.CRITICAL)
