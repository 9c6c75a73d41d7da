import pytest

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.deidentify.lexicon import Lexicon, read_lexicons


@pytest.fixture(scope="session")
def engine() -> Deidentifier:
    return load_deidentifier()


@pytest.fixture(scope="session")
def lexicons() -> dict[str, Lexicon]:
    return read_lexicons()
