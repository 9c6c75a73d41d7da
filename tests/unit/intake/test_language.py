import pytest

from feedback_api.intake.language import canonical, identify
from feedback_api.terms.text import RawText


def found(words, hint, reader):
    return identify(RawText(words), hint, reader.deidentifier.known_share)


@pytest.mark.parametrize(
    ("words", "hint", "language"),
    [
        ("De tolk was goed en het gesprek duurde niet te lang", None, "nl"),
        ("The interpreter was good and the interview was short", None, "en"),
        ("The interpreter was good and the interview was short", "nl", "en"),
        ("De tolk was goed en het gesprek duurde niet te lang", "ar", "nl"),
        ("المترجم لم يفهم لهجتي", None, "ar"),
        ("مترجم حرف من را نفهمید و گفتگو طولانی بود", None, "fa"),
        ("وەرگێڕەکە باش بوو", None, "ckb"),
        ("ترجمان زما په خبره نه پوهېده", None, "ps"),
        ("ተርጓሚ ጽቡቕ ነይሩ", "nl", "ti"),
        ("Перекладач був дуже добрий, їй дякую", None, "uk"),
        ("Переводчик был очень хороший", None, "ru"),
        ("Tercüman çok iyi ama bekleme için bir yer yok", None, "tr"),
        ("L'interprète était très bien mais nous avons attendu", None, "fr"),
        ("qwpx zzkrt vvbnm", None, "und"),
        ("qwpx zzkrt vvbnm", "nl", "und"),
        ("qwpx zzkrt vvbnm", "so", "so"),
    ],
)
def test_words_decide_before_what_was_declared(words, hint, language, reader):
    assert found(words, hint, reader) == language


@pytest.mark.parametrize(
    ("hint", "code"), [("nl-NL", "nl"), ("kmr", "ku"), ("prs", "fa"), ("FR_be", "fr"), ("", None)]
)
def test_declared_codes_are_ours(hint, code):
    assert canonical(hint) == code
