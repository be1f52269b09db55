"""Counts over a cohort, beyond the cases of the conformance suite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyrules
from policyrules.evaluation.publications import MOST_GROUPS
from policyrules.evaluation.standings import Counts

HEAD = "policy: counts\nedition: 1\n"


def published(per, records, *, facts="refused: flag, group: text", below="", more=""):
    suppress = f", suppress_below: {below}" if below else ""
    policy = policyrules.loads(
        f"{HEAD}facts: {{{facts}}}\n{more}\npublications: {{p: {{count: refused, per: '{per}'{suppress}}}}}"
    )
    named = {f"m{number}": one for number, one in enumerate(records)}
    return policy.evaluate_cohort(named, as_of="2026-05-01").publications["p"]


@pytest.mark.parametrize(
    ("kind", "values", "texts"),
    [
        ("text", ["village 10", "village 9"], ["village 9", "village 10"]),
        ("text", ["x", "52", "5²"], ["5²", "52", "x"]),
        ("text", ["1" + "0" * 5000, "9" * 5000, "9"], ["9", "9" * 5000, "1" + "0" * 5000]),
        ("number", [2.50, 10, 0], ["0", "2.5", "10"]),
        ("flag", [True, False], ["false", "true"]),
        ("date", ["2026-02-01", "2025-12-01"], ["2025-12-01", "2026-02-01"]),
        ("period", ["P1Y"], ["P1Y"]),
        ("duration", ["P2D"], ["P2D"]),
        ("datetime", ["2026-02-01T08:00:00Z"], ["2026-02-01T08:00:00Z"]),
    ],
)
def test_groups_are_told_by_their_texts_in_order(kind, values, texts):
    records = [{"refused": True, "group": one} for one in values]
    found = published("group", records, facts=f"refused: flag, group: {kind}")
    assert list(found.groups) == texts


def test_numbers_that_are_equal_are_one_group():
    records = [{"refused": True, "group": one} for one in (1, 1.0, "1.00")[:2]]
    assert published("group", records, facts="refused: flag, group: number").groups["1"].total == 2


def test_a_group_may_be_computed():
    found = published(
        "size >= 10",
        [{"refused": True, "size": 9}, {"refused": True, "size": 10}, {"refused": True}],
        facts="refused: flag, size: {type: number, min: 0}",
    )
    assert {name: one.total for name, one in found.groups.items()} == {"false": 1, "true": 1}
    assert found.unknown_group.total == 1


def test_a_number_within_bounds_is_no_group():
    found = published(
        "size", [{"refused": True}], facts="refused: flag, size: {type: number, min: 0, max: 1}"
    )
    assert found.groups == {}
    assert found.unknown_group.total == 1


def test_a_bound_that_depends_on_records_withholds_everything():
    records = [{"refused": True, "group": "a", "size": 1}] * 9
    found = published(
        "group",
        records,
        facts="refused: flag, group: text, size: number",
        below="limit",
        more="definitions: {limit: size + 1}",
    )
    assert found.groups["a"].counted is None
    assert found.total.total == 9


@pytest.mark.parametrize("below", ["0", "-1", "1"])
def test_a_bound_of_one_or_less_withholds_nothing(below):
    found = published("group", [{"refused": True, "group": "a"}], below=below)
    assert found.groups["a"].complete


def test_a_bound_that_is_no_whole_number_withholds_whatever_is_below_it():
    records = [{"refused": True, "group": "a"}] * 2
    assert published("group", records, below="2.5").groups["a"].counted is None
    assert published("group", records, below="2").groups["a"].counted == 2


def groups(count):
    return [{"refused": True, "group": f"g{number}"} for number in range(count) for _ in range(3)]


def test_with_too_many_groups_to_protect_all_is_withheld():
    few = published("group", groups(MOST_GROUPS), below="3")
    many = published("group", groups(MOST_GROUPS + 1), below="3")
    assert few.groups["g0"].counted == 3
    assert {one.counted for one in many.groups.values()} == {None}
    assert many.total == Counts(None, None, None, 3 * (MOST_GROUPS + 1))


def test_any_number_of_groups_is_told_where_nothing_is_to_be_withheld():
    many = published("group", groups(MOST_GROUPS + 1))
    assert {one.counted for one in many.groups.values()} == {3}


RECORDS = st.lists(
    st.fixed_dictionaries({}, optional={"refused": st.booleans(), "group": st.sampled_from(["a", "b", "c"])}),
    max_size=12,
)


@given(RECORDS)
def test_everybody_is_counted_once(records):
    found = published("group", records)
    rows = [*found.groups.values(), *([found.unknown_group] if found.unknown_group else [])]
    for one in [*rows, found.total]:
        assert one.counted + one.not_counted + one.undetermined == one.total
    for column in ("counted", "not_counted", "undetermined", "total"):
        assert sum(getattr(one, column) for one in rows) == getattr(found.total, column)
    assert found.total.total == len(records)


@given(RECORDS, st.integers(2, 5))
def test_what_is_told_is_right_and_never_small(records, below):
    whole, told = published("group", records), published("group", records, below=str(below))
    assert told.total.total == len(records)
    pairs = [(one, whole.groups[name]) for name, one in told.groups.items()]
    pairs += [(told.unknown_group, whole.unknown_group)] if told.unknown_group else []
    for one, exact in pairs:
        for column in ("counted", "not_counted", "undetermined", "total"):
            shown = getattr(one, column)
            assert shown in {None, getattr(exact, column)}
            assert shown is None or not 0 < shown < below


def test_counts_beside_each_other_do_not_give_away_what_is_withheld():
    # Of a, 1 is not counted: without its total and its other counts, and those of another group, told.
    records = [{"refused": True, "group": one} for one in "aaaaaabbbbbb"] + [{"refused": False, "group": "a"}]
    found = published("group", records, below="5")
    assert found.groups["a"].not_counted is None
    assert None in {found.groups["a"].counted, found.groups["a"].total}
    assert found.total.not_counted is None
