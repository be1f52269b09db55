"""Walking two editions side by side: every attribute of every part is compared, whatever the part is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

import attrs
from attrs import evolve, frozen

from policyrules.comparison.changes import Change, ChangeKind, Owner
from policyrules.comparison.keys import key_of
from policyrules.policy.digest import UNORDERED, canonical
from policyrules.policy.model import (
    NO_PROVENANCE,
    Deny,
    Edition,
    GradeAtMost,
    GradeDown,
    GradeIs,
    Item,
    Measure,
    Provenance,
    ScoreIs,
)
from policyrules.policy.words import NO_WORDS
from policyrules.text.source import NOWHERE, Span

#: What is told as one thing, although it has attributes.
_WHOLE: Final = (Provenance, GradeIs, GradeAtMost, GradeDown, ScoreIs, Deny, Measure)
_MODEL: Final = {"policyrules.policy.model", "policyrules.policy.types"}
#: Collections of which the order means nothing.
_ORDERLESS: Final = UNORDERED | {"then", "otherwise"}


def differences(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Every change, in the order of the model; without the rules reached, and without warnings."""
    return tuple(_parts(old, new, _Place()))


@frozen
class _Place:
    """Where the walk is."""

    path: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    attribute: str = ""
    old_span: Span = NOWHERE
    new_span: Span = NOWHERE
    provenance: Provenance = NO_PROVENANCE
    #: What to take back, where it is not the whole path: the item, or the list that it stands in.
    unit: tuple[str, ...] | None = None
    #: Whether it is within an item of a list, which has no name to take it back by.
    listed: bool = False

    def into(self, name: str, old: Any, new: Any) -> _Place:
        """An attribute."""
        return evolve(
            self,
            path=(*self.path, name),
            attribute=name,
            old_span=_span(old, self.old_span),
            new_span=_span(new, self.new_span),
        )

    def item(self, name: str, old: Any, new: Any, *, listed: bool) -> _Place:
        """An item of the collection that the walk is at."""
        one = old if new is None else new
        kind = "output" if isinstance(one, tuple) or not attrs.has(type(one)) else type(one).__name__.lower()
        source = one.provenance if isinstance(one, Item) and one.provenance else self.provenance
        path = (*self.path, name)
        unit = self.path if listed else path
        return evolve(
            self,
            path=path,
            owners=(*self.owners, Owner(kind, name, getattr(one, "label", NO_WORDS))),
            attribute="",
            old_span=NOWHERE if old is None else _span(old, self.old_span),
            new_span=NOWHERE if new is None else _span(new, self.new_span),
            provenance=source,
            unit=self.unit if kind == "output" or self.listed else unit,
            listed=self.listed or listed,
        )

    def change(self, kind: ChangeKind, old: Any, new: Any, *, alters: bool = True) -> Change:
        """A change here."""
        return Change(
            kind,
            key_of(self.path, self.owners),
            old,
            new,
            alters,
            self.owners,
            self.attribute,
            self.old_span,
            self.new_span,
            self.provenance,
            unit=self.path if self.unit is None else self.unit,
        )


def _span(value: Any, default: Span) -> Span:
    span = getattr(value, "span", NOWHERE)
    return default if span is NOWHERE or not isinstance(span, Span) else span


def _parts(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    """The changes between two parts of one class."""
    for attribute in attrs.fields(type(old)):
        name = attribute.name
        one, other = getattr(old, name), getattr(new, name)
        if one is other:
            continue
        here = place.into(name, one, other)
        if attribute.metadata.get("wording"):
            if one != other:
                yield here.change("reworded", one, other, alters=False)
        elif attribute.eq is not False and not (name == "id" and isinstance(old, Item)):
            yield from _values(one, other, here)


def _values(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    if _named(old) or _named(new):
        yield from _collections(old, new, place)
    elif _is_part(old) and type(old) is type(new):
        yield from _parts(old, new, place)
    elif canonical(old) != canonical(new):
        kind: ChangeKind = "changed"
        if old is None and _is_part(new):
            kind = "added"
        elif new is None and _is_part(old):
            kind = "repealed"
        yield place.change(kind, old, new)


def _is_part(value: Any) -> bool:
    return type(value).__module__ in _MODEL and attrs.has(type(value)) and not isinstance(value, _WHOLE)


def _named(value: Any) -> bool:
    """Whether a value is a collection of items with names."""
    return isinstance(value, tuple) and bool(value) and all(_name(one) is not None for one in value)


def _is_collection(value: Any) -> bool:
    """Whether items can be told apart by their names, if there are any."""
    return isinstance(value, tuple) and len({_name(one) for one in value} - {None}) == len(value)


def _name(item: Any) -> str | None:
    match item:
        case Item():
            return item.id
        case (str() as name, _):
            return name
        case _ if _is_part(item):
            named = getattr(item, "name", None)
            return named if isinstance(named, str) else None
        case _:
            return None


def _collections(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    """The changes between two collections, of which one may be of another kind."""
    if not all(_is_collection(one) for one in (old, new)):
        if canonical(old) != canonical(new):
            yield place.change("changed", old, new)
        return
    listed = all(_name(item) == str(number) for one in (old, new) for number, item in enumerate(one, 1))
    for name, before, after in _aligned(old, new) if listed else _by_name(old, new):
        here = place.item(name, before, after, listed=listed)
        one, other = _content(before), _content(after)
        if one is None or other is None:
            yield here.change("added" if one is None else "repealed", one, other)
        elif _is_part(one):
            yield from _parts(one, other, here)
        else:
            yield from _values(one, other, here)
    if not listed:
        yield from _order(old, new, place)


def _content(item: Any) -> Any:
    """What a name stands for, where it is not part of the item itself."""
    return item[1] if isinstance(item, tuple) else item


def _by_name(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The items by name: those of the new edition, then those that are no longer there."""
    before, after = ({_name(item): item for item in one} for one in (old, new))
    for name in [*after, *(name for name in before if name not in after)]:
        yield str(name), before.get(name), after.get(name)


def _aligned(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The items of two lists without names: equal ones together, and what lies between them in order."""
    texts = [[_text(item) for item in one] for one in (old, new)]
    for _, a, b, c, d in SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).get_opcodes():
        for step in range(max(b - a, d - c)):
            one = old[a + step] if a + step < b else None
            other = new[c + step] if c + step < d else None
            yield str(c + step + 1 if other is not None else a + step + 1), one, other


def _text(item: Any) -> str:
    form = canonical(item)
    if isinstance(form, dict):
        form.pop("id", None)
    return json.dumps(form, sort_keys=True)


def _order(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    before, after = ([_name(item) for item in one] for one in (old, new))
    kept = ([name for name in before if name in after], [name for name in after if name in before])
    if kept[0] != kept[1]:
        alters = place.attribute not in _ORDERLESS
        unit = place.unit if place.listed and place.unit else (*place.path, "")
        yield evolve(place, unit=unit).change("reordered", tuple(before), tuple(after), alters=alters)
