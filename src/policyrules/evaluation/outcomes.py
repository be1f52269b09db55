"""What a decision says of each rule (docs: language, bars, scorecard, vetoes)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from policyrules.policy.model import Consequence, Modality
from policyrules.values.interval import Interval
from policyrules.values.unknown import Cause


class BarOutcome(StrEnum):
    """What a bar says."""

    BARRED = "barred"
    ADVISED_AGAINST = "advised against"
    CLEAR = "clear"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"


class VetoOutcome(StrEnum):
    """What a veto says."""

    TRIGGERED = "triggered"
    CLEAR = "clear"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"


class EffectState(StrEnum):
    """Where the day of decision stands in the time of an effect."""

    PENDING = "pending"
    IN_EFFECT = "in effect"
    LAPSED = "lapsed"
    #: The effect does not follow: its veto is clear, or its own condition is false.
    NONE = "none"
    UNDETERMINED = "undetermined"


@frozen
class BarResult:
    """The outcome of a bar, with the ids of its grounds that are true and that are unknown."""

    outcome: BarOutcome
    modality: Modality
    grounds: tuple[str, ...]
    undetermined: tuple[str, ...]
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)


@frozen
class Line:
    """A line of a scorecard: points out of a weight, and what was lost."""

    points: Interval
    weight: Interval
    lost: Interval
    #: Whether the indicator applies: true, false, or None while that is not known.
    applies: bool | None = True


@frozen
class Score:
    """The scorecard: before vetoes, and after them as `final_…`.

    A grade is None while it is not determined, and in a scorecard without grades.
    """

    total: Interval
    grade: str | None
    final_total: Interval
    final_grade: str | None
    lines: Mapping[str, Line]
    adjustments: Mapping[str, Interval]
    groups: Mapping[str, Interval]
    #: What the limits added or cut: lines, adjustments and this sum to the total.
    limited: Interval
    #: The grades that are still possible, best first, before and after vetoes.
    possible_grades: tuple[str, ...] = ()
    possible_final_grades: tuple[str, ...] = ()


@frozen
class EffectResult:
    """An effect of a veto: what follows, from when until when (the last day, included)."""

    consequence: Consequence
    state: EffectState
    start: date | None
    until: date | None
    #: The total that an effect on the score sets.
    score: Interval | None = None
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)
    #: Whether it may change this decision though that is not certain.
    possible: bool = False


@frozen
class VetoResult:
    """The outcome of a veto, with its effects by name."""

    outcome: VetoOutcome
    effects: Mapping[str, EffectResult]
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)


@frozen
class Outcomes:
    """Everything that a decision says."""

    bars: Mapping[str, BarResult]
    score: Score | None
    vetoes: Mapping[str, VetoResult]
    #: Definitions, and tables that are not called, as plain values.
    values: Mapping[str, Any]
