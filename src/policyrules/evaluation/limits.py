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

#: The nodes that one decision may visit.
MOST_STEPS = 1_000_000


@frozen
class Extent:
    """How long a list can be, and the path of its elements, where they are those of a fact."""

    length: int
    path: str = ""


@frozen
class Work:
    """Bounds the nodes that evaluating expressions visits."""

    #: The greatest length of every list, by its path, such as `groups[].members`.
    lengths: dict[str, int]
    #: The expressions of definitions, by name.
    definitions: dict[str, Expr]
    #: How many cells and outputs a table has, by name.
    tables: dict[str, int]
    _extents: dict[str, Extent] = field(factory=dict)

    def steps(self, node: Node, bound: dict[str, str]) -> int:
        """How many nodes an expression visits at most; `bound` gives the paths of variables."""
        if isinstance(node, Quantified | Comprehension):
            items = self.extent(node.items, bound)
            inner = {**bound, node.variable: items.path}
            body = sum(self.steps(part, inner) for part in (node.where, node.body) if part is not None)
            return 1 + self.steps(node.items, bound) + (items.length + 1) * (body + 1)
        own = 1 + (self.tables.get(node.function, 0) if isinstance(node, Call) else 0)
        if isinstance(node, Call) and node.function in {"distinct", "union"}:
            length = sum(self.extent(argument, bound).length for argument in node.arguments)
            own += length * length
        elif not isinstance(node, Field | Name):
            own += sum(self.extent(part, bound).length for part in parts_of(node) if _is_list_like(part))
        return own + sum(self.steps(part, bound) for part in parts_of(node))

    def extent(self, node: Node, bound: dict[str, str]) -> Extent:
        """The bound of a list."""
        match node:
            case Name() if node.name in bound:
                return self._at(bound[node.name])
            case Name() if node.name in self.definitions:
                if node.name not in self._extents:
                    self._extents[node.name] = self.extent(self.definitions[node.name], {})
                return self._extents[node.name]
            case Name():
                return self._at(node.name)
            case Field():
                of = self._path(node.of, bound)
                return self._at(f"{of}.{node.name}" if of else "")
            case ListLiteral():
                return Extent(len(node.items))
            case Comprehension():
                items = self.extent(node.items, bound)
                inner = {**bound, node.variable: items.path}
                path = self._path(node.body, inner) if node.body is not None else ""
                return Extent(items.length, path)
            case If():
                return self._longer(self.extent(node.chosen, bound), self.extent(node.alternative, bound))
            case Otherwise():
                return self._longer(self.extent(node.value, bound), self.extent(node.fallback, bound))
            case Call():
                extents = [self.extent(argument, bound) for argument in node.arguments]
                path = extents[0].path if extents else ""
                return Extent(sum(one.length for one in extents), path)
            case _:
                return Extent(0)

    def _at(self, path: str) -> Extent:
        return Extent(self.lengths.get(path, 0), f"{path}[]")

    def _longer(self, one: Extent, two: Extent) -> Extent:
        return one if one.length >= two.length else two

    def _path(self, node: Node, bound: dict[str, str]) -> str:
        """The path of a record, where it is one of a fact."""
        match node:
            case Name():
                return bound.get(node.name, node.name)
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
    return isinstance(node, Name | Field | Comprehension | ListLiteral | Call | If | Otherwise)


def measure(value: Any, path: str, lengths: dict[str, int]) -> None:
    """Note the greatest length of every list in copied facts, by its path."""
    if isinstance(value, tuple):
        lengths[path] = max(lengths.get(path, 0), len(value))
        for item in value:
            measure(item, f"{path}[]", lengths)
    elif isinstance(value, FrozenMapping):
        for name, item in value.items():
            measure(item, f"{path}.{name}" if path else name, lengths)


def check_work(checked: CheckedEdition, lengths: dict[str, int]) -> None:
    """Raise LimitExceeded where deciding over lists of these lengths could visit too many nodes."""
    edition = checked.edition
    tables = {one.id: len(one.rows) * (len(one.inputs) + 1) for one in edition.tables}
    work = Work(lengths, {one.id: one.value for one in edition.definitions}, tables)
    for key in checked.order:
        group, _, name = key.partition(".")
        if group == "definitions":
            work.extent(Name(name), {})  # each after those that it reads, so that none goes deep
    steps = sum(lengths.values()) + sum(work.steps(node, {}) for node in checked.expressions)
    if steps > MOST_STEPS:
        longest = max(lengths, key=lambda path: lengths[path], default="")
        raise LimitExceeded(
            f"deciding this record could take more than {MOST_STEPS} steps; its longest list is `{longest}`"
        )
