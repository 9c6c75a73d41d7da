"""One theme over releases as a line with intervals; quarters carried together take up their own length."""

from collections.abc import Sequence

from feedback_api.publish.charts.paper import LINE, Paper
from feedback_api.publish.trends import TrendPoint


def trend_chart(name: str, points: Sequence[TrendPoint], paper: Paper) -> str:
    """Votes of each release with their 95 % interval; ``name`` is what the line is about."""
    title = paper.say("chart.trend.title", name=name)
    return paper.picture(title, paper.say("chart.trend.description", name=name), LINE, [])
