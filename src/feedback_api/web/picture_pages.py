"""The two pages that show a release at one glance: the shared picture, and the journey."""

from collections.abc import Mapping

from markupsafe import Markup

from feedback_api.publish.charts.catalogue import draw
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.journey import journey
from feedback_api.publish.shared_picture import Picture, SharedPicture, shared_picture
from feedback_api.terms.errors import NotPublished
from feedback_api.web.explore import Content, View

Shown = Mapping[str, object]


def picture_contents() -> dict[str, tuple[str, Content]]:
    """Both pages by the end of their address."""
    return {
        "/shared-picture": ("explore/shared_picture.html", shared),
        "/journey": ("explore/journey.html", steps),
    }


def shared(view: View, _: str) -> Shown:
    """Where the groups agree, where they differ, and of what nothing can be said yet."""
    picture = _compared(view)
    if picture is None:
        return {"wide": None}
    named = [(kind, [one.theme for one in picture.themes if one.picture is kind]) for kind in Picture]
    order = {theme: place for place, (_, themes) in enumerate(named) for theme in themes}
    return {
        "wide": _drawn(view, "shared-picture", wide=True),
        "narrow": _drawn(view, "shared-picture", wide=False),
        "kinds": [
            (kind, view.names("theme", themes))
            for kind, themes in named
            if themes and kind is not Picture.UNCLEAR
        ],
        "groups": [group for group in picture.groups if group not in picture.silent],
        "lines": sorted(picture.themes, key=lambda one: order[one.theme]),
    }


def _compared(view: View) -> SharedPicture | None:
    try:
        picture = shared_picture(view.release)
    except NotPublished:
        return None
    return picture if len(picture.groups) - len(picture.silent) > 1 else None


def steps(view: View, _: str) -> Shown:
    """Each step: how often people write about it, how they rate it, and what it is mostly about."""
    found = journey(view.release)
    return {
        "wide": _drawn(view, "journey", wide=True),
        "narrow": _drawn(view, "journey", wide=False),
        "groups": found.groups,
        "steps": found.steps,
        "themes_told": found.tells_themes,
    }


def _drawn(view: View, name: str, *, wide: bool) -> Markup:
    size = "wide" if wide else "narrow"
    paper = Paper(view.texts.text, chart_id=f"chart-{name}-{size}", wide=wide)
    # Charts escape every label themselves.
    return Markup(draw(name, view.release, [view.release, *view.earlier], paper))  # noqa: S704
