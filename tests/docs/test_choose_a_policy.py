"""The page shows what the command prints, word for word."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from feedback_api.cli import app
from feedback_api.release.planner import QUARTERS, outlooks, recommended
from feedback_api.terms.codebook import SourceGroup

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "choose-a-policy.md"
GROUPS = "20,400,780"


def plan(*arguments):
    return CliRunner().invoke(app, ["plan", *arguments])


def test_the_printed_output_is_that_of_the_command():
    page = PAGE.read_text(encoding="utf-8")
    command, shown = re.search(r"```console\n\$ feedback-api plan (.*?)\n(.*?)```", page, re.DOTALL).groups()
    printed = plan(*command.split()).stdout
    assert [line.rstrip() for line in printed.splitlines()] == shown.splitlines()


def test_the_advice_by_size_is_that_of_the_planner():
    rows = re.findall(r"^\| ([\d,]+) \| (.*?) \| (.*?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    members = dict(zip(SourceGroup, map(int, GROUPS.split(",")), strict=True))
    assert len(rows) == 5
    for messages, advice, shown in rows:
        best = recommended(outlooks(int(messages.replace(",", "")), members))
        if best is None:
            assert (advice, shown) == ("nothing is worth publishing", "–")
        else:
            said = f"every {QUARTERS[best.quarters]}, ε {best.policy.epsilon:g}"
            assert (advice, shown) == (said, f"{best.shown:.0f}")


def test_a_small_deployment_is_told_plainly():
    said = plan("--messages-per-year", "300", "--groups", GROUPS)
    assert said.exit_code == 0
    assert "nothing worth publishing" in said.stdout


@pytest.mark.parametrize("groups", ["", "20,400", "20,400,780,3", "20,-4,780", "20,x,780"])
def test_groups_that_cannot_be_read(groups):
    said = plan("--messages-per-year", "1200", "--groups", groups)
    assert said.exit_code == 2
    assert "x,780" not in said.output
