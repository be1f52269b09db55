"""Unrevealed renderings do not tell the values of sensitive facts (docs: laws, masking)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from laws.renderer import renderings
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.records import revalued


def _shown(decision):
    """The outcomes, lines and scores: what may be shown whatever it rests on."""
    score = decision.score
    bars = [child for child in decision.trace().children if child.kind == "bar"]
    return (
        # The outcome of a ground is shown even where its bar does not apply.
        [[(child.id, child.outcome) for child in (bar, *bar.children)] for bar in bars],
        {name: veto.outcome for name, veto in decision.vetoes.items()},
        {name: award.outcome for name, award in decision.awards.items()},
        {name: duty.outcome for name, duty in decision.duties.items()},
        None
        if score is None
        else (
            dict(score.lines),
            dict(score.adjustments),
            dict(score.groups),
            score.limited,
            _score(score.total, score.grade, score.possible_grades),
            _score(score.final_total, score.final_grade, score.possible_final_grades),
        ),
    )


def _score(total, grade, possible):
    return (total.low, total.high, grade, possible)


def _told(decision):
    """The renderings; `missing` and `problems` themselves belong to the program, not to readers."""
    return {name: text for name, text in renderings(decision).items() if name != "gaps"}


def _has_sensitive(facts):
    return any(
        fact.sensitive or _has_sensitive(getattr(getattr(fact.type, "element", fact.type), "fields", ()))
        for fact in facts
    )


@examples(30)
@given(cases(), st.data())
def test_values_of_sensitive_facts_do_not_show(case, data):
    assume(_has_sensitive(case.facts))
    record = case.record if data.draw(st.booleans(), label="complete") else gaps(data, case)
    other = revalued(data.draw, case.facts, record)
    assume(other != record)
    one, two = case.decide(record), case.decide(other)
    assume(one is not None and two is not None and _shown(one) == _shown(two))
    assert _told(one) == _told(two), f"\n{record}\n{other}"
    assert (repr(one), str(one)) == (repr(two), str(two))


SECRET = "Secret-4711"  # noqa: S105 - no password, but what a record gives


@examples(12)
@given(cases(), st.data())
def test_errors_do_not_tell_what_was_given_for_a_sensitive_fact(case, data):
    sensitive = [fact for fact in case.facts if fact.sensitive]
    assume(sensitive)
    fact = data.draw(st.sampled_from(sensitive))
    for given_value in (SECRET, [SECRET], {SECRET: SECRET}, [{"g0": SECRET}], 471147114711, -471147114711):
        record = {**case.record, fact.key: given_value}
        try:
            case.policy.evaluate(record, as_of=case.as_of, any_date=True)
        except policyrules.RecordError as error:
            text = f"{error} {error!r} {error.faults}"
            assert SECRET not in text
            assert "4711" not in text


def test_revealing_shows_what_is_masked_otherwise():
    policy = policyrules.loads(
        "{policy: a, edition: 1, facts: {x: {type: text, sensitive: true}}, "
        "bars: {b: {modality: must not, grounds: {g: {when: 'x = \"s-4711\"'}}}}}"
    )
    decision = policy.evaluate({"x": "s-4711"}, as_of="2026-05-01")
    assert "x = ‹masked›" in decision.explain()
    assert decision.bars["b"].outcome == "barred"
    hidden = decision.to_json()
    assert '"x":"‹masked›"' in hidden
    assert '"x":"s-4711"' in decision.to_json(reveal=True)


@pytest.mark.parametrize("reveal", [True, False])
def test_what_is_not_sensitive_is_not_masked(reveal):
    policy = policyrules.loads(
        "{policy: a, edition: 1, facts: {x: text}, "
        "bars: {b: {modality: must not, grounds: {g: {when: 'x = \"s\"'}}}}}"
    )
    decision = policy.evaluate({"x": "s"}, as_of="2026-05-01")
    assert "masked" not in decision.explain(reveal=reveal) + decision.to_json(reveal=reveal)
