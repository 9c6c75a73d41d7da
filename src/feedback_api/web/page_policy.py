"""What a page may load and who may show it in a frame (Content-Security-Policy).

Source: W3C Content Security Policy Level 3, sections 6.1 (fetch) and 6.4 (navigation).
"""

FRAMES_ALLOWED = "frame-ancestors *"


def page_policy(*, script: bool = False, framed: bool = False) -> str:
    """The policy of a page: its own style and pictures, and nothing else unless the page needs it.

    ``script`` allows a script of our own, from a file, which may still send nothing anywhere; ``framed`` is
    for the page that tells a reader in a frame to leave it, and that has no form.
    """
    parts = ["default-src 'none'", "style-src 'self'", "img-src 'self' data:", "base-uri 'none'"]
    parts += ["script-src 'self'"] if script else []
    parts += (
        ["form-action 'none'", FRAMES_ALLOWED] if framed else ["form-action 'self'", "frame-ancestors 'none'"]
    )
    return "; ".join(parts)
