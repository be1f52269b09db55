"""Reading one scalar as its place wants: text, words, name, literal, expression (docs: language, files)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.language.names import check_name
from policyrules.language.parser import (
    ExpressionError,
    parse_cell,
    parse_elements,
    parse_expression,
    parse_literal,
)
from policyrules.language.tree import Cell, Comprehension, Expr, LiteralValue, Name
from policyrules.policy.model import Provenance
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.document import Mapping, Node, Scalar, Sequence
from policyrules.text.scalars import locate
from policyrules.text.source import NOWHERE
from policyrules.values.calendar import parse_offset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as ListOf
    from typing import Any

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import Span

#: Stands where an expression could not be read; checks pass over it.
BROKEN = Name("")
_BROKEN_CELL = Cell(())


def _spans(node: Node | None) -> tuple[Span, ...]:
    """Where each item of a list is written, or the one scalar."""
    if isinstance(node, Sequence):
        return tuple(item.span for item in node.items)
    return (node.span,) if node is not None else ()


@frozen
class Places:
    """Reads the values of nodes; what cannot be read is reported and gives an empty value.

    The shape of the file is checked elsewhere: a node of the wrong kind is passed over in silence here.
    """

    diagnostics: Diagnostics

    def entries(self, node: Node | None) -> dict[str, Node]:
        """The values of a mapping by key."""
        if not isinstance(node, Mapping):
            return {}
        return {entry.key.value: entry.value for entry in node.entries}

    def named(self, node: Node | None) -> Iterator[tuple[str, Span, Node]]:
        """The items of a mapping whose keys are identifiers, each with the place of its key."""
        if isinstance(node, Mapping):
            for entry in node.entries:
                problem = check_name(entry.key.value)
                if problem is not None:
                    self.diagnostics.error(
                        "bad-name",
                        entry.key.span,
                        problem,
                        "a name is a letter or _, then letters, digits and _; put other words into `label`",
                    )
                yield locate(entry.key).text, entry.key.span, entry.value

    def several(self, node: Node | None) -> Iterator[tuple[str, Span, Node]]:
        """The items of a list, numbered from 1, or of a mapping, by key."""
        if isinstance(node, Sequence):
            for number, item in enumerate(node.items, 1):
                yield str(number), item.span, item
        elif isinstance(node, Mapping):
            for entry in node.entries:
                yield entry.key.value, entry.key.span, entry.value

    def text(self, node: Node | None) -> str:
        """The scalar's own text, without space around it."""
        return node.value.strip() if isinstance(node, Scalar) and not node.is_null else ""

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """One text, or a list of them."""
        if isinstance(node, Sequence):
            return tuple(self.text(item) for item in node.items)
        text = self.text(node)
        return (text,) if text else ()

    def words(self, node: Node | None) -> Words:
        """A text, or a mapping of languages to texts."""
        if isinstance(node, Mapping):
            return Words(tuple((entry.key.value, self.text(entry.value)) for entry in node.entries))
        text = self.text(node)
        return Words((("", text),)) if text else NO_WORDS

    def flag(self, node: Node | None) -> bool:
        """Whether `true` is written."""
        return isinstance(node, Scalar) and not node.style and node.value == "true"

    def expression(self, node: Node | None) -> Expr | None:
        """The expression of a scalar; None where nothing is written, BROKEN where it cannot be read."""
        if not isinstance(node, Scalar):
            return None if node is None else BROKEN
        if node.is_null:
            return BROKEN
        try:
            return parse_expression(locate(node))
        except ExpressionError as error:
            self.diagnostics.add(error.diagnostic)
            return BROKEN

    def required(self, node: Node | None) -> Expr:
        """The expression of a scalar that has to be there."""
        return self.expression(node) or BROKEN

    def elements(self, node: Node | None) -> Comprehension | None:
        """The list that `name in list where condition` goes through; None where nothing can be read."""
        if not isinstance(node, Scalar) or node.is_null:
            return None
        try:
            return parse_elements(locate(node))
        except ExpressionError as error:
            self.diagnostics.add(error.diagnostic)
            return None

    def cell(self, node: Node | None, choices: ListOf[str] | None) -> Cell:
        """The unary tests of a scalar."""
        if not isinstance(node, Scalar):
            return _BROKEN_CELL
        try:
            return parse_cell(locate(node), choices)
        except ExpressionError as error:
            self.diagnostics.add(error.diagnostic)
            return _BROKEN_CELL

    def literal(self, node: Node | None) -> LiteralValue | tuple[LiteralValue, ...] | None:
        """A value written out, or a list of them."""
        if isinstance(node, Sequence):
            found = [self.literal(item) for item in node.items]
            return tuple(value for value in found if value is not None and not isinstance(value, tuple))
        if not isinstance(node, Scalar) or node.is_null:
            return None
        try:
            return parse_literal(locate(node))
        except ExpressionError as error:
            self.diagnostics.add(error.diagnostic)
            return None

    def number(self, node: Node | None) -> Decimal | None:
        """A number written out."""
        number: Decimal | None = self._literal_of(node, lambda value: isinstance(value, Decimal), "a number")
        return number

    def day(self, node: Node | None) -> date | None:
        """A date written out."""

        def is_day(value: object) -> bool:
            return isinstance(value, date) and not isinstance(value, datetime)

        day: date | None = self._literal_of(node, is_day, "a date such as 2026-01-31")
        return day

    def offset(self, node: Node | None) -> timezone:
        """A fixed offset from UTC; UTC where nothing is written."""
        if not isinstance(node, Scalar):
            return timezone(timedelta(0))
        offset = parse_offset(self.text(node))
        if offset is None:
            self.diagnostics.error(
                "bad-offset",
                node.span,
                f"`{node.value}` is no offset",
                'write "+08:00", "-05:00" or Z, in quotes',
            )
        return offset or timezone(timedelta(0))

    def provenance(self, keys: dict[str, Node]) -> Provenance:
        """`source`, `assumed` and `delegated` of an item."""
        source = self.entries(keys.get("source"))
        assumed, delegated = self.text(keys.get("assumed")), self.text(keys.get("delegated"))
        if assumed and delegated:
            self.diagnostics.error(
                "assumed-and-delegated",
                keys["delegated"].span,
                "`assumed` and `delegated` exclude each other",
                "keep `delegated` if somebody else decides this, `assumed` if you did",
            )
        return Provenance(
            clauses=self.texts(source.get("clause")),
            quote=self.text(source.get("quote")),
            document=self.text(source.get("document")),
            assumed=assumed,
            delegated=delegated,
            clause_spans=_spans(source.get("clause")),
            quote_span=source["quote"].span if "quote" in source else NOWHERE,
            document_span=source["document"].span if "document" in source else NOWHERE,
        )

    def about(self, name: str, span: Span, keys: dict[str, Node]) -> dict[str, Any]:
        """The fields that every named item has, by the names of the model."""
        return {
            "id": name,
            "span": span,
            "label": self.words(keys.get("label")),
            "because": self.words(keys.get("because")),
            "note": self.text(keys.get("note")),
            "provenance": self.provenance(keys),
        }

    def _literal_of(self, node: Node | None, fits: Callable[[object], bool], expected: str) -> Any:
        value = self.literal(node)
        if value is None or fits(value):
            return value
        assert node is not None  # noqa: S101 - a literal was read from it
        self.diagnostics.error("wrong-literal", node.span, f"this must be {expected}")
        return None
