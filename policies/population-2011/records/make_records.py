"""Make the synthetic records of this pack: nobody and no place in them exists.

    python make_records.py [FOLDER]

writes `candidates.ndjson` and `townships.json` into the folder, by default the one of this script. The
same script gives the same bytes everywhere: one seed, and nothing but `Random.random`, whose sequence
Python keeps. About 3 % of the facts are left out, and some findings are under appeal.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 2011
CANDIDATES = 200
TOWNSHIPS = 14
MISSING = 0.03
ELECTION_DAY = date(2011, 3, 20)
LAST_TERM = (date(2008, 3, 21), date(2011, 3, 19))

Record = dict[str, Any]


class Dice:
    """Random draws, each made from `random()` alone."""

    def __init__(self, seed: int) -> None:
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


def finding(dice: Dice) -> Record:
    """A finding, abstract: dates, a state and whose conduct."""
    conduct = date.fromisoformat(dice.day(date(2005, 1, 1), date(2010, 12, 31)))
    found = conduct + timedelta(days=dice.number(20, 300))
    return {
        "conduct_on": conduct.isoformat(),
        "found_on": found.isoformat(),
        "handled_on": (found + timedelta(days=dice.number(10, 120))).isoformat(),
        "state": dice.one_of(["confirmed", "confirmed", "confirmed", "appealed", "dismissed"]),
        "relation": dice.one_of(["self", "self", "child"]),
    }


def failure(dice: Dice) -> Record:
    """A finding of failure in office."""
    began = date.fromisoformat(dice.day(date(2007, 9, 1), date(2010, 6, 30)))
    found: Record = {
        "from": began.isoformat(),
        "until": (began + timedelta(days=dice.number(30, 200))).isoformat(),
        "state": dice.one_of(["confirmed", "confirmed", "appealed", "dismissed"]),
        "indicators_missed": dice.number(1, 6),
        "caused": dice.happens(0.7),
        "disorder": dice.happens(0.6),
        "village_cases": dice.number(0, 9),
    }
    if dice.happens(0.5):
        found["gross"] = dice.happens(0.5)
    if dice.happens(0.5):
        found["numerous"] = dice.happens(0.5)
    return found


def candidate(dice: Dice, number: int) -> Record:
    """A candidate of an election."""
    served = dice.happens(0.3)
    begins, ends = (day.isoformat() for day in LAST_TERM)
    if served and dice.happens(0.3):
        begins = dice.day(*LAST_TERM)
    return {
        "code": f"C{number:03}",
        "community": dice.one_of(["village", "village", "village", "residents", "neighbourhood"]),
        "election_day": ELECTION_DAY.isoformat(),
        "review_day": dice.day(date(2011, 1, 10), date(2011, 2, 28)),
        "findings": dice.several(2, lambda: finding(dice)) if dice.happens(0.15) else [],
        "last_term": {"from": LAST_TERM[0].isoformat(), "until": LAST_TERM[1].isoformat()},
        "tenures": [{"from": begins, "until": ends}] if served else [],
        "failures": [failure(dice)] if served and dice.happens(0.2) else [],
    }


def village(dice: Dice, number: int, township: int) -> Record:
    """A village of a township, as the township assessed it."""
    return {
        "code": f"T{township:02}-V{number:02}",
        "overview_clear": dice.happens(0.9),
        "months_clear": dice.happens(0.9),
        "assessed": dice.happens(0.99),
        "up_to_standard": dice.happens(0.97),
    }


def inspection(dice: Dice) -> Record:
    """An inspection of the province or the city."""
    return {
        "level": dice.one_of(["province", "city", "city"]),
        "kind": dice.one_of(["announced", "unannounced", "assessment"]),
        "points": dice.number(-4, 3),
        "state": dice.one_of(["final", "final", "final", "under_review", "withdrawn"]),
    }


def notice(dice: Dice) -> Record:
    """A notice of results."""
    found: Record = {
        "date": dice.day(date(2010, 9, 1), date(2011, 10, 31)),
        "degree": dice.number(1, 5),
        "state": dice.one_of(["final", "final", "under_review", "withdrawn"]),
    }
    if dice.happens(0.8):
        found["veto_ordered"] = dice.happens(0.4)
    return found


def township(dice: Dice, number: int) -> Record:
    """A township at the end of the year."""
    count = dice.number(6, 12)
    return {
        "code": f"T{number:02}",
        "township_class": dice.one_of(["leading", "middle", "trailing"]),
        "round": "year_end",
        "target_rate": f"{dice.number(70, 106)}%",
        "months_due": 12,
        "months_met": dice.number(8, 12),
        "months_analysed": dice.number(9, 12),
        "situation_clear": dice.happens(0.8),
        "campaign_tasks": dice.several(3, lambda: {"points": dice.number(4, 7), "done": dice.happens(0.85)})
        if dice.happens(0.8)
        else [],
        "village_count": count,
        "villages": [village(dice, one, number) for one in range(1, count + 1)],
        "inspections": dice.several(2, lambda: inspection(dice)) if dice.happens(0.5) else [],
        "notices": [notice(dice)] if dice.happens(0.3) else [],
        "measure_chosen": dice.one_of(["stop", "defer"]),
    }


def with_gaps(dice: Dice, record: Record) -> Record:
    """The record without some of its facts, at every depth; its code stays."""
    kept: Record = {}
    for key, value in record.items():
        if key != "code" and dice.happens(MISSING):
            continue
        if isinstance(value, dict):
            kept[key] = with_gaps(dice, value)
        elif isinstance(value, list):
            kept[key] = [with_gaps(dice, item) for item in value]
        else:
            kept[key] = value
    return kept


def write_records(folder: Path) -> None:
    """Write both files into the folder, as UTF-8, lines ended by a line feed."""
    dice = Dice(SEED)
    candidates = [with_gaps(dice, candidate(dice, number)) for number in range(1, CANDIDATES + 1)]
    townships = [with_gaps(dice, township(dice, number)) for number in range(1, TOWNSHIPS + 1)]
    lines = "".join(json.dumps(one) + "\n" for one in candidates)
    (folder / "candidates.ndjson").write_bytes(lines.encode())
    (folder / "townships.json").write_bytes((json.dumps(townships, indent=1) + "\n").encode())


if __name__ == "__main__":
    write_records(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
