from feedback_api.classify.measure import Judged, measure
from feedback_api.classify.report import as_markdown
from feedback_api.classify.train import Report

FIGURES = measure([Judged("nl", {"digital"}, {"digital"}, "negative", "negative")])


def test_a_report_reads_as_tables():
    report = Report(10, ("a", "b"), FIGURES, FIGURES, (("a", FIGURES, FIGURES),))
    said = as_markdown(report)
    assert "Trained on 10 texts in 2 files." in said
    assert "| micro F1 | 1.000 | 1.000 |" in said
    assert "| with context | 1.00 |" in said
    assert "| a | 1 | 1.000 | 1.000 |" in said


def test_one_voice_cannot_be_left_out():
    assert "Too few voices" in as_markdown(Report(10, ("a",), None, None))
