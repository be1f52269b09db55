"""A key of `expect`: which names it has, how values are read, and what a decision says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policyrules.engine.decision import Decision
    from policyrules.inference.checked import CheckedEdition
    from policyrules.testing.expected import ExpectedReader
    from policyrules.text.document import Node

Path = tuple[str, ...]


def _shown(_: CheckedEdition, __: Path) -> bool:
    return False


def _told(_: Decision, __: Path) -> bool:
    return False


def _no_rule(_: CheckedEdition, __: Path) -> tuple[str, str] | None:
    return None


@frozen(kw_only=True)
class Section:
    """A key of `expect`."""

    #: What each level of names below it stands for, such as a veto and its effect.
    levels: tuple[str, ...] = ()
    #: The names that the policy has at the next level, after those of the path.
    known: Callable[[CheckedEdition, Path], Iterable[str]] = lambda _, __: ()
    #: The expected value of a node; BROKEN where it was reported that it cannot be read.
    read: Callable[[ExpectedReader, CheckedEdition, Path, Node], Any]
    #: What the decision (or the cohort, or the error of the record) says, in the form of what was expected.
    actual: Callable[[Any, Path, Any], Any]
    #: Whether that rests on sensitive facts beyond what decisions show.
    sensitive: Callable[[CheckedEdition, Path], bool] = _shown
    #: The same, where only the decision can tell.
    masked: Callable[[Decision, Path], bool] = _told
    #: The kind and id of the rule in the trace that gives the reasons.
    rule: Callable[[CheckedEdition, Path], tuple[str, str] | None] = field(default=_no_rule)
