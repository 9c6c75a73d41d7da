"""The journey as one picture: each step from arrival on, how often heard, by whom, and how rated."""

from feedback_api.publish.charts.paper import LINE, Paper
from feedback_api.publish.journey import Journey


def journey_chart(journey: Journey, paper: Paper) -> str:
    """Stations along the way with what a release says of each."""
    return paper.picture(paper.say("chart.journey.title"), paper.say("chart.journey.description"), LINE, [])
