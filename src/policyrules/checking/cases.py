"""Telling apart the cases on which expressions depend (docs: language, scorecard).

A case settles choices and flags, one after another, until the expressions give exact values or
depend on nothing of that kind any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from policyrules.checking.given import Given, asked_about
from policyrules.policy.types import ChoiceType, FlagType, RecordType
from policyrules.values.numbers import decimal_text
from policyrules.values.unknown import Missing, Problem, causes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from policyrules.checking.budget import Budget
    from policyrules.evaluation.data import Value
    from policyrules.language.tree import Expr
    from policyrules.policy.types import Fact
    from policyrules.values.unknown import Cause

#: Beyond so many cases nothing is proved.
MOST_CASES = 20_000


class TooManyCases(Exception):  # noqa: N818 - not an error of the caller: nothing is proved
    """There are too many combinations to look at."""


@frozen
class Case:
    """A combination of choices and flags, by path; None for one that is left unknown."""

    facts: Mapping[str, str | Decimal | bool | None]
    given: Given
    #: The values of the expressions, in their order.
    values: tuple[Value, ...]

    @property
    def when(self) -> str:
        """` when district is rural`, or nothing where there is only one case."""
        words = [f"{path} is {_shown(value)}" for path, value in self.facts.items()]
        return f" when {' and '.join(words)}" if words else ""

    def dependence(self, value: Value) -> str:
        """The fact, or `as_of`, on which a value depends besides the case; empty where there is none."""
        paths = [cause.path for cause in causes_of(value) if isinstance(cause, Missing)]
        return next((path for path in paths if path not in self.facts), "")


def _shown(value: str | Decimal | bool | None) -> str:
    match value:
        case None:
            return "unknown"
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            return decimal_text(value)


def problem_of(value: Value) -> Problem | None:
    """What makes a value impossible to compute, where it is a problem."""
    return next((cause for cause in causes_of(value) if isinstance(cause, Problem)), None)


def cases(budget: Budget, expressions: Sequence[Expr]) -> Iterator[Case]:
    """Every combination of the choices and flags on which these expressions depend.

    Raises TooManyCases, TooLarge.
    """
    edition = budget.checked.edition
    options = dict(_options(edition.facts, ""))
    asked = sorted(asked_about(budget, *expressions) & options.keys())
    # Every case gives all facts and parameters their values anew.
    effort = budget.effort(*expressions, evaluated=set()) + len(edition.facts) + len(edition.parameters)
    yield from _Search(budget, effort, expressions, options, asked).cases({})


def _options(facts: Sequence[Fact], prefix: str) -> Iterator[tuple[str, tuple[str | Decimal | bool, ...]]]:
    """The possible values of every choice and flag, by path."""
    for fact in facts:
        path = f"{prefix}{fact.name}"
        match fact.type:
            case ChoiceType():
                yield path, fact.type.settled
            case FlagType():
                yield path, (True, False)
            case RecordType():
                yield from _options(fact.type.fields, f"{path}.")


@frozen
class _Search:
    budget: Budget
    #: The work of one case.
    effort: int
    expressions: Sequence[Expr]
    options: dict[str, tuple[str | Decimal | bool, ...]]
    #: Of these it matters whether they are known, so that they are left unknown as well.
    asked: list[str]
    visited: list[None] = field(factory=list)

    def cases(self, facts: dict[str, str | Decimal | bool | None]) -> Iterator[Case]:
        self.visited.append(None)
        if len(self.visited) > MOST_CASES:
            raise TooManyCases
        self.budget.spend(self.effort)
        settled = {path: value for path, value in facts.items() if value is not None}
        given = Given(self.budget.checked, settled)
        values = tuple(given.value(expression) for expression in self.expressions)
        path = self._undecided(facts, causes_of(*values))
        if path is None:
            yield Case(facts, given, values)
            return
        for option in (*self.options[path], *((None,) if path in self.asked else ())):
            yield from self.cases({**facts, path: option})

    def _undecided(self, facts: Mapping[str, object], causes: tuple[Cause, ...]) -> str | None:
        """A choice or flag that may make a difference."""
        for path in self.asked:
            if path not in facts:
                return path
        for cause in causes:
            if isinstance(cause, Missing) and cause.path in self.options and cause.path not in facts:
                return cause.path
        return None
