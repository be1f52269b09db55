"""A bound on the work of a decision, from the lengths of its lists (docs: limits)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.errors import LimitExceeded
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.language.tree import (
    Call,
    Comprehension,
    Expr,
    Field,
    If,
    Index,
    ListLiteral,
    Name,
    Node,
    Otherwise,
    Quantified,
)
from policyrules.policy.walk import parts_of

if TYPE_CHECKING:
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Duty

#: The nodes that one decision may visit, and the values that it may hold.
MOST_STEPS = 1_000_000


@frozen
class Measures:
    """The greatest extent of copied facts, by path, such as `groups[].members`."""

    #: How many elements a list has.
    lengths: dict[str, int] = field(factory=dict)
    #: How many values a value consists of, itself included.
    sizes: dict[str, int] = field(factory=dict)

    def measure(self, value: Any, path: str) -> int:
        """Note the extent of a value and of all below it; gives its size."""
        size = 1
        if isinstance(value, tuple):
            self.lengths[path] = max(self.lengths.get(path, 0), len(value))
            size += sum(self.measure(item, f"{path}[]") for item in value)
        elif isinstance(value, FrozenMapping):
            size += sum(
                self.measure(item, f"{path}.{name}" if path else name) for name, item in value.items()
            )
        self.sizes[path] = max(self.sizes.get(path, 0), size)
        return size

    def lengthen(self, path: str, length: int) -> None:
        """Note that a list is longer than the record gives it."""
        size = 1 + length * self.sizes.get(f"{path}[]", 1)
        self.lengths[path] = max(self.lengths.get(path, 0), length)
        self.sizes[path] = max(self.sizes.get(path, 0), size)


@frozen
class Extent:
    """How long a list can be, the path of its elements where they are those of a fact, and their size."""

    length: int
    path: str = ""
    element: int = 1


@frozen
class Bound:
    """What is known of a variable: the path of the elements that it stands for, and their size."""

    path: str
    size: int


_NOTHING: dict[str, Bound] = {}


@frozen
class Work:
    """Bounds the nodes that evaluating expressions visits, and the size of the values they give."""

    measures: Measures
    #: The expressions of definitions, by name.
    definitions: dict[str, Expr]
    #: How many cells and outputs a table has, by name.
    tables: dict[str, int]
    _extents: dict[str, Extent] = field(factory=dict)

    def steps(self, node: Node, bound: dict[str, Bound]) -> int:
        """How many nodes an expression visits at most."""
        if isinstance(node, Quantified | Comprehension):
            items = self.extent(node.items, bound)
            inner = self._inside(node, items, bound)
            body = sum(self.steps(part, inner) for part in (node.where, node.body) if part is not None)
            return 1 + self.steps(node.items, bound) + (items.length + 1) * (body + 1)
        own = 1 + (self.tables.get(node.function, 0) if isinstance(node, Call) else 0)
        if isinstance(node, Call) and node.function in {"distinct", "union"}:
            length = sum(self.extent(argument, bound).length for argument in node.arguments)
            own += length * length
        elif not isinstance(node, Field | Name):
            own += sum(self.extent(part, bound).length for part in parts_of(node) if _is_list_like(part))
        return own + sum(self.steps(part, bound) for part in parts_of(node))

    def size(self, node: Node, bound: dict[str, Bound] = _NOTHING) -> int:
        """How many values the value of an expression can consist of."""
        if isinstance(node, Name) and node.name in bound:
            return bound[node.name].size
        path = self._path(node, bound)
        known = self.measures.sizes.get(path, 1) if path else 1
        extent = self.extent(node, bound)
        return max(known, 1 + extent.length * extent.element)

    def extent(self, node: Node, bound: dict[str, Bound]) -> Extent:
        """The bound of a list."""
        match node:
            case Name() if node.name in bound:
                variable = bound[node.name]
                return self._at(variable.path) if variable.path else Extent(variable.size)
            case Name() if node.name in self.definitions:
                if node.name not in self._extents:
                    self._extents[node.name] = self.extent(self.definitions[node.name], _NOTHING)
                return self._extents[node.name]
            case Name():
                return self._at(node.name)
            case Field():
                of = self._path(node.of, bound)
                return self._at(f"{of}.{node.name}") if of else Extent(0)
            case ListLiteral():
                return Extent(
                    len(node.items), "", max((self.size(item, bound) for item in node.items), default=1)
                )
            case Comprehension(kind="list"):
                items = self.extent(node.items, bound)
                inner = self._inside(node, items, bound)
                assert node.body is not None  # noqa: S101 - only `count` has none
                return Extent(items.length, self._path(node.body, inner), self.size(node.body, inner))
            case If():
                return self._longer(self.extent(node.chosen, bound), self.extent(node.alternative, bound))
            case Otherwise():
                return self._longer(self.extent(node.value, bound), self.extent(node.fallback, bound))
            case Call() if node.function in {"distinct", "union"}:
                extents = [self.extent(argument, bound) for argument in node.arguments]
                element = max((one.element for one in extents), default=1)
                return Extent(sum(one.length for one in extents), extents[0].path if extents else "", element)
            case Index() | Call():
                # An element, which may be a list itself.
                items = (
                    self.extent(node.of if isinstance(node, Index) else node.arguments[0], bound)
                    if parts_of(node)
                    else Extent(0)
                )
                return Extent(items.element - 1)
            case _:
                return Extent(0)

    def _inside(
        self, node: Quantified | Comprehension, items: Extent, bound: dict[str, Bound]
    ) -> dict[str, Bound]:
        return {**bound, node.variable: Bound(items.path, items.element)}

    def _at(self, path: str) -> Extent:
        return Extent(
            self.measures.lengths.get(path, 0), f"{path}[]", self.measures.sizes.get(f"{path}[]", 1)
        )

    def _longer(self, one: Extent, two: Extent) -> Extent:
        longer = one if one.length >= two.length else two
        return Extent(longer.length, longer.path, max(one.element, two.element))

    def _path(self, node: Node, bound: dict[str, Bound]) -> str:
        """The path of a value, where it is one of a fact."""
        match node:
            case Name() if node.name in bound:
                return bound[node.name].path
            case Name() if node.name in self.definitions:
                return ""
            case Name():
                return node.name
            case Field():
                of = self._path(node.of, bound)
                return f"{of}.{node.name}" if of else ""
            case Index():
                return self.extent(node.of, bound).path
            case Call() if node.function in {"first", "last"} and node.arguments:
                return self.extent(node.arguments[0], bound).path
            case _:
                return ""


def _is_list_like(node: Node) -> bool:
    return isinstance(node, Name | Field | Comprehension | ListLiteral | Call | If | Otherwise | Index)


def _of_elements(work: Work, duty: Duty) -> int:
    """How many nodes a duty visits for all of its elements."""
    assert duty.elements is not None  # noqa: S101 - asked before
    items = work.extent(duty.elements, _NOTHING)
    bound = {duty.elements.variable: Bound(items.path, items.element)}
    parts = [one.when for one in duty.requires] + ([] if duty.due is None else [duty.due])
    return (items.length + 1) * sum(work.steps(part, bound) for part in parts)


def check_work(checked: CheckedEdition, measures: Measures) -> None:
    """Raise LimitExceeded where deciding over facts of these measures could visit too many nodes."""
    edition = checked.edition
    tables = {one.id: len(one.rows) * (len(one.inputs) + 1) for one in edition.tables}
    work = Work(measures, {one.id: one.value for one in edition.definitions}, tables)
    steps = sum(measures.lengths.values())
    for key in checked.order:
        group, _, name = key.partition(".")
        if group == "definitions":  # each after those that it reads, so that none goes deep
            steps += work.size(Name(name))
    steps += sum(work.steps(node, _NOTHING) for node in checked.expressions)
    steps += sum(_of_elements(work, duty) for duty in edition.duties if duty.elements is not None)
    if steps > MOST_STEPS:
        longest = max(measures.lengths, key=lambda path: measures.lengths[path], default="")
        raise LimitExceeded(
            f"deciding this record could take more than {MOST_STEPS} steps; its longest list is `{longest}`"
        )
