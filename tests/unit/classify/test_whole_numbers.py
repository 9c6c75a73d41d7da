import numpy as np

from feedback_api.classify.whole_numbers import whole


def test_seven_bits_come_back_within_half_a_unit():
    table = np.random.default_rng(1).normal(size=(40, 7)).astype(np.float32)
    numbers, unit = whole(table)
    assert np.abs(numbers).max() == 63
    assert np.all(np.abs(numbers * unit - table) <= unit / 2 + 1e-6)


def test_a_column_of_noughts_stays_nought():
    numbers, unit = whole(np.zeros((3, 2), dtype=np.float32))
    assert not numbers.any()
    assert np.all(unit > 0)
