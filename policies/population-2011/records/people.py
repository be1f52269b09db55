"""Records about people who do not exist: candidates of elections, and persons nominated for an honour."""

from __future__ import annotations

from datetime import date, timedelta

from draws import Dice, Record

ELECTION_DAY = date(2011, 3, 20)
LAST_TERM = (date(2008, 3, 21), date(2011, 3, 19))


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


def nominated_person(dice: Dice, number: int, merits: Record) -> Record:
    """A person nominated for an honour."""
    return {
        "code": f"P{number:03}",
        "kind": "person",
        "merits": merits,
        "appraisal": dice.number(60, 99),
        "contribution_recognised": dice.happens(0.05),
        "vetoes_on_record": [],
    }
