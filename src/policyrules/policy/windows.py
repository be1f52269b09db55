"""When the editions of a policy are in force, seen side by side (docs: language, editions)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.policy.model import Edition

_DAY = timedelta(days=1)


@frozen
class Window:
    """The days on which a published edition decides, both ends included."""

    edition: Edition
    #: The first day there is, where the edition does not say from when it is in force.
    starts: date
    #: The edition's own end, or the day before its successor begins; None where there is neither.
    ends: date | None


def windows_of(editions: Iterable[Edition]) -> tuple[Window, ...]:
    """The windows of the published editions of one policy, in order of their beginning; drafts have none."""
    published = sorted((one for one in editions if one.status != "draft"), key=_begins)
    found = []
    for number, one in enumerate(published):
        starts, ends = one.starts or date.min, one.ends
        successors = (_begins(other)[0] for other in published[number + 1 :])
        successor = next((begins for begins in successors if begins > starts), None)
        if ends is None and successor is not None:
            ends = successor - _DAY
        found.append(Window(one, starts, ends))
    return tuple(found)


def _begins(edition: Edition) -> tuple[date, str]:
    return edition.starts or date.min, edition.edition


def days_in_words(starts: date | None, ends: date | None) -> str:
    """`from 2026-01-01 until 2026-12-31`, `from the beginning on`; both days are included."""
    first = date_text(starts) if starts is not None else "the beginning"
    return f"from {first} until {date_text(ends)}" if ends is not None else f"from {first} on"
