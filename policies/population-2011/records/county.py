"""A whole county that does not exist: records for every policy of the pack, built on each other's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import people
import units
from draws import MISSING, SEED, Dice, Record, with_gaps
from samples import notice

import policyrules as pr

PACK = Path(__file__).resolve().parents[1]
ELECTION_DAY = people.ELECTION_DAY.isoformat()
YEAR_END = "2011-12-31"
#: The policies of the pack, and the day for which the records of each are made.
AS_OF = {
    "election-eligibility": ELECTION_DAY,
    "term-review": ELECTION_DAY,
    "village-support": YEAR_END,
    "service-staffing": YEAR_END,
    "township-assessment": YEAR_END,
    "department-assessment": YEAR_END,
    "village-assessment": YEAR_END,
    "one-vote-veto": YEAR_END,
    "awards": YEAR_END,
    "service-network": YEAR_END,
}
YEARS = (2008, 2009, 2010, 2011)


@dataclass(frozen=True)
class Sizes:
    """How many of each there are; every township has at least one village."""

    townships: int = 14
    departments: int = 30
    villages: int = 240
    candidates: int = 2000
    persons: int = 60


#: About a tenth, for a first look.
SMALL = Sizes(townships=2, departments=3, villages=24, candidates=200, persons=6)


class County:
    """The records of a county, by policy; each file has draws of its own, and gaps of its own."""

    def __init__(self, sizes: Sizes | None = None, *, missing: float = MISSING) -> None:
        self._sizes = sizes or Sizes()
        self._missing = missing
        dice = Dice(f"{SEED} units")
        self._townships = {f"T{n:02}": dice.number(74, 99) for n in range(1, self._sizes.townships + 1)}
        self._departments = {f"D{n:02}": dice.number(74, 99) for n in range(1, self._sizes.departments + 1)}
        #: The villages of each township by code, with their quality.
        self._villages = _villages(dice, self._townships, self._sizes.villages)
        dice = Dice(f"{SEED} notices")
        self._notices = {
            unit: [notice(dice)] if dice.happens(0.4) else []
            for unit in [*self._townships, *self._departments]
        }

    def records(self, policy: str) -> list[Record]:
        """The records for a policy of the pack."""
        if policy == "village-assessment":
            return self._village_years[2011]
        if policy == "township-assessment":
            return self._township_years[2011]
        return getattr(self, "_" + policy.replace("-", "_"))

    def township_nominees(self) -> list[Record]:
        """The townships that are nominated for honours."""
        dice = Dice(f"{SEED} township nominees")
        now, before = (
            self._decisions("township-assessment", self._township_years[y], y) for y in (2011, 2010)
        )
        return [
            self._nominee(dice, code, "township", quality)
            | {
                "township": now[code],
                "township_before": before[code],
                "sample_inspections": units.sample_inspections(dice),
                "innovation": units.innovation(dice),
            }
            for code, quality in self._townships.items()
        ]

    @cached_property
    def _election_eligibility(self) -> list[Record]:
        dice = Dice(f"{SEED} candidates")
        found = [people.candidate(dice, number) for number in range(1, self._sizes.candidates + 1)]
        return self._gaps("election-eligibility", found)

    @cached_property
    def _village_years(self) -> dict[int, list[Record]]:
        dice = {year: Dice(f"{SEED} villages {year}") for year in YEARS}
        return {
            year: self._gaps(
                f"village-assessment {year}",
                [
                    units.village_year(dice[year], code, quality)
                    for code, quality in self._every_village.items()
                ],
            )
            for year in YEARS
        }

    @cached_property
    def _village_decisions(self) -> dict[int, dict[str, Record]]:
        return {
            year: self._decisions("village-assessment", records, year)
            for year, records in self._village_years.items()
        }

    @cached_property
    def _term_review(self) -> list[Record]:
        dice = Dice(f"{SEED} terms")
        found = [
            units.village_term(dice, code, [self._village_decisions[year][code] for year in YEARS[:-1]])
            for code in self._every_village
        ]
        return self._gaps("term-review", found)

    @cached_property
    def _service_staffing(self) -> list[Record]:
        dice = Dice(f"{SEED} staff")
        return self._gaps("service-staffing", [units.village_staff(dice, one) for one in self._every_village])

    @cached_property
    def _village_support(self) -> list[Record]:
        dice = Dice(f"{SEED} support")
        found = [
            units.supporting_township(dice, code, [units.supported_village(dice, one) for one in villages])
            for code, villages in self._villages.items()
        ]
        return self._gaps("village-support", found)

    @cached_property
    def _township_years(self) -> dict[int, list[Record]]:
        found = {}
        for year in YEARS[-2:]:
            dice = Dice(f"{SEED} townships {year}")
            records = [
                units.township_year(
                    dice, code, quality, self._as_assessed(code, year), self._noticed(code, year)
                )
                for code, quality in self._townships.items()
            ]
            found[year] = self._gaps(f"township-assessment {year}", records)
        return found

    def _as_assessed(self, township: str, year: int) -> list[Record]:
        """The villages of a township as its own record tells them, from their records and decisions."""
        return [
            _as_assessed(record, self._village_decisions[year][record["code"]])
            for record in self._village_years[year]
            if record["code"] in self._villages[township]
        ]

    def _noticed(self, unit: str, year: int) -> list[Record]:
        return [one for one in self._notices[unit] if one["date"] <= f"{year}-12-31"]

    @cached_property
    def _department_assessment(self) -> list[Record]:
        dice = Dice(f"{SEED} departments")
        found = [units.department_year(dice, code, quality) for code, quality in self._departments.items()]
        return self._gaps("department-assessment", found)

    @cached_property
    def _one_vote_veto(self) -> list[Record]:
        dice = Dice(f"{SEED} vetoes")
        found = [units.veto_office(dice, "K01")]
        for unit in [*self._townships, *self._departments]:
            kind = "township" if unit in self._townships else "department"
            found.append(units.vetoed_unit(dice, unit, kind, self._noticed(unit, 2011)))
        return self._gaps("one-vote-veto", found)

    @cached_property
    def _vetoes_on_record(self) -> dict[str, list[Record]]:
        """What was decided on the veto at the end of this year and of the last, by unit."""
        now = self._decisions("one-vote-veto", self._one_vote_veto, 2011)
        known_before = [
            one | {"notices": [each for each in one["notices"] if each.get("date", "") <= "2010-12-31"]}
            for one in self._one_vote_veto
            if "notices" in one
        ]
        before = self._decisions("one-vote-veto", known_before, 2010)
        return {code: [one, *([before[code]] if code in before else [])] for code, one in now.items()}

    @cached_property
    def _service_network(self) -> list[Record]:
        dice = Dice(f"{SEED} sites")
        found = []
        for number, (code, villages) in enumerate(self._villages.items()):
            station = "central_station" if number % 4 == 0 else "first_level_station"
            kinds = [station, *(dice.one_of(["clinic", "service_room"]) for _ in villages)]
            found.append(units.network(dice, code, "township", [units.site(dice, kind) for kind in kinds]))
        everywhere = [units.site(dice, "county_station"), *(one for each in found for one in each["sites"])]
        return self._gaps("service-network", [units.network(dice, "K00", "county", everywhere), *found])

    @cached_property
    def _awards(self) -> list[Record]:
        dice = Dice(f"{SEED} nominees")
        county = {"code": "K00", "kind": "county", "fund": {"account_opened": True, "managed": True}}
        found: list[Record] = [county, *self.township_nominees()]
        departments = self._decisions("department-assessment", self._department_assessment, 2011)
        for code, quality in self._departments.items():
            nominee = self._nominee(dice, code, "department", quality)
            found.append(nominee | {"department": departments[code], "innovation": units.innovation(dice)})
        for code, quality in self._every_village.items():
            nominee = self._nominee(dice, code, "village", quality)
            nominee |= {"village": self._village_decisions[2011][code], **units.village_honours(dice)}
            nominee |= {
                "sample_inspections": units.sample_inspections(dice),
                "innovation": units.innovation(dice),
            }
            found.append(nominee)
        persons = range(1, self._sizes.persons + 1)
        found += [people.nominated_person(dice, number, units.merits(dice, 95)) for number in persons]
        return self._gaps("awards", found)

    def _nominee(self, dice: Dice, code: str, kind: str, quality: int) -> Record:
        vetoes = self._vetoes_on_record.get(code, [])
        return {
            "code": code,
            "kind": kind,
            "merits": units.merits(dice, quality),
            "vetoes_on_record": vetoes,
        }

    @cached_property
    def _every_village(self) -> dict[str, int]:
        return {code: quality for each in self._villages.values() for code, quality in each.items()}

    def _gaps(self, name: str, records: list[Record]) -> list[Record]:
        """The records with gaps; what kind of unit each is about is always there."""
        dice = Dice(f"{SEED} gaps of {name}")
        found = []
        for one in records:
            always = {key: one[key] for key in ("kind", "level") if key in one}
            found.append(with_gaps(dice, one, self._missing) | always)
        return found

    def _decisions(self, policy: str, records: list[Record], year: int) -> dict[str, Record]:
        """The decisions of a policy at the end of a year, by code.

        Editions of earlier years are not known, so that this one decides for them too, and its decisions say so.
        """
        loaded = pr.load(PACK / policy / "2011.yaml")
        any_date = year != 2011
        return {
            one["code"]: loaded.evaluate(one, as_of=f"{year}-12-31", any_date=any_date).to_data()
            for one in records
        }


def _villages(dice: Dice, townships: dict[str, int], count: int) -> dict[str, dict[str, int]]:
    """Villages by township, about as many in each; they work about as well as their township."""
    codes = list(townships)
    share = count // len(codes) // 2 + 1
    numbers = dict.fromkeys(codes, min(share, count // len(codes)))
    for _ in range(count - sum(numbers.values())):
        numbers[dice.one_of(codes)] += 1
    return {
        code: {
            f"{code}-V{number:02}": min(townships[code] + dice.number(-8, 8), 100)
            for number in range(1, numbers[code] + 1)
        }
        for code in codes
    }


def _as_assessed(record: Record, decision: Record) -> Record:
    """A village in its township's record; what was not known or not decided is left out."""
    found: Record = {"code": record["code"]}
    if "overview_clear" in record:
        found["overview_clear"] = record["overview_clear"]
    if {"months_clear", "months_due"} <= record.keys():
        found["months_clear"] = record["months_clear"] >= record["months_due"]
    found["assessed"] = True
    if decision["score"]["final_grade"] is not None:
        found["up_to_standard"] = decision["score"]["final_grade"] != "fail"
    return found


def cut_down(decision: Record) -> Record:
    """The parts of a decision that awards read."""
    found = {name: decision[name] for name in ("format", "policy", "edition", "as_of", "denials")}
    found["vetoes"] = {name: {"outcome": one["outcome"]} for name, one in decision["vetoes"].items()}
    if "score" in decision:
        parts = ("total", "grade", "final_total", "final_grade")
        found["score"] = {name: decision["score"][name] for name in parts}
    return found
