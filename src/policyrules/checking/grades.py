"""Proving that every total has exactly one grade (docs: language, scorecard)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import define, field

from policyrules.checking.budget import Budget, TooLarge, work_with
from policyrules.checking.cases import MOST_CASES, Case, TooManyCases, cases
from policyrules.checking.given import asked_about, cell_expressions
from policyrules.checking.passing import Cells, Ladder, Passed, indices
from policyrules.evaluation.data import as_interval
from policyrules.policy.model import GradeAtMost, GradeDown, GradeIs
from policyrules.text.diagnostic import Note
from policyrules.values.interval import Interval, compare, everything, round_interval_to_step
from policyrules.values.numbers import CARRY, decimal_text, past_magnitude, round_to_step, written
from policyrules.values.unknown import Impossible

if TYPE_CHECKING:
    from policyrules.evaluation.data import Value
    from policyrules.inference.checked import CheckedEdition
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Grade, Scorecard
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import Span


def check_grades(checked: CheckedEdition, card: Scorecard, diagnostics: Diagnostics) -> None:
    """Report limits that cross, and totals within them that have no grade or several."""
    limits = [limit for limit in (card.at_least, card.at_most) if limit is not None]
    bands = [end for grade in card.grades for end in cell_expressions(grade.band)]
    budget = Budget(checked)
    proof = _Proof(budget, card, diagnostics)
    try:
        for case in cases(budget, [*limits, *bands]):
            proof.look(case)
    except TooLarge:
        diagnostics.error(
            "grade-unprovable",
            card.span,
            "limits and grades are too large to prove that every total has one grade",
            "let them depend on fewer facts, or have fewer grades",
        )
        return
    except TooManyCases:
        diagnostics.error(
            "grade-unprovable",
            card.span,
            f"limits and grades depend on more than {MOST_CASES} combinations of choices, too many to prove them",
            "let them depend on fewer facts",
        )
        return
    proof.report_unreachable()


@define
class _Proof:
    budget: Budget
    card: Scorecard
    diagnostics: Diagnostics
    #: What has been reported: one finding of a kind is enough for a place.
    reported: set[tuple[str, Span]] = field(factory=set)
    #: The grades, as sets, that some total may have, and that overlap with an earlier one.
    reached: int = 0
    overlapping: int = 0
    #: The facts of which the ends of a band ask whether they are known, by the identity of the end.
    asked: dict[int, frozenset[str]] = field(factory=dict)

    def look(self, case: Case) -> None:
        """Report what is wrong in one case."""
        low, high = self._limit(self.card.at_least, case), self._limit(self.card.at_most, case)
        if compare(">", low, high) is True and self.card.at_most is not None:
            self._report(
                "limits-crossed",
                self.card.at_most.span,
                f"the lower limit of the total is more than the upper one{case.when}",
                "exchange them",
            )
            return
        if any(self._unprovable(grade, case) for grade in self.card.grades):
            return
        step, mode = self.card.round.to, self.card.round.mode
        least = None if self.card.at_least is None else round_interval_to_step(low, step, mode).low
        greatest = None if self.card.at_most is None else round_interval_to_step(high, step, mode).high
        best: int | None = None
        for total, passed in self._totals(case, least, greatest):
            index = self._check_total(total, passed, case, least, greatest)
            if index is None:
                continue
            if best is not None and index > best:
                self._report_order(self.card.grades[best], self.card.grades[index])
            best = index

    def _limit(self, limit: Expr | None, case: Case) -> Interval:
        """A limit; without ends where it is not given, or depends on whether something is known."""
        if limit is None or self._asked(limit) - case.facts.keys():
            return everything(())
        return as_interval(case.given.value(limit))

    def _asked(self, expression: Expr) -> frozenset[str]:
        if id(expression) not in self.asked:
            self.asked[id(expression)] = asked_about(self.budget, expression)
        return self.asked[id(expression)]

    def _unprovable(self, grade: Grade, case: Case) -> bool:
        """Whether a band depends on more than the case; that is reported."""
        for end in cell_expressions(grade.band):
            asked = min(self._asked(end) - case.facts.keys(), default="")
            other = asked or case.dependence(case.given.value(end))
            if other:
                self._report(
                    "grade-unprovable",
                    end.span,
                    f"the band of `{grade.id}` depends on {other}, so that it cannot be proved where it ends",
                    "let bands depend on choices, flags and parameters only",
                )
                return True
        return False

    def _totals(
        self, case: Case, least: Decimal | None, greatest: Decimal | None
    ) -> list[tuple[Decimal, Passed]]:
        """Multiples of the step, within the limits, that stand for all: those at and beside every end.

        With each come the grades, as sets, that it has for certain and that it has not.
        """
        found = {Decimal(0), *(end for end in (least, greatest) if end is not None)}
        ends = [[case.given.value(end) for end in cell_expressions(one.band)] for one in self.card.grades]
        self.budget.spend(5 * sum(map(len, ends)))
        for some in ends:
            for end in some:
                found |= self._beside(end)
        totals = sorted(
            total
            for total in found
            if not past_magnitude(total)
            and (least is None or total >= least)
            and (greatest is None or total <= greatest)
        )
        self.budget.spend(len(totals) * work_with(len(ends)))
        ladder = Ladder([written(total) for total in totals])
        true, false = Cells(len(totals)), Cells(len(totals))
        for index, (grade, some) in enumerate(zip(self.card.grades, ends, strict=True)):
            passed = ladder.passing(grade.band, some)
            true.add(index, passed.true)
            false.add(index, passed.false)
        return list(zip(totals, map(Passed, true.by_value(), false.by_value()), strict=True))

    def _beside(self, value: Value) -> set[Decimal]:
        """The multiples at an end of a band and next to it."""
        step, number = self.card.round.to, as_interval(value)
        found: set[Decimal] = set()
        for end in (number.low, number.high):
            if end is not None:
                try:
                    below = round_to_step(end, step, "floor")
                except Impossible:
                    continue
                found |= {CARRY.subtract(below, step), below, CARRY.add(below, step)}
        return found

    def _check_total(
        self, total: Decimal, passed: Passed, case: Case, least: Decimal | None, greatest: Decimal | None
    ) -> int | None:
        """Report a total without exactly one grade; gives the index of the grade that it certainly has."""
        grades = self.card.grades
        possible = ((1 << len(grades)) - 1) & ~passed.false
        self.reached |= possible
        shown = decimal_text(total)
        if not possible and grades:
            self._report(
                "grade-gap",
                self.card.span,
                f"a total of {shown} has no grade{case.when}",
                f"the bands cover every multiple of {decimal_text(self.card.round.to)}{_within(least, greatest)}; "
                "widen a band, or set `limits`",
            )
        if not passed.true:
            return None
        first = next(indices(passed.true))
        others = passed.true ^ (1 << first)
        for index in indices(others & ~self.overlapping):
            self._report(
                "grade-overlap",
                grades[index].span,
                f"a total of {shown} is both `{grades[first].id}` and `{grades[index].id}`{case.when}",
                "every total belongs to one band; `[80..90)` leaves 90 out",
                Note(f"the grade `{grades[first].id}`", grades[first].span),
            )
        self.overlapping |= others
        return None if others else first

    def _report_order(self, best: Grade, grade: Grade) -> None:
        """Report grades that rise down the list, where vetoes lower them down the list."""
        consequences = [
            one.consequence for veto in self.budget.checked.edition.vetoes for one in veto.effects
        ]
        place = ("grade-order", self.card.span)
        if place in self.reported or not any(
            isinstance(one, GradeIs | GradeAtMost | GradeDown) for one in consequences
        ):
            return
        self.reported.add(place)
        self.diagnostics.warning(
            "grade-order",
            grade.span,
            f"`{grade.id}` takes greater totals than `{best.id}`, but stands below it",
            "vetoes lower a grade down the list: write the best first (if less is better here, this is as it should be)",
        )

    def report_unreachable(self) -> None:
        """Report grades that no total has, unless a worse mistake hides them."""
        if self.reported:
            return
        for index, grade in enumerate(self.card.grades):
            if not self.reached >> index & 1:
                self.diagnostics.warning(
                    "grade-unreachable",
                    grade.span,
                    f"no total within the limits has the grade `{grade.id}`",
                    "correct its band, or remove it",
                )

    def _report(self, code: str, span: Span, message: str, help_text: str = "", *notes: Note) -> None:
        if (code, span) not in self.reported:
            self.reported.add((code, span))
            self.diagnostics.error(code, span, message, help_text, *notes)


def _within(least: Decimal | None, greatest: Decimal | None) -> str:
    """The limits of the total in words."""
    low = f" from {decimal_text(least)}" if least is not None else ""
    high = f" up to {decimal_text(greatest)}" if greatest is not None else ""
    return low + high
