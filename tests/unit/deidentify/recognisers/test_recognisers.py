from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import RECOGNISERS, recognise


def test_a_text_without_identifiers_gives_nothing(lexicons: dict[str, Lexicon]) -> None:
    assert list(recognise(read("De brief was niet duidelijk.", lexicons["nl"]))) == []


def test_leaving_out_digit_recognisers_loses_nothing(lexicons: dict[str, Lexicon]) -> None:
    reading = read(
        "Mevrouw de Vries mailt naar jan@voorbeeld.nl uit Syrië, de enige imker van Ommen.", lexicons["nl"]
    )
    one_by_one = [span for recogniser in RECOGNISERS for span in recogniser(reading)]
    assert list(recognise(reading)) == one_by_one
