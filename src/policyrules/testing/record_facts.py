"""Facts that the records of a suite name, against those that the policy declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.policy.types import Fact, ListType, RecordType, Type
from policyrules.text.document import Mapping, Node, Sequence
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import Span


def check_declared(node: Node, facts: tuple[Fact, ...], diagnostics: Diagnostics) -> None:
    """Report every fact of a record, or of a patch, that nobody declared: nothing would ever read it."""
    _check(node, RecordType(facts), diagnostics)


def _check(node: Node, kind: Type, diagnostics: Diagnostics) -> None:
    if isinstance(kind, ListType) and isinstance(node, Sequence):
        for item in node.items:
            _check(item, kind.element, diagnostics)
    if not isinstance(kind, RecordType) or not isinstance(node, Mapping):
        return
    declared = {fact.key: fact for fact in kind.fields}
    for entry in node.entries:
        key = entry.key.value
        if key in declared:
            _check(entry.value, declared[key].type, diagnostics)
            continue
        near = suggest(key, declared)
        diagnostics.error(
            "undeclared-fact",
            entry.key.span,
            f"the policy does not declare the fact `{key}`",
            f"did you mean `{near}`?" if near else f"the facts here are {', '.join(declared)}",
        )


def sensitive_places(node: Node, facts: tuple[Fact, ...]) -> Iterator[Span]:
    """Where the values of sensitive facts stand."""
    yield from _sensitive(node, RecordType(facts))


def _sensitive(node: Node, kind: Type) -> Iterator[Span]:
    if isinstance(kind, ListType) and isinstance(node, Sequence):
        for item in node.items:
            yield from _sensitive(item, kind.element)
    if isinstance(kind, RecordType) and isinstance(node, Mapping):
        declared = {fact.key: fact for fact in kind.fields}
        for entry in node.entries:
            fact = declared.get(entry.key.value)
            if fact is not None and fact.sensitive:
                yield entry.value.span
            elif fact is not None:
                yield from _sensitive(entry.value, fact.type)
