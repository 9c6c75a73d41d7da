"""While testing a voice, each row is asked of the head that the classifier would ask."""

import numpy as np

from feedback_api.classify.classifier import Classifier
from feedback_api.classify.context import Context
from feedback_api.classify.encoder import TunedEncoder
from feedback_api.classify.examples import Example
from feedback_api.classify.heads import Heads
from feedback_api.classify.train import Material, judge
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step
from feedback_api.terms.text import RawText

ROWS = [
    (
        "nl",
        "De tolk vertaalde niet alles en ik kreeg geen pauze.",
        Context(SourceGroup.STAFF, Step.INTERVIEW),
    ),
    ("en", "They lost my passport.", Context(None, Step.PERMIT, Question.IMPROVE, Rating.BAD)),
    ("fa", "مترجم خیلی خوب بود", Context(None, None, Question.GOOD)),
    ("xx", "Niemand neemt de telefoon op", Context()),
]


def test_the_table_of_figures_describes_what_the_classifier_does(heads: Heads, encoder: TunedEncoder) -> None:
    examples = [Example(text, lang, frozenset({"other"}), "neutral", ctx, "v") for lang, text, ctx in ROWS]
    vectors = np.concatenate([encoder.encode([text]) for _, text, _ in ROWS])
    judged = judge(heads, Material(examples, vectors), informed=True)
    classifier = Classifier(encoder, heads)
    for one, (language, text, context) in zip(judged, ROWS, strict=True):
        coding = classifier.classify_text(
            RawText(text),
            language,
            source_group=context.source_group,
            step=context.step,
            question=context.question,
            rating=context.rating,
        )
        assert one.got == frozenset(coding.themes)
        assert one.got_sentiment == coding.sentiment
