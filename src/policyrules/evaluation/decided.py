"""What a decision consists of, before anyone renders it."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import field, frozen

from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.outcomes import Outcomes
from policyrules.inference.checked import CheckedEdition


@frozen
class Decided:
    """An edition, the facts it was applied to, the day, and the outcomes."""

    #: The edition that decided.
    checked: CheckedEdition = field(repr=False)
    #: The facts that the decision rests on: an immutable copy of what the record gave. It is not masked.
    facts: FrozenMapping[Any]
    as_of: date
    #: Whether it was made for a day on which the edition need not be in force.
    any_date: bool
    #: All outcomes together.
    outcomes: Outcomes = field(repr=False)
