"""Policies that are ready to decide, with records for them."""

from __future__ import annotations

from attrs import frozen
from hypothesis import assume
from hypothesis import strategies as st

import policyrules
from strategies.policies import Draft, drafts
from strategies.records import DAYS, complete, thinned


@frozen
class Case:
    """A policy, how it was made, and a complete record for it; its text is the representation."""

    draft: Draft
    policy: policyrules.Policy
    record: dict
    as_of: str

    @property
    def facts(self):
        return self.policy.checked.edition.facts

    def decide(self, record=None):
        """The decision on this record, or on the complete one; None where it would take too long."""
        given = self.record if record is None else record
        try:
            return self.policy.evaluate(given, as_of=self.as_of, any_date=True)
        except policyrules.LimitExceeded:
            return None

    def __repr__(self):
        return f"as of {self.as_of}: {self.record!r}\n{self.draft.text()}"


@st.composite
def cases(draw, asking=None):
    """A valid policy and a complete record."""
    draft = draw(drafts(asking))
    try:
        policy = policyrules.loads(draft.text())
    except policyrules.PolicyError:
        assume(False)
    record = complete(draw, policy.checked.edition.facts)
    return Case(draft, policy, record, draw(DAYS))


def gaps(data, case, kept=frozenset()):
    """The record of a case with gaps at every depth, but for what is kept; drawn within a test."""
    chance = data.draw(st.sampled_from((3, 2, 8)), label="gaps")
    return thinned(data.draw, case.facts, case.record, kept, chance)
