"""Proving decision tables complete and free of overlap (docs: language, decision tables)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, evolve, field

from policyrules.checking.boxes import Box, boxes, parts_of
from policyrules.checking.budget import Budget, TooLarge, outputs_of, work_with
from policyrules.checking.given import Given, asked_about
from policyrules.checking.passing import indices
from policyrules.evaluation.data import Group, is_known
from policyrules.inference.findings import Typed
from policyrules.inference.infer import Inference
from policyrules.inference.scope import build_scope
from policyrules.language.tree import Expr, Field, Name
from policyrules.policy.types import AnyType, ChoiceType, NumberType, Type
from policyrules.text.diagnostic import Diagnostics, Note

if TYPE_CHECKING:
    from policyrules.evaluation.data import Value
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Input, Table


def check_tables(checked: CheckedEdition, diagnostics: Diagnostics) -> None:
    """Report gaps, overlaps and rows that never match, each with an example.

    Takes an edition in which names and types are right.
    """
    if not checked.edition.tables:
        return
    for table in checked.edition.tables:
        if table.hit == "priority" and not isinstance(table.output, ChoiceType):
            diagnostics.error(
                "priority-needs-choices",
                table.span,
                f"the table `{table.id}` has hit policy `priority`, but its output is no choice",
                "declare `output: {choice: […]}`, best first; or use hit policy `first`",
            )
    given, budget = Given(checked), Budget(checked)
    # Large ones last, lest one of them leave nothing for the others.
    for table in sorted(checked.edition.tables, key=lambda table: len(table.rows) * len(table.inputs)):
        _check(table, given, budget, diagnostics)


def _check(table: Table, given: Given, budget: Budget, diagnostics: Diagnostics) -> None:
    proof = _Proof(table, given, budget)
    try:
        columns = [
            parts_of(one.name, kind, [row.cells[number] for row in table.rows], given, budget)
            for number, (one, kind) in enumerate(zip(table.inputs, _types(table, given.checked), strict=True))
        ]
        for box in boxes(columns, len(table.rows), budget):
            proof.look(box)
    except TooLarge:
        _report_too_large(table, diagnostics)
        return
    if table.otherwise is None:
        proof.report_gap(diagnostics)
    proof.report_overlaps(diagnostics)
    proof.report_dead(diagnostics)


def _types(table: Table, checked: CheckedEdition) -> list[Type]:
    """The types of the columns, with the bounds that their values are sure to keep to."""
    inference = Inference(
        build_scope(checked.edition, Diagnostics(), results=True),
        checked.tables,
        {name: Typed(kind) for name, kind in checked.types.items()},
        Diagnostics(),
    )
    return [_type(one, inference, checked) for one in table.inputs]


def _type(one: Input, inference: Inference, checked: CheckedEdition) -> Type:
    if one.expression is None:
        return one.type or AnyType()
    kind = inference.infer(one.expression, {}).type
    if isinstance(kind, NumberType) and not _given(one.expression, checked):
        # What is computed need not keep to the bounds of what it is computed from.
        return evolve(kind, min=None, max=None)
    return kind


def _given(expression: Expr, checked: CheckedEdition) -> bool:
    """Whether an expression stands for a fact, a part of one, or a parameter."""
    definitions = {one.id: one.value for one in checked.edition.definitions}
    while isinstance(expression, Field) or (isinstance(expression, Name) and expression.name in definitions):
        expression = expression.of if isinstance(expression, Field) else definitions[expression.name]
    facts = {fact.name for fact in checked.edition.facts}
    return isinstance(expression, Name) and (
        expression.name in facts or expression.name in checked.parameters
    )


def _report_too_large(table: Table, diagnostics: Diagnostics) -> None:
    unproved = []
    if table.otherwise is None:
        unproved.append("that some row always matches")
    if table.hit == "unique":
        unproved.append("that no two rows match at once")
    if unproved:
        diagnostics.error(
            "table-unprovable",
            table.span,
            f"the table `{table.id}` is too large to prove {' and '.join(unproved)}",
            "use hit policy `first` with an `otherwise`, or split it",
        )


@define
class _Proof:
    """What has been found out about a table. Sets of rows are whole numbers."""

    table: Table
    given: Given
    budget: Budget
    #: Inputs that no row matches.
    gap: Box | None = None
    #: A box for each row that matches together with an earlier one, with the index of that one.
    overlaps: dict[int, tuple[int, Box]] = field(factory=dict)
    #: The same for rows that may match together.
    doubts: dict[int, tuple[int, Box]] = field(factory=dict)
    #: The rows that match together with an earlier one.
    overlapping: int = 0
    #: The rows that match something, and those that give an output.
    matched: int = 0
    alive: int = 0
    #: For each row, those whose outputs differ; where overlap is allowed for equal ones.
    different: list[int] = field(factory=list)

    def look(self, box: Box) -> None:
        """Take a box into account."""
        rows = box.rows
        # Best is one that no row matches for certain, and within the bounds of the cells.
        if not rows.covering and (self.gap is None or _rank(box) < _rank(self.gap)):
            self.gap = box
        self.matched |= rows.possible
        taken = rows.certain & -rows.certain
        # The first row that matches for certain is the last that can give the output.
        up_to = (taken << 1) - 1 if self.table.hit == "first" and taken else -1
        self.alive |= rows.possible & up_to
        if self.table.hit in {"unique", "any"}:
            self._look_for_overlaps(box)

    def _look_for_overlaps(self, box: Box) -> None:
        certain, matching = box.rows.certain, box.rows.matching
        if self.table.hit == "any" and not self.different and matching & (matching - 1):
            self.different = self._differing()
        for later in indices(matching & ~self.overlapping):
            self.budget.spend(work_with(len(self.table.rows)))
            earlier = matching & ((1 << later) - 1)
            if self.table.hit == "any" and earlier:
                earlier &= self.different[later]
            together = earlier & certain if certain >> later & 1 else 0
            if together:
                self.overlapping |= 1 << later
                self.overlaps[later] = next(indices(together)), box
            if earlier ^ together and later not in self.doubts:
                self.doubts[later] = next(indices(earlier ^ together)), box

    def _differing(self) -> list[int]:
        """For each row, those with an output that is another constant."""
        rows = self.table.rows
        found = [0] * len(rows)
        for outputs in zip(*(outputs_of(row.then) for row in rows), strict=False):
            self.budget.spend(self.budget.effort(*outputs, evaluated=self.given.evaluated))
            constants: dict[Value, int] = {}
            values: dict[int, Value] = {}
            for index, output in enumerate(outputs):
                value = self.given.value(output)
                if is_known(value) and not isinstance(value, Group) and not asked_about(self.budget, output):
                    values[index] = value
                    constants[value] = constants.get(value, 0) | 1 << index
            known = sum(constants.values())
            for index, value in values.items():
                found[index] |= known ^ constants[value]
        return found

    def report_gap(self, diagnostics: Diagnostics) -> None:
        """Report inputs that no row matches."""
        box = self.gap
        if box is None:
            return
        when = f" when {box.example}" if box.parts else ""
        if box.rows.possible:
            diagnostics.error(
                "table-gap",
                self.table.span,
                f"it cannot be proved that a row of `{self.table.id}` matches{when}",
                "give the table an `otherwise`",
                self._unproved(box),
            )
            return
        declare = "".join(f"declare `{bound}` for `{name}`, " for name, bound in box.bounds)
        diagnostics.error(
            "table-gap",
            self.table.span,
            f"no row of `{self.table.id}` matches{when}",
            f"{declare}add a row, or give the table an `otherwise`",
        )

    def _unproved(self, box: Box) -> Note:
        """The cell that leaves it open whether a row matches these inputs."""
        index = next(indices(box.rows.possible))
        number = next(number for number, part in enumerate(box.parts) if not part.rows.certain >> index & 1)
        row = self.table.rows[index]
        return Note(
            f"the cell for {box.parts[number].column} in the row `{row.id}` depends on more than constants",
            row.cells[number].span,
        )

    def report_overlaps(self, diagnostics: Diagnostics) -> None:
        """Report rows that match the same inputs."""
        rows = self.table.rows
        for later, (earlier, box) in sorted(self.overlaps.items()):
            one, two = rows[earlier], rows[later]
            gives = "" if self.table.hit == "unique" else ", and give different outputs"
            diagnostics.error(
                "table-overlap",
                two.span,
                f"the rows `{one.id}` and `{two.id}` of `{self.table.id}` both match when {box.example}{gives}",
                "narrow one of them, or use hit policy `first`",
                Note(f"the row `{one.id}`", one.span),
                Note(f"the row `{two.id}`", two.span),
            )
        if self.table.hit != "unique":
            return
        for later, (earlier, box) in sorted(self.doubts.items()):
            if later not in self.overlaps:
                one, two = rows[earlier], rows[later]
                diagnostics.error(
                    "table-unprovable",
                    two.span,
                    f"it cannot be proved that the rows `{one.id}` and `{two.id}` of `{self.table.id}` "
                    f"do not both match when {box.example}",
                    "use hit policy `first`, or constants in their cells",
                    Note(f"the row `{one.id}`", one.span),
                    Note(f"the row `{two.id}`", two.span),
                )

    def report_dead(self, diagnostics: Diagnostics) -> None:
        """Report rows that never give the output."""
        for index, row in enumerate(self.table.rows):
            if self.alive >> index & 1:
                continue
            if self.matched >> index & 1:
                message = f"the rows before the row `{row.id}` of `{self.table.id}` take all that it matches"
                help_text = "move it up, or remove it"
            else:
                message = f"nothing matches the row `{row.id}` of `{self.table.id}`"
                help_text = "correct its cells, or remove it"
            diagnostics.warning("dead-row", row.span, message, help_text)


def _rank(gap: Box) -> tuple[bool, int]:
    return bool(gap.rows.possible), len(gap.bounds)
