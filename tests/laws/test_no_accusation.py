"""On an empty record nothing is barred and nothing vetoed without reason (docs: laws, no accusation)."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from strategies.cases import cases
from strategies.effort import examples
from strategies.records import complete


def _accusations(decision):
    """Everything that is held against the subject."""
    against = {
        name: bar for name, bar in decision.bars.items() if bar.outcome in {"barred", "advised against"}
    }
    found = {*against, *(f"{name}: {ground}" for name, bar in against.items() for ground in bar.grounds)}
    found |= {name for name, veto in decision.vetoes.items() if veto.outcome == "triggered"}
    found |= {f"award {name}" for name, award in decision.awards.items() if award.outcome == "denied"}
    found |= {f"duty {name}" for name, duty in decision.duties.items() if duty.outcome == "not met"}
    found |= {
        f"{name}: {effect}"
        for name, veto in decision.vetoes.items()
        for effect, result in veto.effects.items()
        if result.state == "in effect"
    }
    return found


@examples(12)
@given(cases(asking=False), st.data())
def test_an_accusation_on_an_empty_record_holds_for_every_record(case, data):
    decision = case.decide({})
    assume(decision is not None)
    accusations = _accusations(decision)
    assume(accusations)
    for _ in range(3):
        other = case.decide(complete(data.draw, case.facts))
        assert other is None or accusations <= _accusations(other)


_CONDITIONS = (
    "late",
    "not late",
    "visits < 3",
    "visits = 3",
    "visits / 0 > 1",
    "visits in [1..3)",
    'state != "sound"',
    "on within 1 year before as_of",
    "some c in cases satisfies c.open",
    "every c in cases satisfies c.open",
    "no c in cases satisfies c.open",
    "count(c in cases where c.open) = 0",
    "count(cases) < 2",
    "sum(c.cost for c in cases) < 5",
    "maximum(c.cost for c in cases) < 5",
    "first(cases).open",
    "late or visits < 3 and not open_flag",
    "if late then visits < 3 else visits > 3",
    "limit < 3",
    "not contains(list(c.cost for c in cases), 3)",
)
_POLICY = """
policy: accusing
edition: 1
facts:
  late: flag
  visits: {{type: number, min: 0}}
  state: {{choice: [sound, weak]}}
  on: date
  cases: {{list: {{open: flag, cost: number}}}}
parameters:
  limit: {{value: open, type: number, delegated: the council}}
  open_flag: {{value: open, type: flag, delegated: the council}}
bars:
  main: {{modality: {modality}, grounds: {{only: {{when: '{condition}'}}, other: {{when: limit > 5 or open_flag}}}}}}
vetoes:
  stop: {{when: '{condition}', effects: {{all: {{deny: all}}}}}}
awards:
  prize: {{eligible: '{condition}'}}
  other: {{eligible: 'not ({condition})'}}
duties:
  whole: {{modality: must, by: them, requires: {{only: '{condition}'}}}}
  dated: {{modality: should, by: them, requires: {{only: 'not ({condition})'}}, due: 2020-01-01}}
"""


@examples(12)
@given(st.sampled_from(_CONDITIONS), st.sampled_from(("must not", "should not")))
def test_conditions_that_facts_decide_are_undetermined_on_an_empty_record(condition, modality):
    policy = policyrules.loads(_POLICY.format(condition=condition, modality=modality))
    for record in ({}, {"cases": None, "late": None}):
        decision = policy.evaluate(record, as_of="2026-05-01")
        assert not _accusations(decision)
        assert decision.bars["main"].outcome == "undetermined"
        assert decision.vetoes["stop"].outcome == "undetermined"
        assert decision.vetoes["stop"].effects["all"].state == "undetermined"
        assert {one.outcome for one in decision.awards.values()} == {"undetermined"}
        assert {one.outcome for one in decision.duties.values()} == {"undetermined"}
