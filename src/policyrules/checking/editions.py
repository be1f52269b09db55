"""Checking the editions of policies side by side: names, files, and when each is in force."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.policy.windows import Window, windows_of
from policyrules.text.diagnostic import Diagnostics, Note
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from policyrules.policy.model import Edition
    from policyrules.text.source import Span

_DAY = timedelta(days=1)


@frozen
class FiledEdition:
    """An edition with its file."""

    #: From the root of the file system, without `..`.
    path: Path
    edition: Edition
    #: Whether nothing else is wrong with it.
    sound: bool


def check_editions(filed: Sequence[FiledEdition], packs: frozenset[Path], diagnostics: Diagnostics) -> None:
    """Report editions that are there twice, lie in a wrong place, or leave it open which is in force when.

    `packs` are the folders of packs, whose folders have the names of policies.
    """
    _check_files(filed, packs, diagnostics)
    policies: dict[str, list[FiledEdition]] = {}
    for one in filed:
        if one.edition.policy:
            policies.setdefault(one.edition.policy, []).append(one)
    for editions in policies.values():
        twice = _check_names(editions, diagnostics)
        # Where an edition cannot be read, or is there twice, nobody knows when it is in force.
        if not twice and all(one.sound for one in editions):
            check_windows([one.edition for one in editions], diagnostics)


def _check_names(editions: Iterable[FiledEdition], diagnostics: Diagnostics) -> bool:
    """Report editions of one name, and tell whether there are any."""
    seen: dict[str, Edition] = {}
    twice = False
    for one in (filed.edition for filed in editions if filed.edition.edition):
        if one.edition in seen:
            twice = True
            diagnostics.error(
                "duplicate-edition",
                _place(one, "edition"),
                f"the edition `{one.edition}` of `{one.policy}` is there twice",
                "give one of them another name, or remove it",
                Note("the other one is here", _place(seen[one.edition], "edition")),
            )
        seen.setdefault(one.edition, one)
    return twice


def _check_files(filed: Sequence[FiledEdition], packs: frozenset[Path], diagnostics: Diagnostics) -> None:
    """Report editions in the folder of another policy, and files that are called as another edition.

    The name of a folder is that of a policy where it lies in a pack, or holds an edition of that policy.
    """
    folders: dict[Path, set[str]] = {}
    for one in filed:
        folders.setdefault(one.path.parent, set()).add(one.edition.policy)
    for one in filed:
        folder, edition = one.path.parent, one.edition
        if folder.parent not in packs and folder.name not in folders[folder]:
            continue
        if edition.policy and edition.policy != folder.name:
            diagnostics.error(
                "misfiled",
                _place(edition, "policy"),
                f"an edition of `{edition.policy}` lies in the folder `{folder.name}`",
                f"correct the id, or move the file to a folder `{edition.policy}`",
            )
        elif edition.edition and edition.edition != one.path.stem:
            diagnostics.warning(
                "misnamed",
                _place(edition, "edition"),
                f"the file `{one.path.name}` holds the edition `{edition.edition}`",
                f"call the file `{edition.edition}{one.path.suffix}`, or correct the name of the edition",
            )


def check_windows(editions: Iterable[Edition], diagnostics: Diagnostics) -> None:
    """Report overlaps and gaps of the editions of one policy, at the beginning of the later one."""
    windows = windows_of(editions)
    for number, later in enumerate(windows[1:], 1):
        before = windows[number - 1]
        if before.starts == later.starts:
            _same_beginning(before, later, diagnostics)
            continue
        # Of those that began earlier, the one that ends last.
        last = max(windows[:number], key=lambda one: one.ends or date.max)
        if last.ends is None or last.ends >= later.starts:
            _overlap(last, later, diagnostics)
        elif last.ends < later.starts - _DAY:
            _gap(last, later, diagnostics)
    if windows and windows[-1].ends is None and windows[-1].edition.status == "historical":
        edition = windows[-1].edition
        diagnostics.warning(
            "no-end",
            _place(edition, "edition"),
            f"the edition `{edition.edition}` is historical, and nothing says until when it was in force",
            "add `until` to `in_force`",
        )


def _same_beginning(one: Window, other: Window, diagnostics: Diagnostics) -> None:
    names = f"`{one.edition.edition}` and `{other.edition.edition}`"
    if one.edition.starts is None and other.edition.starts is None:
        message, advice = f"neither of the editions {names} says from when it is in force", "add `in_force`"
    else:
        message = f"the editions {names} both begin on {date_text(other.starts)}"
        advice = "correct one of the dates; one that is not published yet has `status: draft`"
    place = other if other.edition.starts is not None else one
    diagnostics.error("editions-overlap", _place(place.edition, "from"), message, advice)


def _overlap(earlier: Window, later: Window, diagnostics: Diagnostics) -> None:
    one, other = earlier.edition, later.edition
    end = f"until {date_text(earlier.ends)}" if earlier.ends is not None else "without an end"
    diagnostics.error(
        "editions-overlap",
        _place(other, "from"),
        f"the edition `{other.edition}` begins on {date_text(later.starts)}, and `{one.edition}` is in force {end}",
        f"let `{one.edition}` end on {date_text(later.starts - _DAY)} at the latest, or leave its `until` out",
        Note(f"`{one.edition}` ends here", _place(one, "until")),
    )


def _gap(earlier: Window, later: Window, diagnostics: Diagnostics) -> None:
    assert earlier.ends is not None  # noqa: S101 - there is nothing after what does not end
    first, last = earlier.ends + _DAY, later.starts - _DAY
    days = f"on {date_text(first)}" if first == last else f"from {date_text(first)} until {date_text(last)}"
    names = f"between `{earlier.edition.edition}` and `{later.edition.edition}`"
    diagnostics.warning(
        "editions-gap",
        _place(later.edition, "from"),
        f"no edition is in force {days}, {names}",
        f"leave `until` of `{earlier.edition.edition}` out where it is meant to last",
        Note(f"`{earlier.edition.edition}` ends here", _place(earlier.edition, "until")),
    )


def _place(edition: Edition, key: str) -> Span:
    """Where a key of the head is written, or else the beginning of the file."""
    return edition.head.get(key, edition.span)
