"""Random draws that are the same everywhere, and the gaps in synthetic records."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

SEED = 2011
MISSING = 0.03

Record = dict[str, Any]


class Dice:
    """Random draws, each made from `random()` alone, whose sequence Python keeps."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return self._random.random() < chance

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, options: Sequence[str]) -> str:
        """One of these; one that stands there twice comes up twice as often."""
        return options[self.number(0, len(options) - 1)]

    def day(self, first: date, last: date) -> str:
        """A day from first to last, both included, as ISO text."""
        return (first + timedelta(days=self.number(0, (last - first).days))).isoformat()

    def several(self, most: int, make: Callable[[], Record]) -> list[Record]:
        """One to `most` records."""
        return [make() for _ in range(self.number(1, most))]

    def days(self, chance: float, first: date, last: date) -> list[str]:
        """A list of one day if something of this chance happens, else an empty one."""
        return [self.day(first, last)] if self.happens(chance) else []

    def flags(self, chance: float, *names: str) -> Record:
        """Facts of these names, each true with this chance."""
        return {name: self.happens(chance) for name in names}


def with_gaps(dice: Dice, record: Record, missing: float = MISSING) -> Record:
    """The record without some of its facts, at every depth; its code stays, and so do decisions as a whole."""
    kept: Record = {}
    for key, value in record.items():
        if key == "code" or not dice.happens(missing):
            kept[key] = _inner_gaps(dice, value, missing)
    return kept


def _inner_gaps(dice: Dice, value: Any, missing: float) -> Any:
    if isinstance(value, dict) and "format" not in value:
        return with_gaps(dice, value, missing)
    if isinstance(value, list):
        return [_inner_gaps(dice, item, missing) for item in value]
    return value
