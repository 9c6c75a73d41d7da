from datetime import date

import pytest

from feedback_api.terms.period import ReportingPeriod


@pytest.mark.parametrize(
    ("day", "label"), [("2026-01-01", "2026-Q1"), ("2026-06-30", "2026-Q2"), ("2026-12-31", "2026-Q4")]
)
def test_a_day_falls_in_its_quarter(day, label):
    assert str(ReportingPeriod.of(date.fromisoformat(day))) == label
    assert ReportingPeriod.parse(label).first_day <= date.fromisoformat(day)


@pytest.mark.parametrize("label", ["2026-Q5", "2026Q1", "2026-q1", "", "2026-Q1 ", "٢٠٢٦-Q1", "26-Q1"])
def test_other_labels_are_refused_without_repeating_them(label):
    with pytest.raises(ValueError, match="a period is written as") as caught:
        ReportingPeriod.parse(label)
    assert not label or label not in str(caught.value)


def test_quarters_follow_each_other():
    period = ReportingPeriod(2025, 4)
    assert period.next == ReportingPeriod(2026, 1)
    assert period.next.previous == period
    assert ReportingPeriod(2026, 2).previous == ReportingPeriod(2026, 1)
    assert ReportingPeriod(2026, 2) > period


def test_a_quarter_is_closed_from_the_day_after_its_last():
    assert not ReportingPeriod(2026, 3).is_closed(date(2026, 9, 30))
    assert ReportingPeriod(2026, 3).is_closed(date(2026, 10, 1))
