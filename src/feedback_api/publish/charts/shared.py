"""The shared picture as one chart: where the groups agree, where they differ, what nobody can say yet."""

from feedback_api.publish.charts.paper import LINE, Paper
from feedback_api.publish.shared_picture import SharedPicture


def shared_picture_chart(picture: SharedPicture, paper: Paper) -> str:
    """Each theme with every group's share and its interval, under what can be said of it."""
    return paper.picture(paper.say("chart.shared.title"), paper.say("chart.shared.description"), LINE, [])
