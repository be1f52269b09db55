"""Proving that the weights of a scorecard sum to its total (docs: language, scorecard)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from attrs import field, frozen

from policyrules.checking.budget import Budget, TooLarge
from policyrules.checking.cases import MOST_CASES, Case, TooManyCases, cases, problem_of
from policyrules.checking.given import asked_about
from policyrules.evaluation.data import as_interval, as_truth
from policyrules.language.tree import Not
from policyrules.values.interval import Interval, add, compare
from policyrules.values.numbers import decimal_text
from policyrules.values.unknown import Impossible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.evaluation.data import Value
    from policyrules.inference.checked import CheckedEdition
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Indicator, Scorecard
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import Span


def check_weights(checked: CheckedEdition, card: Scorecard, diagnostics: Diagnostics) -> None:
    """Report weights that do not sum to the total for every combination of choices and flags."""
    removed = [one for one in card.indicators if one.otherwise == "none" and one.applies is not None]
    figures = [one.weight for one in card.indicators]
    totals = [] if card.total is None else [card.total]
    conditions = [one.applies for one in removed if one.applies is not None]
    budget = Budget(checked)
    proof = _Proof(budget, card, removed, diagnostics)
    try:
        for case in cases(budget, [*figures, *totals, *conditions]):
            proof.look(case)
    except TooLarge:
        diagnostics.error(
            "weights-unprovable",
            card.span,
            "the weights are too large to prove their sum",
            "let them depend on fewer facts, or on shorter expressions",
        )
    except TooManyCases:
        diagnostics.error(
            "weights-unprovable",
            card.span,
            f"the weights depend on more than {MOST_CASES} combinations of choices, too many to prove their sum",
            "let them depend on fewer facts",
        )


@frozen
class _Proof:
    budget: Budget
    card: Scorecard
    #: The indicators whose line goes where they do not apply.
    removed: Sequence[Indicator]
    diagnostics: Diagnostics
    #: What has been reported: one finding of a kind is enough for a place.
    reported: set[tuple[str, Span]] = field(factory=set)
    #: The facts, beyond choices and flags, of which an expression asks whether they are known.
    asked: dict[int, str] = field(factory=dict)
    splits: list[None] = field(factory=list)

    def look(self, case: Case) -> None:
        """Report what is wrong in one case."""
        count = len(self.card.indicators)
        weights = [
            self._exact(f"the weight of `{one.id}`", one.weight, value, case)
            for one, value in zip(self.card.indicators, case.values[:count], strict=True)
        ]
        for one, weight in zip(self.card.indicators, weights, strict=True):
            if weight is not None:
                self._check_step(one, weight, case)
        if self.card.total is None:
            return
        total = self._exact("the total", self.card.total, case.values[count], case)
        exact = [weight for weight in weights if weight is not None]
        if total is None or len(exact) < count:
            return
        for gone in self._gone(case, case.values[count + 1 :]):
            self._check_sum(exact, total, gone, case)

    def _exact(self, what: str, expression: Expr, value: Value, case: Case) -> Interval | None:
        """The number, or None where there is none, for a reason that is reported unless it is an open parameter."""
        number = as_interval(value)
        other = self._dependence(expression, value, case)
        problem = problem_of(value)
        if other:
            self._report(
                "weights-unprovable",
                expression.span,
                f"{what} depends on {other}, so that the sum of the weights cannot be proved",
                "let weights depend on choices, flags and parameters only",
            )
        elif number.exact:
            return Interval.of(number.value)
        elif problem is not None:
            self._report(
                "weights-unprovable",
                expression.span,
                f"{what} cannot be computed{case.when}: {problem.message}",
            )
        return None

    def _dependence(self, expression: Expr, value: Value, case: Case) -> str:
        """What an expression depends on besides the case."""
        if id(expression) not in self.asked:
            self.asked[id(expression)] = min(
                asked_about(self.budget, expression) - case.facts.keys(), default=""
            )
        return self.asked[id(expression)] or case.dependence(value)

    def _check_step(self, one: Indicator, weight: Interval, case: Case) -> None:
        step, value = self.card.round.to, weight.value
        if value < 0:
            message = f"the weight of `{one.id}` is {decimal_text(value)}, less than 0{case.when}"
            self._report("weight-step", one.weight.span, message)
        elif Fraction(value) % Fraction(step):
            self._report(
                "weight-step",
                one.weight.span,
                f"the weight of `{one.id}` is {decimal_text(value)}, no multiple of {decimal_text(step)}{case.when}",
                "lines are rounded to `round: {to: …}`, so that only its multiples can be reached",
            )

    def _gone(self, case: Case, values: Sequence[Value]) -> Iterator[frozenset[str]]:
        """The indicators that are removed in a case: one set for every way in which that may turn out.

        Nothing where an open parameter decides.
        """
        uncertain: dict[Expr, list[tuple[str, bool]]] = {}
        certain: set[str] = set()
        for one, value in zip(self.removed, values, strict=True):
            assert one.applies is not None  # noqa: S101 - they were selected for it
            truth = as_truth(value)
            if self._dependence(one.applies, value, case):
                # Opposite conditions are decided together.
                condition, applying = one.applies, True
                while isinstance(condition, Not):
                    condition, applying = condition.operand, not applying
                uncertain.setdefault(condition, []).append((one.id, applying))
            elif truth is False:
                certain.add(one.id)
            elif truth is not True:
                return
        for answers in product((True, False), repeat=len(uncertain)):
            self.budget.spend(2 * len(self.card.indicators))
            self.splits.append(None)
            if len(self.splits) > MOST_CASES:
                raise TooManyCases
            gone = {
                name
                for answer, members in zip(answers, uncertain.values(), strict=True)
                for name, applying in members
                if answer is not applying
            }
            yield frozenset(certain | gone)

    def _check_sum(self, weights: list[Interval], total: Interval, gone: frozenset[str], case: Case) -> None:
        try:
            found = Interval.of(0)
            for one, weight in zip(self.card.indicators, weights, strict=True):
                if one.id not in gone:
                    found = add(found, weight)
            right = compare("=", found, total)
        except Impossible as problem:
            message = f"the sum of the weights cannot be computed{case.when}: {problem.message}"
            self._report("weights-unprovable", self.card.span, message)
            return
        if right is True:
            return
        listed = [
            f"`{one.id}` {decimal_text(weight.value)}"
            for one, weight in zip(self.card.indicators, weights, strict=True)
            if one.id not in gone
        ]
        when, help_text = case.when, f"change a weight, or `total`; the weights are {', '.join(listed)}"
        if gone:
            absent = " and ".join(f"`{one.id}`" for one in self.card.indicators if one.id in gone)
            when += f"{' and' if when else ' when'} {absent} {'does' if len(gone) == 1 else 'do'} not apply"
            help_text = "`otherwise: none` removes a weight; use `rescale`, `full` or `zero` to keep the sum"
        self._report(
            "weights-sum",
            self.card.span,
            f"the weights sum to {decimal_text(found.value)}, not {decimal_text(total.value)}{',' if when else ''}{when}",
            help_text,
        )

    def _report(self, code: str, span: Span, message: str, help_text: str = "") -> None:
        if (code, span) not in self.reported:
            self.reported.add((code, span))
            self.diagnostics.error(code, span, message, help_text)
