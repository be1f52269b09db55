"""Records about units of a county that does not exist: villages, townships, departments, sites, nominees.

`quality`, from 0 to 100, says how well a unit works, and makes its records of several years alike.
"""

from __future__ import annotations

from datetime import date

from draws import Dice, Record
from people import ELECTION_DAY
from samples import inspection

PLAN_DAY = date(2010, 6, 30)
YEAR = (date(2011, 1, 1), date(2011, 12, 31))
REVIEW = (date(2010, 12, 1), date(2011, 3, 25))
PROJECTS = {"demonstration": "creation", "qualified": "creation", "backward": "turnaround"}


def _inspections(dice: Dice, chance: float) -> list[Record]:
    """Inspections as villages and departments record them: without the kind."""
    if not dice.happens(chance):
        return []
    return [{key: value for key, value in inspection(dice).items() if key != "kind"}]


def village_year(dice: Dice, code: str, quality: int) -> Record:
    """A village in one year, as its township assesses it."""
    due = dice.number(3, 12)
    return {
        "code": code,
        "overview_clear": dice.happens(quality / 100),
        "months_due": 12,
        "months_clear": 12 if dice.happens(quality / 100) else dice.number(4, 11),
        "tasks_due": due,
        "tasks_done": due - (0 if dice.happens(quality / 100) else dice.number(1, due)),
        "inspections": _inspections(dice, 0.05),
        "measure_chosen": dice.one_of(["stop", "defer"]),
    }


def village_term(dice: Dice, code: str, years: list[Record]) -> Record:
    """The review of a village's term; `years` are the decisions of its years, the last one last."""
    return {
        "code": code,
        "election_day": ELECTION_DAY.isoformat(),
        "record_required": dice.happens(0.95),
        "combed_on": dice.days(0.95, *REVIEW),
        "meetings_on": dice.days(0.95, *REVIEW),
        "feedback_on": dice.days(0.9, *REVIEW),
        "earlier_years": years[:-1],
        "final_year": years[-1],
        "neglect": dice.one_of(["shown", "contested", *["not_shown"] * 8]),
    }


def village_staff(dice: Dice, code: str) -> Record:
    """The service workers and the liaison officers of a village."""
    residents = dice.number(300, 6000)
    staff: Record = {
        "code": code,
        **dice.flags(0.95, "managed_by_county", "hired_by_township", "used_by_village"),
        "residents": residents,
        "dispersed": dice.happens(0.2),
        "liaison_officers": dice.number(0, 3),
        "workers": dice.several(2, lambda: _worker(dice)),
        "term_changes": True,
        **dice.flags(0.7, "recruitment_widened", "appraisal_system"),
    }
    if dice.happens(0.6):
        staff["counted_as_large"] = residents >= 3000
    return staff


def _worker(dice: Dice) -> Record:
    appraised = dice.flags(0.9, "diligent", "able", "available", "retained")
    return {**appraised, **dice.flags(0.92, "staffed", "tasked", "paid", "trained", "appraised")}


def supported_village(dice: Dice, code: str) -> Record:
    """A village in its township's plan of support."""
    kind = dice.one_of(["demonstration", "qualified", "qualified", "backward", "self_governing", "none"])
    return {
        "code": code,
        "village_class": kind,
        "leader_contact": dice.happens(0.9 if kind in {"demonstration", "backward"} else 0.2),
        "member_contact": dice.happens(0.9 if kind in {"backward", "self_governing"} else 0.2),
        "rules": {"lawful": dice.happens(0.995), **dice.flags(0.95, "practical", "effective", "wanted")},
        **dice.flags(0.95, "household_contacts", "in_oversight", "openness"),
    }


def _stage(dice: Dice, village: Record, month: int) -> Record:
    """A stage of a village's project, and when its progress was published."""
    after = (date(2011, month + 1, 1), date(2011, month + 2, 28))
    return {
        "project": PROJECTS.get(village["village_class"], "other"),
        "ended_on": date(2011, month, 28).isoformat(),
        "press_on": dice.days(0.9, *after),
        "briefing_on": dice.days(0.9, *after),
    }


def supporting_township(dice: Dice, code: str, villages: list[Record]) -> Record:
    """A township with the support for its villages."""
    return {
        "code": code,
        "guidance_issued": dice.flags(0.95, "demonstration", "qualified", "backward"),
        **dice.flags(0.9, "resources_bundled", "guided_jointly", "plan_issued"),
        "villages": villages,
        "stages": [_stage(dice, one, month) for one in villages for month in (3, 6, 9)],
        **dice.flags(0.9, "results_passed_on", "results_considered"),
    }


