"""The rules that a change reaches."""

from __future__ import annotations

import pytest

from comparison.samples import changed


@pytest.mark.parametrize(
    ("pair", "reached"),
    [
        (
            ("value: 3 years", "value: 5 years"),  # read by `recent`
            "bars.main score.order score.spot awards.best publications.refusals",
        ),
        (("value: open, type", "value: 9, type"), "bars.main publications.refusals"),
        (("[confirmed, appealed]", "[confirmed, appealed, closed]"), "duties.file"),
        (("{city: text}", "{city: {type: text, sensitive: true}}"), "bars.main publications.refusals"),
        (("then: low, source: {clause: 5}}", "then: high, source: {clause: 5}}"), "bars.advice"),
        (("then: {visits: 10, audit: 20}", "then: {visits: 5 + 5, audit: 20}"), "score.plan awards.best"),
        (("then: members / 50", "then: members / 51"), "score.reports awards.best"),
        (("modality: should not", "modality: must not"), "bars.advice"),
        (("applies: members > 3", "applies: members > 4"), "bars.main publications.refusals"),
        (("weight: 40, share", "weight: 45 - 5, share"), "score.visits awards.best"),
        (("s.date + 30 days", "s.date + 31 days"), "duties.file"),
        (('at_most: "110"', 'at_most: "120"'), "score awards.best"),
        # It denies all awards, and the first of them also reads the grade.
        (("when: members = 7", "when: members = 8"), "vetoes.concealed awards.best awards.second"),
        (("until: 2026-12-31}", "until: 2027-12-31}"), ""),
    ],
)
def test_a_change_reaches_the_rules_that_read_what_changed(pair, reached):
    (change,) = changed(pair).altering
    assert " ".join(change.reaches) == reached


def test_wording_reaches_nothing():
    (change,) = changed(("label: look-back for findings", "label: window")).reworded
    assert change.reaches == ()


def test_a_change_of_a_veto_reaches_what_asks_for_any_veto():
    text = """
policy: a
edition: 1
facts: {x: number}
bars: {b: {modality: must not, grounds: {g: {when: vetoes.any}}}}
vetoes: {v: {when: x > 1, effects: {e: {stop: subsidy}}}}
"""
    (change,) = changed(("x > 1", "x > 2"), text=text).altering
    assert change.reaches == ("bars.b", "vetoes.v")
