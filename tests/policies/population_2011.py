"""What the tests of the pack `population-2011` share: its policies, variants of them, sound records."""

from copy import deepcopy
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


@cache
def variant(name, **parameters):
    """The policy with other values of some parameters, put into its text."""
    lines = (PACK / name / "2011.yaml").read_text(encoding="utf-8").splitlines()
    for parameter, value in parameters.items():
        start = lines.index(f"  {parameter}:", lines.index("parameters:"))
        place = next(n for n in range(start, len(lines)) if lines[n].startswith("    value: "))
        assert not any(line.startswith("  ") and line[2] != " " for line in lines[start + 1 : place])
        assert lines[place] != f"    value: {value}", f"{parameter} is {value} already"
        lines[place] = f"    value: {value}"
    return pr.loads("\n".join(lines), name=f"{name} with {parameters}")


def without(record, *keys):
    return {key: value for key, value in record.items() if key not in keys}


def judge(with_policy=None, **changes):
    """The decision about the sound person with these changes; None leaves a fact out."""
    record = {key: value for key, value in {**PERSON, **changes}.items() if value is not None}
    return (with_policy or policy(ELECTION)).evaluate(record, as_of=ELECTION_DAY)


def assess(with_policy=None, as_of=YEAR_END, any_date=False, **changes):
    """The decision about the township with full marks and these changes; None leaves a fact out."""
    record = {key: value for key, value in {**FULL_MARKS, **changes}.items() if value is not None}
    return (with_policy or policy(TOWNSHIP)).evaluate(record, as_of=as_of, any_date=any_date)


def villages(**first):
    """The villages of FULL_MARKS, the first with changes; None leaves a fact out."""
    changed = deepcopy(FULL_MARKS["villages"])
    changed[0] = {key: value for key, value in {**changed[0], **first}.items() if value is not None}
    return changed


def exactly(number):
    return pr.Interval.of(Decimal(number))


def between(low, high):
    return pr.Interval(Decimal(low), Decimal(high))


def outcomes(results):
    return {name: result.outcome.value for name, result in results.items()}
