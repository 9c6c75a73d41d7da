"""Bars that add up to a whole: ratings of steps, tones of themes, each part with its interval."""

from collections.abc import Sequence

from feedback_api.publish.charts.paper import LINE, Paper
from feedback_api.publish.ratings import StepRatings
from feedback_api.publish.tones import ThemeTones


def ratings_chart(steps: Sequence[StepRatings], paper: Paper) -> str:
    """How people rate each step: one bar a step, its parts as shares of all messages about it."""
    return paper.picture(paper.say("chart.ratings.title"), paper.say("chart.ratings.description"), LINE, [])


def tones_chart(themes: Sequence[ThemeTones], paper: Paper) -> str:
    """In which tone people speak of each theme: one bar a theme."""
    return paper.picture(paper.say("chart.tones.title"), paper.say("chart.tones.description"), LINE, [])
