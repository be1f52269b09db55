"""The small records that are kept: townships with villages of their own, and parts that all units share."""

from __future__ import annotations

from datetime import date

from draws import Dice, Record


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
