"""JSON Merge Patch (RFC 7396) on nodes, so that every value keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.text.document import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from policyrules.text.source import Span


def patched(target: Node | None, patch: Node) -> Node:
    """The target with what the patch gives: mappings merge, null removes, everything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    entries = {one.key.value: one for one in target.entries} if isinstance(target, Mapping) else {}
    for entry in patch.entries:
        name = entry.key.value
        if isinstance(entry.value, Scalar) and entry.value.is_null:
            entries.pop(name, None)
        else:
            before = entries[name].value if name in entries else None
            entries[name] = Entry(entry.key, patched(before, entry.value))
    return Mapping(tuple(entries.values()), patch.span, patch.flow)


def place_of(node: Node, pointer: str) -> Span:
    """Where the value at a JSON Pointer stands, or the nearest that is there around it."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        inner: Node | None = None
        if isinstance(node, Mapping):
            inner = next((one.value for one in node.entries if one.key.value == key), None)
        elif isinstance(node, Sequence) and key.isdigit() and int(key) < len(node.items):
            inner = node.items[int(key)]
        if inner is None:
            break
        node = inner
    return node.span
