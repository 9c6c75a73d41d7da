"""Print codes: fresh codes into one file of sheets, in an order of their own, and nowhere else."""

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from feedback_api.membership.code_sheet import draw_sheets, read_address
from feedback_api.terms.errors import FieldProblem, InvalidInput

_OWNER_ONLY = 0o600


def print_codes(path: Path, address: str, last_day: date, draw: Callable[[], list[str]]) -> None:
    """Draw codes and write them to a new PDF that only its owner reads; an existing file is never replaced.

    When the file cannot be written after the codes were drawn, nobody has those codes: draw again.

    Raises:
        InvalidInput: ``exists`` or ``not-writable``.
        ValueError: when the address is none that may stand on every slip; nothing was drawn.
        GroupTooSmall, Unavailable: as drawing them; no file is left.
    """
    read_address(address)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        raise InvalidInput([FieldProblem("/pdf", "exists")]) from None
    except OSError:
        raise InvalidInput([FieldProblem("/pdf", "not-writable")]) from None
    try:
        with os.fdopen(handle, "wb") as file:
            codes = draw()
            # Nobody knows in which order they were drawn; nor can a later change of that show on paper.
            random.SystemRandom().shuffle(codes)
            file.write(draw_sheets(codes, address, last_day))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise InvalidInput([FieldProblem("/pdf", "not-writable")]) from None
    except BaseException:
        path.unlink()
        raise
