"""A change between two editions, as data (docs: comparing)."""

from __future__ import annotations

from typing import Any, Literal

from attrs import field, frozen

from policyrules.policy.model import NO_PROVENANCE, Provenance
from policyrules.policy.types import Type
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.source import NOWHERE, Span

ChangeKind = Literal["added", "repealed", "changed", "reordered", "reworded"]


@frozen
class Owner:
    """A named thing that a change stands in, such as the bar of a ground."""

    #: The class of the thing in lower case: `bar`, `ground`, `fact`, …
    kind: str
    id: str
    label: Words = NO_WORDS


@frozen
class Warned:
    """A change that looks like a slip."""

    #: `hundredfold`, `hundredth`, `sign`, `percent`, `far-date` or `other-unit`.
    code: str
    old: Any
    new: Any


@frozen
class Change:
    """One change from the old edition to the new one."""

    kind: ChangeKind
    #: What changed, such as `parameters.lookback` or `score.visits.weight`.
    key: str
    #: What it was and what it is: values, expressions, whole items, or the ids in their order; None for nothing.
    old: Any
    new: Any
    #: Whether decisions, or what the digest covers, may differ by it; not so for wording, nor where order means nothing.
    alters: bool
    #: The things that it stands in, outermost first; the last is the item itself.
    owners: tuple[Owner, ...] = ()
    #: The attribute of the item, such as `weight`; empty where the item as a whole came or went.
    attribute: str = ""
    #: Where it is written in both editions; NOWHERE where it is not.
    old_span: Span = field(default=NOWHERE, eq=False, repr=False)
    new_span: Span = field(default=NOWHERE, eq=False, repr=False)
    #: Where the item comes from, in the new edition if it is there.
    provenance: Provenance = field(default=NO_PROVENANCE, repr=False)
    #: The keys of the rules that it reaches, such as `bars.main_grant` and `score.visits`.
    reaches: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    #: The type of a parameter whose value it is.
    type: Type | None = field(default=None, repr=False)
    #: What to take back to undo it, by attributes and ids from the edition down.
    unit: tuple[str, ...] = field(default=(), repr=False)
