"""Small counts that are withheld, and what must be withheld with them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyrules.values.suppression import suppress, suppress_groups

TABLES = st.tuples(st.integers(1, 2), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 4), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def possible(shown, least, most):
    """Every table that agrees with what is shown; what is withheld is from `least` to `most`."""
    hidden = [
        (row, column)
        for row, counts in enumerate(shown.rows)
        for column, one in enumerate(counts)
        if one is None
    ]
    for values in product(range(least, most + 1), repeat=len(hidden)):
        table = [list(row) for row in shown.rows]
        for (row, column), value in zip(hidden, values, strict=True):
            table[row][column] = value
        totals = [
            *zip(shown.row_totals, map(sum, table), strict=True),
            *zip(shown.column_totals, map(sum, zip(*table, strict=True)), strict=True),
            (shown.total, sum(map(sum, table))),
        ]
        if all(told in {None, total} for told, total in totals):
            yield table


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(2, 4), st.booleans())
def test_nothing_withheld_can_be_worked_out_from_what_is_shown(rows, below, total_known):
    total = sum(map(sum, rows))
    if total_known and 0 < total < below:
        return  # whoever tells the total has told it
    shown = suppress(rows, below, total_known=total_known)
    # Zeros are withheld only where everything is.
    everything = all(one is None for row in shown.rows for one in row)
    least = 0 if everything and any(0 in row for row in rows) else 1
    found = list(possible(shown, least, 5))
    assert rows in found
    for row, counts in enumerate(shown.rows):
        for column, one in enumerate(counts):
            if one is None:
                assert len({table[row][column] for table in found}) > 1
        if shown.row_totals[row] is None and len(rows) > 1:
            assert len({sum(table[row]) for table in found}) > 1
    if shown.total is None:
        assert len({sum(map(sum, table)) for table in found}) > 1


@settings(max_examples=200, deadline=None)
@given(TABLES, st.integers(0, 5), st.booleans())
def test_what_is_shown_is_true_and_never_small(rows, below, total_known):
    shown = suppress(rows, below, total_known=total_known)
    pairs = [
        (one, count)
        for row, counts in zip(rows, shown.rows, strict=True)
        for one, count in zip(row, counts, strict=True)
    ]
    pairs += list(zip(map(sum, rows), shown.row_totals, strict=True))
    pairs += list(zip(map(sum, zip(*rows, strict=True)), shown.column_totals, strict=True))
    assert all(count in {None, one} for one, count in pairs)
    assert all(count is None or count == 0 or count >= below for _, count in pairs)


def test_without_small_counts_nothing_is_withheld():
    shown = suppress([[5, 0], [7, 9]], 5)
    assert (shown.rows, shown.row_totals, shown.column_totals, shown.total) == (
        ((5, 0), (7, 9)),
        (5, 16),
        (12, 9),
        21,
    )
    assert shown.complete


@pytest.mark.parametrize(("count", "told"), [(4, None), (5, 5)])
def test_the_bound_itself_is_not_small(count, told):
    assert suppress_groups([count, 50, 60], 5)[0][0] == told


def test_zeros_are_shown_and_hide_nothing():
    counts, total = suppress_groups([3, 0, 40, 90], 5)
    assert counts == (None, 0, None, 90)
    assert total == 133


def test_the_least_other_count_is_withheld_with_a_small_one():
    assert suppress_groups([3, 40, 20, 90], 5)[0] == (None, 40, None, 90)


def test_two_ones_whose_sum_would_tell_them_are_not_left_alone():
    counts, total = suppress_groups([1, 1, 30], 5)
    assert counts[:2] == (None, None)
    assert (counts[2], total) != (30, 32)


def test_the_total_of_a_row_that_tells_a_small_count_is_withheld():
    shown = suppress([[40, 0], [0, 2], [30, 20]], 5)
    assert shown.rows[1][1] is None
    assert shown.row_totals[1] is None


def test_of_a_total_below_the_bound_everything_is_withheld():
    shown = suppress([[1, 2], [0, 1]], 5)
    assert {*shown.rows[0], *shown.rows[1], *shown.row_totals, *shown.column_totals, shown.total} == {None}


def test_a_total_that_is_known_stays_and_protects_nothing():
    counts, total = suppress_groups([1, 1, 1, 1, 1], 5, total_known=True)
    assert counts == (None,) * 5
    assert total == 5


def test_an_empty_table_is_told_as_it_is():
    assert suppress([], 5).total == 0
    assert suppress([[0, 0]], 5).rows == ((0, 0),)


def test_a_bound_of_zero_or_one_withholds_nothing():
    for below in (0, 1):
        assert suppress([[1, 2], [3, 0]], below).complete
