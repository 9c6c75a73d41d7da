"""A message gets one to three themes and a tone, whatever it holds."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from feedback_api.classify.classifier import NOTHING_SAID, Classifier, choose, load_classifier
from feedback_api.classify.heads import Heads
from feedback_api.terms.codebook import Question, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.feedback import Submission, split_vote
from feedback_api.terms.text import RawText

LABELS = [theme.value for theme in Theme]

PLAIN = [
    ("nl", "De tolk vertaalde niet alles wat ik zei.", Theme.INTERPRETING),
    ("en", "My lawyer never answers and the appeal is next week.", Theme.LEGAL_HELP),
    ("ar", "زوجتي وأولادي في السودان وننتظر لم الشمل", Theme.FAMILY_REUNIFICATION),
    ("fa", "وکیل قبل از دادگاه با من حرف نزد", Theme.LEGAL_HELP),
    ("tr", "Gece kavga çıkıyor, bıçak çekiyorlar, korkuyoruz", Theme.SAFETY),
    ("uk", "Діти вже рік не ходять до школи", Theme.CHILDREN),
    ("so", "Turjubaanku lahjad kale ayuu ku hadlayay", Theme.INTERPRETING),
]


@pytest.mark.parametrize(("language", "text", "theme"), PLAIN, ids=[language for language, _, _ in PLAIN])
def test_a_plain_sentence_gets_its_theme(
    classifier: Classifier, language: str, text: str, theme: Theme
) -> None:
    assert theme in classifier.classify_text(RawText(text), language).themes


def test_the_classifier_of_the_package_loads() -> None:
    coding = load_classifier(threads=1).classify_text(RawText("Hartelijk dank voor de goede hulp"), "nl")
    assert Theme.POSITIVE_EXPERIENCE in coding.themes
    assert coding.sentiment is Sentiment.POSITIVE


@pytest.mark.parametrize("text", ["", "   \n\t", "[naam] [nummer]", "?!... 👍", "\u200b\u200f"])
def test_a_text_without_words_is_other_without_confidence(classifier: Classifier, text: str) -> None:
    assert classifier.classify_text(RawText(text), "nl") == NOTHING_SAID


@pytest.mark.parametrize("language", ["nl", "und", "xx", "", "zh-Hant"])
@pytest.mark.parametrize(
    "text",
    [
        "tolk",
        "De tolk was slecht. The interpreter was bad. المترجم سيء",
        "wachten " * 250,
        "ውሳነ " * 400,
        "\ud800 half een teken",
        "a\0b",
        "<script>alert(1)</script>",
        "1234567890",
    ],
    ids=["one word", "two languages", "2000", "2000 Tigrinya", "half", "nul", "markup", "digits"],
)
def test_odd_texts_have_a_defined_answer(heads: Heads, fixed_encoder: Any, language: str, text: str) -> None:
    coding = Classifier(fixed_encoder, heads).classify_text(RawText(text), language)
    assert 1 <= len(coding.themes) <= 3
    assert len(set(coding.themes)) == len(coding.themes)
    assert 0.0 <= coding.confidence <= 1.0


def test_a_long_text_goes_through_the_real_encoder(classifier: Classifier) -> None:
    coding = classifier.classify_text(RawText("De tolk sprak een ander dialect. " * 60), "nl")
    assert coding.themes[0] is Theme.INTERPRETING


def test_both_answers_are_encoded_in_one_call(heads: Heads, fixed_encoder: Any) -> None:
    form = Submission(
        SourceGroup.SOUNDING_BOARD,
        Step.INTERVIEW,
        RawText("fijne tolk"),
        RawText("geen pauze"),
        None,
        Rating.MIXED,
    )
    Classifier(fixed_encoder, heads).classify(form, "nl")
    assert fixed_encoder.calls == [2]


def test_themes_of_both_answers_are_joined(classifier: Classifier) -> None:
    form = Submission(
        SourceGroup.SOUNDING_BOARD,
        Step.GENERAL,
        RawText("De tolk was heel goed en vertaalde alles."),
        RawText("De website werkt niet en ik kan niet inloggen met DigiD."),
    )
    coding = classifier.classify(form, "nl")
    assert {Theme.INTERPRETING, Theme.DIGITAL} <= set(coding.themes)
    assert coding.sentiment is Sentiment.MIXED
    split_vote(coding.themes)


def test_a_form_without_words_is_other(classifier: Classifier) -> None:
    form = Submission(SourceGroup.STAFF, Step.GENERAL, None, RawText("[naam]"))
    assert classifier.classify(form, "nl") == NOTHING_SAID


def test_the_rating_decides_the_tone_of_a_bare_statement(classifier: Classifier) -> None:
    def tone(rating: Rating, question: Question) -> Sentiment:
        text = RawText("Het ging over de tolk.")
        return classifier.classify_text(text, "nl", rating=rating, question=question).sentiment

    assert tone(Rating.GOOD, Question.GOOD) is Sentiment.POSITIVE
    assert tone(Rating.BAD, Question.IMPROVE) is Sentiment.NEGATIVE


def test_never_more_than_three_themes() -> None:
    chosen, _ = choose(np.full(len(LABELS), 3.0, dtype=np.float32), LABELS)
    assert len(chosen) == 3


def test_other_stands_alone() -> None:
    excess = np.zeros(len(LABELS), dtype=np.float32)
    excess[LABELS.index("other")] = 3.0
    excess[LABELS.index("safety")] = 2.0
    assert choose(excess, LABELS)[0] == (Theme.SAFETY,)


def test_nothing_likely_is_other_with_low_confidence() -> None:
    chosen, confidence = choose(np.full(len(LABELS), 0.05, dtype=np.float32), LABELS)
    assert chosen == (Theme.OTHER,)
    assert confidence < 0.1


def test_a_failing_encoder_is_unavailable_without_words(heads: Heads) -> None:
    class Broken:
        def encode(self, texts: Sequence[str]) -> Any:
            raise Unavailable("the language model failed")

    with pytest.raises(Unavailable) as refused:
        Classifier(Broken(), heads).classify_text(RawText("geheimwoord"), "nl")
    assert "geheimwoord" not in str(refused.value)
