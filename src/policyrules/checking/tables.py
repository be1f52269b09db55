"""Proving decision tables complete and free of overlap (docs: language, decision tables)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policyrules.checking.boxes import Box, TooLarge, boxes, parts_of
from policyrules.checking.given import Given, asked_about
from policyrules.evaluation.data import is_known
from policyrules.inference.infer import Inference, Typed
from policyrules.inference.scope import build_scope
from policyrules.language.tree import Expr, Field, Name
from policyrules.policy.types import AnyType, ChoiceType, NumberType, Type
from policyrules.text.diagnostic import Diagnostics, Note

if TYPE_CHECKING:
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Input, Row, Table


def check_tables(checked: CheckedEdition, diagnostics: Diagnostics) -> None:
    """Report gaps, overlaps and rows that never match, each with an example.

    Takes an edition in which names and types are right.
    """
    if not checked.edition.tables:
        return
    given = Given(checked)
    for table in checked.edition.tables:
        if table.hit == "priority" and not isinstance(table.output, ChoiceType):
            diagnostics.error(
                "priority-needs-choices",
                table.span,
                f"the table `{table.id}` has hit policy `priority`, but its output is no choice",
                "declare `output: {choice: […]}`, best first; or use hit policy `first`",
            )
        _check(table, given, diagnostics)


def _check(table: Table, given: Given, diagnostics: Diagnostics) -> None:
    columns = [
        parts_of(one.name, kind, [row.cells[number] for row in table.rows], given)
        for number, (one, kind) in enumerate(zip(table.inputs, _types(table, given.checked), strict=True))
    ]
    proof = _Proof(table, given)
    try:
        for box in boxes(columns, len(table.rows)):
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
    if table.otherwise is None:
        diagnostics.error(
            "table-gap",
            table.span,
            f"the table `{table.id}` is too large to prove that some row always matches",
            "give it an `otherwise`, or split it",
        )
    if table.hit == "unique":
        diagnostics.error(
            "table-unprovable",
            table.span,
            f"the table `{table.id}` is too large to prove that no two rows match at once",
            "use hit policy `first`, or split it",
        )


def _indices(rows: int) -> list[int]:
    """The indices of the rows in a set."""
    return [index for index in range(rows.bit_length()) if rows >> index & 1]


@frozen
class _Proof:
    """What has been found out about a table."""

    table: Table
    given: Given
    gaps: list[Box] = field(factory=list)
    #: A box for each row that matches together with an earlier one, with the index of that one.
    overlaps: dict[int, tuple[int, Box]] = field(factory=dict)
    #: The same for rows that may match together.
    doubts: dict[int, tuple[int, Box]] = field(factory=dict)
    #: The rows that match something, and those that give an output.
    matched: set[int] = field(factory=set)
    alive: set[int] = field(factory=set)
    #: Whether the outputs of two rows differ.
    different: dict[tuple[int, int], bool] = field(factory=dict)

    def look(self, box: Box) -> None:
        """Take a box into account."""
        rows = box.rows
        if not rows.covering:
            self.gaps.append(box)
        possible = _indices(rows.possible)
        self.matched.update(possible)
        for index in possible:
            self.alive.add(index)
            if self.table.hit == "first" and rows.certain >> index & 1:
                break
        if self.table.hit in {"unique", "any"}:
            self._look_for_overlaps(box)

    def _look_for_overlaps(self, box: Box) -> None:
        matching = _indices(box.rows.matching)
        for place, later in enumerate(matching):
            for earlier in matching[:place]:
                certain = all(box.rows.certain >> index & 1 for index in (earlier, later))
                found = self.overlaps if certain else self.doubts
                if later not in found and (self.table.hit == "unique" or self._differ(earlier, later)):
                    found[later] = earlier, box

    def _differ(self, one: int, two: int) -> bool:
        """Whether the outputs of two rows are different constants."""
        if (one, two) not in self.different:
            outputs = zip(*(_outputs(self.table.rows[index]) for index in (one, two)), strict=False)
            self.different[one, two] = any(self._constants_differ(*pair) for pair in outputs)
        return self.different[one, two]

    def _constants_differ(self, one: Expr, two: Expr) -> bool:
        if asked_about(self.given.checked, one, two):
            return False
        first, second = self.given.value(one), self.given.value(two)
        return is_known(first) and is_known(second) and first != second

    def report_gap(self, diagnostics: Diagnostics) -> None:
        """Report inputs that no row matches."""
        if not self.gaps:
            return
        # Best is one that no row matches for certain, and within the bounds of the cells.
        box = min(self.gaps, key=lambda gap: (bool(gap.rows.possible), len(gap.bounds)))
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
        index = _indices(box.rows.possible)[0]
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
            if index in self.alive:
                continue
            if index in self.matched:
                message = f"the rows before the row `{row.id}` of `{self.table.id}` take all that it matches"
                help_text = "move it up, or remove it"
            else:
                message = f"nothing matches the row `{row.id}` of `{self.table.id}`"
                help_text = "correct its cells, or remove it"
            diagnostics.warning("dead-row", row.span, message, help_text)


def _outputs(row: Row) -> list[Expr]:
    return [one for _, one in row.then] if isinstance(row.then, tuple) else [row.then]
