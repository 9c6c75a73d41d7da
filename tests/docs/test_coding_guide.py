"""The guide by which people label cannot fall behind the codebook."""

import re
from pathlib import Path

from feedback_api import assemble
from feedback_api.terms.codebook import Sentiment

GUIDE = (Path(__file__).parents[2] / "docs" / "reference" / "coding-guide.md").read_text(encoding="utf-8")


def rows(section):
    part = GUIDE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)`(.*)\|$", part, re.MULTILINE))


def test_every_theme_stands_with_its_dutch_label_in_the_order_of_the_codebook():
    themes = assemble.codebook().themes
    told = rows("Themes and their borders")
    assert list(told) == [theme.id for theme in themes]
    for theme in themes:
        assert told[theme.id].startswith(f"<br>{theme.label['nl']} |"), theme.id


def test_every_step_and_tone_is_told():
    assert list(rows("Step")) == [step.id for step in assemble.codebook().steps]
    assert set(rows("Tone")) == {tone.value for tone in Sentiment}


def test_the_guide_names_the_version_that_is_in_force():
    assert f"version {assemble.codebook().version}." in GUIDE
