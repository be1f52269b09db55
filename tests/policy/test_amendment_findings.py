"""What is wrong with an amendment, and what is not, beside the golden files of tests/diagnostics."""

from __future__ import annotations

import pytest

from policyrules.policy.reader import read_edition
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText

FIRST = """\
policy: p
edition: 1
in_force: {from: 2026-01-01}
facts: {a: number, b: {type: text, note: old}}
parameters:
  p: {value: 1.5, source: {clause: 1.10}, label: P}
  q: {value: 12 months, source: {clause: [2, 3]}}
definitions: {d: a+p > 2 and b = "x"}
tables: {t: {inputs: [a], rows: [{when: ["< 1,2"], then: p}]}}
scorecard: {indicators: {i: {weight: 5, when: a > 1}}, grades: {good: ">= 3", bad: "< 3"}}
"""
SECOND = "policy: p\nedition: 2\namends: 1\nin_force: {from: 2027-01-01}\n"


def codes(amendment, first=FIRST, second=SECOND):
    diagnostics = Diagnostics()
    sources = SourceText("1.yaml", first), SourceText("2.yaml", second + amendment)
    read_edition(sources[1], diagnostics, (sources[0],))
    return [one.code for one in diagnostics.sorted()]


def changing(section, change, unchanged=("p", "q", "t")):
    return f"changes: {{{section}: {change}}}\nunchanged: [{', '.join(unchanged)}]\n"


@pytest.mark.parametrize(
    ("section", "change", "unchanged"),
    [
        ("parameters", "{p: {value: 1.50, source: {clause: 1.10}}}", "qt"),
        ("parameters", "{q: {value: 1 year}}", "pt"),
        ("parameters", "{q: {source: {clause: [2, 3]}}}", "pt"),
        ("definitions", "{d: 'a + p > 2  and (b = \"x\")'}", "pqt"),
        ("definitions", "{d: {value: 'a + p > 2 and b = \"x\"'}}", "pqt"),
        ("tables", "{t: {rows: [{when: ['< 1, 2'], then: p}]}}", "pq"),
        ("scorecard", "{grades: {good: '>=3'}}", "pqt"),
        ("scorecard", "{indicators: {i: {weight: 5.0}}}", "pqt"),
        ("scorecard", "{indicators: {}}", "pqt"),
        ("facts", "{a: {type: number}}", "pqt"),
        ("facts", "{b: {note: 'old'}}", "pqt"),
        ("facts", "{}", "pqt"),
    ],
)
def test_the_same_in_other_words_changes_nothing(section, change, unchanged):
    found = codes(changing(section, change, unchanged))
    assert [code for code in found if code != "empty"] == ["changes-nothing"]


@pytest.mark.parametrize(
    ("section", "change", "unchanged"),
    [
        ("parameters", "{p: {source: {clause: 1.1}}}", "qt"),
        ("parameters", "{p: {value: 1.5, source: {clause: 1.11}}}", "qt"),
        ("parameters", "{p: {value: 1.5, label: Q}}", "qt"),
        ("definitions", "{d: 'p + a > 2 and b = \"x\"'}", "pqt"),
        ("tables", "{t: {rows: [{when: ['< 1'], then: p}]}}", "pq"),
        ("facts", "{b: {note: 'new'}}", "pqt"),
    ],
)
def test_what_differs_is_a_change(section, change, unchanged):
    assert codes(changing(section, change, unchanged)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("{value: 2}", ["value-without-source"]),
        ("{value: 2, source: {clause: 1.10}}", []),
        ("{value: 2, assumed: why}", []),
        ("{value: 2, delegated: council}", []),
        ("{value: 2, source: repealed}", ["no-source", "value-without-source"]),
        ("{value: open, type: number}", ["value-without-source"]),
    ],
)
def test_a_new_value_says_where_it_comes_from(change, found):
    assert sorted(codes(changing("parameters", f"{{p: {change}}}", "qt"))) == found


def test_what_is_repealed_as_a_whole_is_settled():
    assert codes("changes: {parameters: repealed}\nunchanged: [t]\n") == []


def test_what_has_neither_parameters_nor_tables_need_not_say_what_is_unchanged():
    assert codes("", "policy: p\nedition: 1\nfacts: {a: flag}\n") == []


@pytest.mark.parametrize(
    ("day", "found"),
    [("2025-12-31", ["starts-too-early"]), ("2026-01-01", ["starts-too-early"]), ("2026-01-02", [])],
)
def test_an_amendment_begins_after_what_it_amends(day, found):
    assert codes("unchanged: [p, q, t]\n", second=SECOND.replace("2027-01-01", day)) == found


def test_an_amendment_of_what_was_always_in_force_begins_on_any_day():
    first = FIRST.replace("in_force: {from: 2026-01-01}\n", "")
    assert codes("unchanged: [p, q, t]\n", first, SECOND.replace("2027", "1999")) == []


def test_an_item_without_a_name_like_it_is_told_what_it_needs():
    diagnostics = Diagnostics()
    sources = (
        SourceText("1.yaml", FIRST),
        SourceText("2.yaml", SECOND + changing("facts", "{zzz: {note: n}}")),
    )
    read_edition(sources[1], diagnostics, (sources[0],))
    [one] = diagnostics.sorted()
    assert (one.code, one.help) == (
        "no-such-item",
        "if it is new it must be complete: it needs one of type, list, record, decision, choice",
    )


def test_all_files_are_read_although_one_cannot_be():
    assert codes("changes: [", FIRST + "more: [") == ["yaml-syntax", "yaml-syntax"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("{bars: {b: {modality: must not, grounds: {g: {label: G}}}}}", "missing-key"),
        ("{scorecard: {grades: {good: repealed, bad: repealed}}}", "empty"),
    ],
)
def test_what_comes_out_has_the_shape_of_an_edition(change, found):
    assert codes(f"changes: {change}\nunchanged: [p, q, t]\n") == [found]
