"""Facts that records hold and the policy does not declare, so that nothing ever reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.policy.types import ListType, RecordType, Type
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.batch.rows import Row
    from policyrules.policy.types import Fact


@frozen
class UndeclaredFact:
    """A fact by its path, such as `sanctions[].stat`."""

    path: str
    #: In how many records it stands, and the line of the first one.
    records: int
    line: int
    #: The declared fact that may be meant, or None.
    near: str | None


def undeclared_facts(rows: Iterable[Row], facts: Sequence[Fact]) -> list[UndeclaredFact]:
    """The undeclared facts of records, in the order in which they are met."""
    found: dict[str, UndeclaredFact] = {}
    for row in rows:
        for path, near in dict(_walk(row.record, RecordType(tuple(facts)), "")).items():
            before = found.get(path, UndeclaredFact(path, 0, row.line, near))
            found[path] = UndeclaredFact(path, before.records + 1, before.line, before.near)
    return list(found.values())


def _walk(data: Any, kind: Type, path: str) -> Iterator[tuple[str, str | None]]:
    if isinstance(kind, ListType) and isinstance(data, Sequence) and not isinstance(data, str):
        for item in data:
            yield from _walk(item, kind.element, f"{path}[]")
    if not isinstance(kind, RecordType) or not isinstance(data, Mapping):
        return
    declared = {fact.key: fact for fact in kind.fields}
    for key, value in data.items():
        inner = f"{path}.{key}" if path else key
        if key in declared:
            yield from _walk(value, declared[key].type, inner)
        else:
            yield inner, suggest(key, declared)
