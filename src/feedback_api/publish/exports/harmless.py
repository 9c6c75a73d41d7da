"""Text that a spreadsheet takes for text."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(_STARTS) else text
