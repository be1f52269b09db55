"""What an edition is made of, part by part, so that a seal can tell what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from policyrules.policy.digest import canonical_field, hash_of, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policyrules.policy.model import Edition

#: The collections whose items are parts of their own, and what one of their items is called.
_ITEMS: Final = {
    "facts": "fact",
    "parameters": "parameter",
    "definitions": "definition",
    "tables": "table",
    "bars": "bar",
    "grounds": "ground",
    "indicators": "indicator",
    "adjustments": "adjustment",
    "vetoes": "veto",
    "awards": "award",
    "duties": "duty",
    "publications": "publication",
}
#: The parts that are the order of others, which means something.
_ORDERS: Final = {"scorecard.indicators": "indicators", "scorecard.adjustments": "adjustments"}
#: What an edition is known by: another one is no change of this one.
_NAMES: Final = {"policy", "edition"}
#: Keys of a file that the model calls otherwise.
_WRITTEN: Final = {"starts": "in_force.from", "ends": "in_force.until", "month_end": "calendar"}
#: Enough to tell two versions of one part from each other; the digest of the whole is what counts.
_DIGITS: Final = 12


@frozen
class PartChange:
    """A part of an edition that is not as it was: `bars.main_grant.grounds.sanctioned`, and what befell it."""

    part: str
    what: str

    def __str__(self) -> str:
        return f"{_in_words(self.part)} was {self.what}"


def parts_of(edition: Edition) -> dict[str, str]:
    """The first digits of the hash of every part: `parameters.lookback`, `scorecard`, `time_zone`."""
    found: dict[str, str] = {}
    for name, value in meaning_of(edition):
        if name in _ITEMS:
            for item in value:
                found |= _parts(f"{name}.{_id(item)}", item)
        elif name == "scorecard":
            found |= _parts(name, value)
        elif name not in _NAMES:
            found[_WRITTEN.get(name, name)] = _short(canonical_field(name, value))
    return dict(sorted(found.items()))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[PartChange]:
    """What was added, removed and changed, in the order of the names of the parts."""
    return list(_changes(before, after))


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PartChange]:
    come_or_gone = before.keys() ^ after.keys()
    regrouped = {part.rpartition(".")[0] for part in come_or_gone}
    for part in sorted(before.keys() | after.keys()):
        if before.get(part) == after.get(part):
            continue
        if part in _ORDERS and part in regrouped:
            continue  # the items that came or went are told
        if any(owner in come_or_gone for owner in _owners(part) if owner not in _ORDERS):
            continue
        # A key of the head that is not there says what is so by default.
        head = part.partition(".")[0] not in {*_ITEMS, "scorecard"}
        what = "changed" if head or part not in come_or_gone else "removed" if part in before else "added"
        yield PartChange(part, what)


def _owners(part: str) -> Iterator[str]:
    """The parts that this one belongs to."""
    while part := part.rpartition(".")[0]:
        yield part


def _parts(path: str, item: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    rest: dict[str, Any] = {}
    for name, value in meaning_of(item):
        if name not in _ITEMS:
            rest[name] = canonical_field(name, value)
            continue
        for inner in value:
            found |= _parts(f"{path}.{name}.{_id(inner)}", inner)
        if f"{path}.{name}" in _ORDERS:
            found[f"{path}.{name}"] = _short([_id(inner) for inner in value])
    return {path: _short(rest), **found}


def _id(item: Any) -> str:
    return str(getattr(item, "id", None) or item.name)


def _short(form: Any) -> str:
    return hash_of(form)[:_DIGITS]


def _in_words(part: str) -> str:
    """The ground `sanctioned` of the bar `main_grant`, the scorecard, `time_zone`."""
    if part in _ORDERS:
        return f"the order of the {_ORDERS[part]}"
    names = part.removeprefix("scorecard.").split(".")
    if names[0] not in _ITEMS:
        return "the scorecard" if part == "scorecard" else f"`{part}`"
    pairs = list(zip(names[::2], names[1::2], strict=True))
    return " of ".join(f"the {_ITEMS[group]} `{name}`" for group, name in reversed(pairs))
