"""Taking single changes back: editions that are the new one but for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs

from policyrules.inference.checked import resolve
from policyrules.text.diagnostic import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Edition

#: What may be wrong with an edition that is only tried out: it decides all the same.
_HARMLESS = {"unused"}


def taken_back(old: Edition, new: Edition, units: Iterable[tuple[str, ...]]) -> CheckedEdition | None:
    """The new edition with these parts as in the old one, by their paths; None where it cannot decide."""
    diagnostics = Diagnostics()
    checked = resolve(restored(old, new, units), diagnostics)
    wrong = {one.code for one in diagnostics.sorted() if one.severity == "error"}
    return None if wrong - _HARMLESS else checked


def restored(old: Edition, new: Edition, units: Iterable[tuple[str, ...]]) -> Edition:
    """The same before anything is checked."""
    edition: Any = new
    # What is put in order is so once everything is there.
    for unit in sorted(units, key=lambda one: one[-1] == ""):
        edition = _with(edition, old, unit)
    return cast("Edition", edition)


def _with(new: Any, old: Any, path: tuple[str, ...]) -> Any:
    """The part with what stands at a path below it as in the old part."""
    name, *rest = path
    one, other = getattr(new, name), getattr(old, name)
    if not rest or one is None or other is None:
        return attrs.evolve(new, **{name: other})
    if isinstance(one, tuple):
        return attrs.evolve(new, **{name: _with_item(one, other, tuple(rest))})
    if type(one) is not type(other):
        return attrs.evolve(new, **{name: other})
    return attrs.evolve(new, **{name: _with(one, other, tuple(rest))})


def _with_item(new: tuple[Any, ...], old: Any, path: tuple[str, ...]) -> tuple[Any, ...]:
    """The collection with the item of a name, or a part of it, as in the old one; of no name: in its order."""
    name, *rest = path
    before = {_name(item): item for item in old} if isinstance(old, tuple) else {}
    items = {_name(item): item for item in new}
    if name and name not in before:
        items.pop(name, None)
    elif name in items and rest:
        items[name] = _with_part(items[name], before[name], tuple(rest))
    elif name in items:
        items[name] = before[name]
    elif name:
        return _inserted(items, before, name)
    else:
        places = {one: place for place, one in enumerate(before)}
        return tuple(items[one] for one in sorted(items, key=lambda one: places.get(one, len(places))))
    return tuple(items.values())


def _inserted(items: dict[str, Any], before: dict[str, Any], name: str) -> tuple[Any, ...]:
    """The items with an old one after those that stood before it."""
    names = list(before)
    earlier = [one for one in names[: names.index(name)] if one in items]
    found = list(items)
    found.insert(found.index(earlier[-1]) + 1 if earlier else 0, name)
    return tuple(items.get(one, before[name]) for one in found)


def _with_part(new: Any, old: Any, path: tuple[str, ...]) -> Any:
    """An item with a part of it as in the old one; the whole where they are of different kinds."""
    return _with(new, old, path) if type(new) is type(old) and attrs.has(type(new)) else old


def _name(item: Any) -> str:
    if isinstance(item, tuple):
        return str(item[0])
    return str(getattr(item, "id", None) or getattr(item, "name", ""))
