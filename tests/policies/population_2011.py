"""What the tests of the pack `population-2011` share: its policies and sound records."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import policyrules as pr

PACK = Path(__file__).parents[2] / "policies" / "population-2011"
ELECTION = "election-eligibility"
TOWNSHIP = "township-assessment"

ELECTION_DAY = "2011-03-20"
YEAR_END = "2011-12-20"

#: Nothing is against this person.
PERSON = {
    "code": "C500",
    "community": "village",
    "election_day": ELECTION_DAY,
    "review_day": "2011-02-15",
    "findings": [],
    "last_term": {"from": "2008-03-21", "until": "2011-03-19"},
    "tenures": [],
    "failures": [],
}

#: A leading township at the end of the year with full marks: 100 points.
FULL_MARKS = {
    "code": "T500",
    "township_class": "leading",
    "round": "year_end",
    "target_rate": "100%",
    "months_due": 12,
    "months_met": 12,
    "months_analysed": 12,
    "situation_clear": True,
    "campaign_tasks": [{"points": 6, "done": True}, {"points": 4, "done": True}],
    "village_count": 4,
    "villages": [
        {
            "code": f"V{n}",
            "overview_clear": True,
            "months_clear": True,
            "assessed": True,
            "up_to_standard": True,
        }
        for n in range(1, 5)
    ],
    "inspections": [],
    "notices": [],
}


@cache
def policy(name):
    return pr.load(PACK / name / "2011.yaml")


def judge(**changes):
    """The decision about the sound person with these changes."""
    return policy(ELECTION).evaluate({**PERSON, **changes}, as_of=ELECTION_DAY)


def assess(**changes):
    """The decision about the township with full marks and these changes."""
    return policy(TOWNSHIP).evaluate({**FULL_MARKS, **changes}, as_of=YEAR_END)


def between(low, high):
    return pr.Interval(Decimal(low), Decimal(high))


def outcomes(results):
    return {name: result.outcome.value for name, result in results.items()}
