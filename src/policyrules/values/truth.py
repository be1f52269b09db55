"""Kleene's logic of true, false and unknown (docs: language, truth and knowledge)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.values.unknown import Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Truth = bool | Unknown


def negate(truth: Truth) -> Truth:
    """Not; the negation of unknown is unknown for the same causes."""
    return truth if isinstance(truth, Unknown) else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """And: false if one is false, else unknown if one is unknown, else true (also of none)."""
    return _decided_by(False, truths)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or: true if one is true, else unknown if one is unknown, else false (also of none)."""
    return _decided_by(True, truths)


def _decided_by(deciding: bool, truths: Iterable[Truth]) -> Truth:
    # Every operand is consumed, so that whoever computes them lazily computes all of them.
    operands = tuple(truths)
    if any(operand is deciding for operand in operands):
        return deciding
    unknown = [operand for operand in operands if isinstance(operand, Unknown)]
    return Unknown(causes_of(*unknown)) if unknown else not deciding
