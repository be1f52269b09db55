"""What a decision says of each rule (docs: language, bars, scorecard, vetoes)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal

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


class AwardOutcome(StrEnum):
    """What an award says of one record."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    #: A veto in effect denies it, whoever is eligible.
    DENIED = "denied"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"


class DutyOutcome(StrEnum):
    """What a duty, one of its elements, or a requirement says."""

    MET = "met"
    NOT_YET_DUE = "not yet due"
    NOT_MET = "not met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"


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
class AwardResult:
    """The outcome of an award, with the ids of the vetoes in effect that deny it."""

    outcome: AwardOutcome
    denied_by: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)


@frozen
class DutyElement:
    """A duty for one element of its list, or for the record as a whole."""

    #: The number of the element, from 1; None where the duty is one for the whole record.
    number: int | None
    outcome: DutyOutcome
    requirements: Mapping[str, DutyOutcome]
    #: The last day on which it may be done; None without one, and where it is not known.
    due: date | None
    #: Whether it belongs to the list of elements; None while that is not known.
    belongs: bool | None = True


@frozen
class DutyResult:
    """The outcome of a duty: the worst of its elements."""

    outcome: DutyOutcome
    modality: Literal["must", "should"]
    elements: tuple[DutyElement, ...]
    #: What holds of any element that the list may have beyond those; None where all are known.
    further: DutyElement | None = None
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)


@frozen
class Outcomes:
    """Everything that a decision says."""

    bars: Mapping[str, BarResult]
    score: Score | None
    vetoes: Mapping[str, VetoResult]
    #: Definitions, and tables that are not called, as plain values.
    values: Mapping[str, Any]
    awards: Mapping[str, AwardResult]
    duties: Mapping[str, DutyResult]
