"""The keys by which people know what changed: `parameters.lookback`, `score.visits.weight`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from policyrules.comparison.changes import Owner

#: Attributes that have another name in a policy file; empty ones are left out of keys.
_WRITTEN: Final = {
    "starts": "in_force.from",
    "ends": "in_force.until",
    "month_end": "calendar.month_end",
    "scorecard": "score",
    "indicators": "",
    "adjustments": "",
    "provenance": "source",
    "cells": "when",
    "band": "when",
    "start": "from",
    "duration": "for",
    "excepted": "except",
    "element": "",
    "fields": "",
}
_LIMITS: Final = {"at_least", "at_most"}
#: What is the thing itself, so that its key needs no word for it.
_ITSELF: Final = {
    ("parameter", "value"),
    ("definition", "value"),
    ("ground", "when"),
    ("requirement", "when"),
}


def key_of(path: tuple[str, ...], owners: tuple[Owner, ...]) -> str:
    """The key of a path of attributes and ids from the edition down."""
    ids = [owner.id for owner in owners]
    words: list[str] = []
    for place, word in enumerate(path):
        last = place == len(path) - 1
        if ids and word == ids[0] and place:
            # An id stands as it is.
            words.append(ids.pop(0))
        elif (last and owners and (owners[-1].kind, word) in _ITSELF) or (word == "type" and not last):
            continue
        elif path[:place] == ("scorecard",) and word in _LIMITS:
            words.append(f"limits.{word}")
        else:
            words.append(word if last and word in {"indicators", "adjustments"} else _WRITTEN.get(word, word))
    return ".".join(word for word in words if word)
