from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


def test_what_was_masked_once_is_masked_everywhere(engine: Deidentifier) -> None:
    masked = engine.deidentify(RawText("Mijn naam is Roos. Roos wacht lang."), "nl").text
    assert masked == "Mijn naam is [naam]. [naam] wacht lang."


def test_the_common_word_stays(engine: Deidentifier) -> None:
    masked = engine.deidentify(
        RawText("Vrede is de naam van mijn dochter; wij willen alleen vrede."), "nl"
    ).text
    assert masked == "[naam] is de naam van mijn dochter; wij willen alleen vrede."


def test_small_words_of_a_surname_are_not_swept(engine: Deidentifier) -> None:
    assert (
        engine.deidentify(RawText("Mevrouw de Vries was de beste."), "nl").text
        == "Mevrouw [naam] was de beste."
    )
