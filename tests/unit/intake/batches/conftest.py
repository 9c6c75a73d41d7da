"""What the tests of all formats share."""

from collections.abc import Callable

import pytest

from feedback_api.intake.batches.read import read_batch
from feedback_api.terms.errors import UnreadableBody

COLUMNS = ("good", "improve", "step", "rating", "language", "clientRef")


@pytest.fixture
def read() -> Callable[..., list[object]]:
    """Read a body that must be readable: the values of its items."""

    def values(body: bytes, media_type: str) -> list[object]:
        return [row.value for row in read_batch(body, media_type, COLUMNS)]

    return values


@pytest.fixture
def refused() -> Callable[..., str]:
    """Read a body that must not be readable: the code of the refusal."""

    def code(body: bytes, media_type: str) -> str:
        with pytest.raises(UnreadableBody) as found:
            read_batch(body, media_type, COLUMNS)
        assert found.value.__cause__ is None
        return found.value.code

    return code
