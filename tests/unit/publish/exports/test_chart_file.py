from xml.etree import ElementTree

import pytest

from feedback_api.publish.chart import Bar, bar_chart
from feedback_api.publish.exports.chart_file import chart_file
from feedback_api.publish.exports.png_file import png_file

SVG = "{http://www.w3.org/2000/svg}"
CHART = bar_chart("Themes <of> all & sundry", "Votes", [Bar("Waiting", 40, 30, 50)])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_title_and_source_stand_around_the_chart(release, language):
    root = ElementTree.fromstring(chart_file(CHART, release, language))
    said = ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    assert said[0] == "Themes <of> all & sundry"
    assert "2026-Q3" in said[1]
    # A narrow chart breaks what does not fit.
    assert max(map(len, said)) < 70
    assert "".join(said).endswith(release.digest)
    assert root.get("lang") == language


def test_the_chart_itself_is_not_changed_and_lies_within_the_file(release):
    root = ElementTree.fromstring(chart_file(CHART, release, "en"))
    inner, plain = root.find(f"{SVG}svg"), ElementTree.fromstring(CHART)
    assert inner.get("viewBox") == plain.get("viewBox")
    assert [ElementTree.tostring(one) for one in inner] == [ElementTree.tostring(one) for one in plain]
    place = {name: float(inner.get(name)) for name in ("x", "y", "width", "height")}
    assert place["x"] + place["width"] <= float(root.get("width"))
    assert place["y"] + place["height"] <= float(root.get("height"))


def test_a_chart_that_has_a_size_of_its_own_gets_the_one_of_its_place(release):
    sized = CHART.replace(" viewBox", ' width="10" height="10" viewBox', 1)
    inner = ElementTree.fromstring(chart_file(sized, release, "en")).find(f"{SVG}svg")
    assert inner.get("width") == inner.get("viewBox").split()[2]


def test_something_without_a_size_is_refused(release):
    with pytest.raises(ValueError, match="viewBox"):
        chart_file("<svg></svg>", release, "en")


def test_the_picture_is_the_same_twice_and_has_letters(release):
    svg = chart_file(CHART, release, "en")
    assert png_file(svg) == png_file(svg)
    # The same picture without its texts is another one: letters were drawn, also on a machine without fonts.
    empty = svg.replace("<text", "<g").replace("</text", "</g")
    assert png_file(empty) != png_file(svg)
