"""Released worlds, each made once and attacked in many ways; what was recovered is printed at the end."""

from functools import cache

import pytest
from tests.attack.house import Houses, Publish, release_world
from tests.attack.score import MEASURED

from feedback_api.flows.receive import Reader
from feedback_api.release.sign import Signer


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory, signer: Signer, reader: Reader) -> Houses:
    """Deployments, each with a database of its own."""
    return Houses(tmp_path_factory.mktemp("houses"), signer, reader)


@pytest.fixture(scope="session")
def attacked(houses: Houses) -> Publish:
    """The released world of a volume and a seed."""
    return cache(lambda messages, seed: release_world(houses, messages, seed))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What every attack recovered, as a table."""
    if MEASURED:
        terminalreporter.section("recovered")
        for line in MEASURED:
            terminalreporter.write_line(line)
