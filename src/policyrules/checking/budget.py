"""A bound on the work of checking a policy (docs: limits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from policyrules.language.tree import Call, Comprehension, ListLiteral, Name, Node, Quantified
from policyrules.policy.walk import parts_of

if TYPE_CHECKING:
    from policyrules.inference.checked import CheckedEdition
    from policyrules.language.tree import Expr

#: Steps of a few microseconds; past so many, nothing more is proved.
MOST_WORK = 1_500_000


class TooLarge(Exception):  # noqa: N818 - not an error of the caller: what is large is not proved
    """There is too much to look at."""


@define
class Budget:
    """The work that is left for proving one kind of thing about a policy."""

    checked: CheckedEdition = field(repr=False)
    left: int = field(factory=lambda: MOST_WORK)
    #: The length of the longest list among the parameters.
    _longest: int = field(init=False)
    #: The nodes visited by looking up a table, by its name.
    _tables: dict[str, int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        values = (one.value for one in self.checked.edition.parameters)
        self._longest = max((len(value) for value in values if isinstance(value, tuple)), default=0)

    def spend(self, work: int) -> None:
        """Raises TooLarge where so much is not left."""
        self.left -= work
        if self.left < 0:
            raise TooLarge

    def effort(self, *nodes: Node, evaluated: set[str]) -> int:
        """About how many nodes are visited by evaluating these.

        `evaluated` has the names whose values are there already; those that are evaluated join it.
        """
        return sum(self._effort(node, evaluated) for node in nodes)

    def _effort(self, node: Node, evaluated: set[str]) -> int:
        if isinstance(node, Name):
            return 1 + self._named(node.name, evaluated)
        inner = sum(self._effort(part, evaluated) for part in parts_of(node))
        if isinstance(node, Quantified | Comprehension):
            # Of lists of facts, no elements are known here.
            inner *= 1 + max(self._longest, _longest_literal(node))
        if isinstance(node, Call) and node.function in self.checked.tables:
            inner += self._table(node.function, evaluated)
        return 1 + inner

    def _named(self, name: str, evaluated: set[str]) -> int:
        if name in evaluated:
            return 0
        evaluated.add(name)
        if name in self.checked.tables:
            columns = [
                one.expression for one in self.checked.tables[name].inputs if one.expression is not None
            ]
            return self.effort(*columns, evaluated=evaluated) + self._table(name, evaluated)
        definition = self.checked.items.get(f"definitions.{name}")
        return 0 if definition is None else self._effort(definition.value, evaluated)

    def _table(self, name: str, evaluated: set[str]) -> int:
        """A table is looked up anew with each call."""
        if name not in self._tables:
            table = self.checked.tables[name]
            nodes = [node for row in table.rows for node in (*row.cells, *outputs_of(row.then))]
            if table.otherwise is not None:
                nodes.extend(outputs_of(table.otherwise))
            self._tables[name] = 2 * self.effort(*nodes, evaluated=evaluated)
        return self._tables[name]


def work_with(rows: int) -> int:
    """The work of handling one set out of so many rows or grades."""
    return 1 + rows // 256


def outputs_of(then: Expr | tuple[tuple[str, Expr], ...]) -> tuple[Expr, ...]:
    """The outputs of a row, or of `otherwise`."""
    return tuple(one for _, one in then) if isinstance(then, tuple) else (then,)


def _longest_literal(node: Node) -> int:
    own = len(node.items) if isinstance(node, ListLiteral) else 0
    return max([own, *map(_longest_literal, parts_of(node))])
