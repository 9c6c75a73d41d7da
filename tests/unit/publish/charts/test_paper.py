import pytest
from tests.unit.publish.charts.drawn import paper, read

from feedback_api.publish.charts.paper import NARROW, SIZE, broken, step_to


def test_a_file_of_its_own_brings_ink_ground_and_size() -> None:
    page, alone = (read(p.picture("t", "d", 90.2, [])) for p in (paper(), paper().alone()))

    assert (page.get("fill"), page.get("width"), len(page)) == ("currentColor", None, 2)
    assert (alone.get("fill"), alone.get("width"), alone.get("height")) == ("#16212b", "300", "91")
    assert alone[2].get("fill") == "#ffffff"


def test_text_in_a_narrow_column_is_eleven_pixels_high() -> None:
    """A sheet on a screen of 320 pixels leaves 257."""
    assert SIZE * 257 / NARROW >= 11


def test_numbers_run_left_to_right_on_paper_that_does_not() -> None:
    number = read(paper(rtl=True).number("38–52", 10, 5, "end"))
    assert (number.get("direction"), number.get("text-anchor"), number.get("x")) == ("ltr", "start", "290")


@pytest.mark.parametrize(("top", "step"), [(0.3, 0.1), (0.25, 0.1), (1, 0.5), (130, 50), (12_345, 5000)])
def test_axes_have_round_steps(top, step) -> None:
    assert step_to(top) == pytest.approx(step)


def test_long_words_are_broken_and_an_empty_label_is_a_line() -> None:
    assert max(map(len, broken("Na de vergunning: inburgering, werk en woning", 140))) <= 20
    assert broken("", 100) == [""]
