from feedback_api.intake.cues import compile_cues, has_cue
from feedback_api.intake.screen import suggests_dependency
from feedback_api.terms.text import RawText


def _heard(phrases, words):
    return has_cue(RawText(words), compile_cues(phrases))


def test_a_phrase_is_a_beginning_unless_a_full_stop_ends_it():
    assert _heard("geweld", "een geweldige dag")
    assert not _heard("geweld.", "een geweldige dag")
    assert _heard("geweld.", "er was geweld op de gang")


def test_arabic_writes_and_with_and_the_onto_the_phrase():
    assert _heard("شجار", "الغرفة بلا قفل والشجار كل ليلة")
    assert not _heard("شجار", "اشجار جميلة")


def test_not_yet_counts_only_in_the_sentence_that_says_what():
    assert suggests_dependency(RawText("er is nog geen beslissing over mij"))
    assert not suggests_dependency(RawText("Er is nog geen lift. De beslissing was goed uitgelegd."))


def test_another_persons_waiting_is_not_the_writers():
    assert not suggests_dependency(RawText("mijn buurman heeft nog geen beslissing"))
    assert not suggests_dependency(RawText("сосед до сих пор ждёт решения"))