def township_year(
    dice: Dice, code: str, quality: int, villages: list[Record], notices: list[Record]
) -> Record:
    """A township at the end of a year; villages and notices are given."""
    return {
        "code": code,
        "township_class": "leading" if quality >= 92 else "middle" if quality >= 80 else "trailing",
        "round": "year_end",
        "target_rate": f"{min(quality + dice.number(-6, 14), 110)}%",
        "months_due": 12,
        "months_met": dice.number(10, 12) if quality >= 85 else dice.number(8, 12),
        "months_analysed": dice.number(11, 12) if quality >= 85 else dice.number(9, 12),
        "situation_clear": dice.happens(quality / 100),
        "campaign_tasks": [{"points": 5, "done": dice.happens(quality / 100)} for _ in range(2)],
        "village_count": len(villages),
        "villages": villages,
        "inspections": [inspection(dice)] if dice.happens(0.2) else [],
        "notices": notices,
        "measure_chosen": dice.one_of(["stop", "defer"]),
    }


def department_year(dice: Dice, code: str, quality: int) -> Record:
    """A department at the end of the year."""
    return {
        "code": code,
        "department_class": dice.one_of(["leading", "service", "other"]),
        "target_rate": f"{min(quality + dice.number(-4, 10), 105)}%",
        "own_items": dice.several(
            4, lambda: {"points": dice.number(4, 12), "rate": f"{min(quality + dice.number(0, 15), 100)}%"}
        )
        if dice.happens(0.9)
        else [],
        "liaison_due": 4,
        "liaison_done": 4 - (0 if dice.happens(quality / 100) else dice.number(1, 3)),
        "inspections": _inspections(dice, 0.15),
        "reports_falsified": dice.one_of(["confirmed", "contested", *["none"] * 18]),
    }


def vetoed_unit(dice: Dice, code: str, kind: str, notices: list[Record]) -> Record:
    """A township or a department with its notices and cases, which are dates and steps of files."""
    return {
        "code": code,
        "kind": kind,
        "notices": notices,
        "cases": dice.several(3, lambda: _case(dice)) if dice.happens(0.4) else [],
    }


def _case(dice: Dice) -> Record:
    result = dice.days(0.85, date(2011, 2, 1), date(2011, 9, 30))
    return {
        "state": dice.one_of(["confirmed", "confirmed", "contested", "closed"]),
        **dice.flags(0.9, "evidence_taken", "opinion_given", "responsible_handled"),
        "result_on": result,
        "reported_on": dice.days(0.9, date(2011, 10, 1), date(2011, 11, 30)) if result else [],
    }


def veto_office(dice: Dice, code: str) -> Record:
    """The office of the leading group, with the facts about vetoes that came to it."""
    facts = [
        {
            **dice.flags(0.9, "collected", "urged"),
            "known_on": dice.day(YEAR[0], date(2011, 9, 30)),
            "published_on": dice.days(0.8, date(2011, 10, 1), YEAR[1]),
        }
        for _ in range(6)
    ]
    return {"code": code, "kind": "office", "veto_facts": facts}


def site(dice: Dice, kind: str) -> Record:
    """A planned site of the network; the five services are asked of clinics alone."""
    planned: Record = {
        "kind": kind,
        "by_plan": dice.happens(0.97),
        "completed_on": dice.days(0.6, date(2010, 7, 15), YEAR[1]),
    }
    if kind == "clinic":
        planned |= dice.flags(0.9, "prevention", "treatment", "rehabilitation", "education", "guidance")
    return planned


def network(dice: Dice, code: str, level: str, sites: list[Record]) -> Record:
    """The sites of the county or of a township."""
    planned: Record = {"code": code, "level": level, "plan_day": PLAN_DAY.isoformat(), "sites": sites}
    if level == "county":
        planned["requirements_set"] = dice.flags(0.9, "health", "family_planning")
    return planned


def merits(dice: Dice, quality: int) -> Record:
    """A signed appraisal of merits."""
    return dice.flags(quality / 100, "tasks", "results", "foundations")


def sample_inspections(dice: Dice) -> list[Record]:
    """Inspections of a unit as a sample point: mostly none."""
    if not dice.happens(0.1):
        return []
    level, state = dice.one_of(["province", "city"]), dice.one_of(["final", "final", "under_review"])
    return [{"level": level, "points": dice.number(75, 99), "state": state}]


def innovation(dice: Dice) -> Record:
    """An innovation: mostly none, which is no points and no prize."""
    if not dice.happens(0.15):
        return {"appraised": 0, "prize": 0}
    return {"appraised": dice.number(65, 99), "prize": dice.number(2, 6) * 5}


def village_honours(dice: Dice) -> Record:
    """What a village alone is nominated with."""
    return {
        "creation": {
            "target": dice.one_of(["demonstration", "qualified", "qualified"]),
            "accepted_on": dice.days(0.3, date(2011, 3, 1), YEAR[1]),
        },
        "rule_abiding": dice.one_of(["confirmed", "contested", "refused", "refused"]),
    }
