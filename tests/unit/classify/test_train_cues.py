import numpy as np
import pytest

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import DIMENSIONS
from feedback_api.classify.examples import Example
from feedback_api.classify.heads import Seen, read_pending
from feedback_api.classify.ngrams import ngrams
from feedback_api.classify.train_cues import fit_pending, train_pending
from feedback_api.terms.errors import Unavailable


def _example(text):
    return Example(text, "nl", frozenset(), None, Context(), "voice")


def _seen(text):
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    return Seen(vector, ngrams(text), Context().vector())


def test_a_head_learns_who_waits_from_who_does_not(fixed_encoder):
    waiting = [_example(f"ik wacht nog op {what}") for what in ("antwoord", "de uitslag", "mijn zaak")] * 10
    others = [_example(f"ik kreeg al {what}") for what in ("een huis", "de pas", "hulp")] * 10
    head = fit_pending(waiting, others, [], fixed_encoder, lambda done, total: None)
    assert head.labels == ("pending",)
    assert head.scores(_seen("ik wacht nog op de rechter"))[0] > head.scores(_seen("ik kreeg al de brief"))[0]


def test_a_line_that_is_no_cue_is_named_without_its_words(tmp_path):
    path = tmp_path / "voice.jsonl"
    path.write_text('{"text": "geheim", "lang": "nl"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"^voice, line 1: not a labelled cue$"):
        train_pending([path], [], tmp_path, lambda done, total: None)


def test_a_missing_head_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        read_pending(tmp_path)
