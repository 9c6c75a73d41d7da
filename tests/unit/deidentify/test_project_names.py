import pytest

from feedback_api.deidentify.project_names import Together, find_translated, likeness, skeleton


@pytest.mark.parametrize(
    ("one", "other"), [("Mohammed", "محمد"), ("Tedros", "ቴድሮስ"), ("Karl", "کارل"), ("Bryan", "برایان")]
)
def test_a_name_sounds_alike_in_every_script(one: str, other: str) -> None:
    assert likeness(skeleton(one), skeleton(other)) >= 0.66


def test_likeness_of_nothing_is_nothing() -> None:
    assert likeness("", "m") == 0
    assert likeness("mmt", "mmt") == 1


def test_words_that_come_together_stand_for_each_other() -> None:
    pairs = [
        (["house", "red"], ["khana", "surkh"]),
        (["house", "big"], ["khana", "kalan"]),
        (["red"], ["surkh"]),
    ]
    together = Together(pairs)
    assert together.share("house", "khana") > 0.5
    assert together.share("big", "khana") < together.share("big", "kalan")
    assert together.share("never", "seen") == 0


def test_a_name_is_found_by_sound_or_by_company_or_not_at_all() -> None:
    together = Together([(["light"], ["ብርሃን"])])
    assert find_translated("Karl", ["امروز", "کارل", "آمد"], together) == 1
    assert find_translated("Light", ["ናይ", "ብርሃን"], together) == 1
    assert find_translated("Karl", ["امروز"], together) is None
