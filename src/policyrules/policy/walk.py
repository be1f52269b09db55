"""Finding the expressions in a part of an edition."""

from __future__ import annotations

from typing import Any

import attrs

from policyrules.language.tree import Comprehension, Name, Node, Quantified


def expressions_in(value: Any) -> list[Node]:
    """The outermost expressions and cells anywhere in a part of an edition."""
    if isinstance(value, Node):
        return [value]
    if isinstance(value, tuple):
        return [node for item in value for node in expressions_in(item)]
    if attrs.has(type(value)):
        return [
            node
            for attribute in attrs.fields(type(value))
            if attribute.name not in {"span", "source"}
            for node in expressions_in(getattr(value, attribute.name))
        ]
    return []


def parts_of(node: Node) -> list[Node]:
    """The nodes directly below a node."""
    found: list[Node] = []
    for attribute in attrs.fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found += [item for item in value if isinstance(item, Node)]
    return found


def free_names(node: Node, bound: frozenset[str] = frozenset()) -> set[str]:
    """The names that an expression does not bind itself, by a quantifier."""
    if isinstance(node, Name):
        return set() if node.name in bound else {node.name}
    if isinstance(node, Quantified | Comprehension):
        inner = bound | {node.variable}
        found = free_names(node.items, bound)
        for part in (node.where, node.body):
            found |= free_names(part, inner) if part is not None else set()
        return found
    return {name for part in parts_of(node) for name in free_names(part, bound)}
