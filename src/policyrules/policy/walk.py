"""Finding the expressions in a part of an edition."""

from __future__ import annotations

from typing import Any

import attrs

from policyrules.language.tree import Node


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
