"""The synthetic county of the pack `population-2011`: the records that the script makes on demand."""

import json
import os
import re
import subprocess
import sys
from decimal import Decimal

import pytest
from click.testing import CliRunner
from county import AS_OF, SMALL, County
from make_records import write_county, write_nominees

from policies.population_2011 import PACK, policy
from policyrules.cli.app import app

POLICIES = sorted(AS_OF)
SCRIPT = PACK / "records" / "make_records.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("records")
    write_county(made, SMALL)
    return made


@pytest.fixture(scope="module")
def records(folder):
    return {
        name: [json.loads(line) for line in (folder / f"{name}.ndjson").read_bytes().splitlines()]
        for name in POLICIES
    }


@pytest.fixture(scope="module")
def whole():
    """The same county with nothing missing."""
    return County(SMALL, missing=0)


def test_there_are_records_for_every_policy_of_the_pack(folder):
    policies = {file.parent.name for file in PACK.glob("*/2011.yaml")}
    assert set(POLICIES) == policies
    assert {file.stem for file in folder.iterdir()} == policies


def test_the_county_has_the_sizes_that_are_promised(tmp_path):
    counts = write_county(tmp_path)
    assert counts == {
        "election-eligibility": 2000,
        "term-review": 240,
        "village-support": 14,
        "service-staffing": 240,
        "township-assessment": 14,
        "department-assessment": 30,
        "village-assessment": 240,
        "one-vote-veto": 1 + 14 + 30,
        "awards": 1 + 14 + 30 + 240 + 60,
        "service-network": 1 + 14,
    }
    lines = {file.stem: file.read_text(encoding="utf-8").splitlines() for file in tmp_path.iterdir()}
    assert {name: len(found) for name, found in lines.items()} == counts
    villages = {json.loads(one)["code"] for one in lines["village-assessment"]}
    assert len(villages) == 240
    assert len({code.partition("-")[0] for code in villages}) == 14


def test_another_process_writes_the_same_bytes(folder, tmp_path):
    command = [sys.executable, SCRIPT, "--all", "--small", tmp_path / "new"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert {file.name: file.read_bytes() for file in (tmp_path / "new").iterdir()} == {
        file.name: file.read_bytes() for file in folder.iterdir()
    }
    assert "24 records  village-assessment.ndjson  --as-of 2011-12-31" in done.stdout


def test_the_whole_county_is_not_written_over_what_is_kept():
    done = subprocess.run(
        [sys.executable, SCRIPT, "--all"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "--all needs a folder" in done.stderr


def facts(whole, kept):
    """Of every fact of the whole record outside of decisions: whether it was kept."""
    if isinstance(whole, list):
        for one, other in zip(whole, kept, strict=True):
            yield from facts(one, other)
    elif isinstance(whole, dict) and "format" not in whole:
        for name, value in whole.items():
            if name != "code":
                yield name in kept
                if name in kept:
                    yield from facts(value, kept[name])


def test_about_3_percent_of_the_facts_are_missing(records, whole):
    here = [one for name in POLICIES for one in facts(whole.records(name), records[name])]
    assert len(here) > 4000
    assert 0.02 < here.count(False) / len(here) < 0.04


@pytest.mark.parametrize("name", POLICIES)
def test_facts_are_missing_from_the_records_of_every_policy(records, whole, name):
    assert not all(facts(whole.records(name), records[name]))


@pytest.mark.parametrize("name", POLICIES)
def test_every_record_is_decided_without_a_fault(records, name):
    for one in records[name]:
        assert policy(name).evaluate(one, as_of=AS_OF[name]).facts["code"] == one["code"]


@pytest.mark.parametrize("name", POLICIES)
def test_the_records_hold_no_fact_that_the_policy_does_not_declare(folder, name):
    given = ["check", str(PACK / name / "2011.yaml"), "--records", str(folder / f"{name}.ndjson"), "--strict"]
    checked = CliRunner().invoke(app, given)
    assert (checked.exit_code, checked.output) == (0, "1 policy, no errors\n")


def test_the_records_are_of_no_real_person_or_place(records):
    found = {text for name in POLICIES for one in records[name] for text in texts(one)}
    codes = r"C\d{3}|[TDK]\d{2}(-V\d{2})?|P\d{3}"
    assert [one for one in found if not re.fullmatch(rf"[a-z_]+|{codes}|\d{{4}}-\d\d-\d\d|\d+%", one)] == []


def texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, list) or (isinstance(node, dict) and "format" not in node):
        for value in node.values() if isinstance(node, dict) else node:
            yield from texts(value)


def test_some_findings_are_under_appeal(records):
    states = [
        finding.get("state") for one in records["election-eligibility"] for finding in one.get("findings", [])
    ]
    assert states.count("appealed") >= 3


@pytest.mark.parametrize("kind", ["township", "department", "village"])
def test_an_award_reads_the_decision_on_the_very_record_of_its_nominee(records, kind):
    source = f"{kind}-assessment"
    nominees = {one["code"]: one[kind] for one in records["awards"] if kind in one}
    decided = {
        one["code"]: policy(source).evaluate(one, as_of="2011-12-31").to_data() for one in records[source]
    }
    assert nominees
    assert nominees == {code: decided[code] for code in nominees}


def test_an_award_reads_last_years_decision_as_one_outside_of_the_edition(records):
    before = [one["township_before"] for one in records["awards"] if "township_before" in one]
    assert {(one["as_of"], one["any_date"]) for one in before} == {("2010-12-31", True)}


def test_an_award_reads_the_decisions_on_the_veto_of_its_nominee(records):
    decided = {
        one["code"]: policy("one-vote-veto").evaluate(one, as_of="2011-12-31").to_data()
        for one in records["one-vote-veto"]
    }
    read = {one["code"]: one["vetoes_on_record"] for one in records["awards"] if one.get("vetoes_on_record")}
    assert {"T01", "D01"} & set(read)
    assert all(vetoes[0] == decided[code] for code, vetoes in read.items())


def test_a_term_is_made_of_the_decisions_of_its_three_years(records):
    terms = [one for one in records["term-review"] if {"earlier_years", "final_year"} <= set(one)]
    days = {tuple(year["as_of"] for year in (*one["earlier_years"], one["final_year"])) for one in terms}
    assert days == {("2008-12-31", "2009-12-31", "2010-12-31")}


def test_the_nominees_can_be_ranked(records):
    cohort = policy("awards").evaluate_cohort(records["awards"], as_of="2011-12-31")
    assert cohort.errors == {}
    assert set(cohort.decisions) == {one["code"] for one in records["awards"]}
    found = {one.outcome.value for award in cohort.awards.values() for one in award.standings.values()}
    assert found >= {"won", "could still enter", "excluded"}


NOMINEES = PACK / "records" / "demo" / "awards.json"


def nominees():
    return json.loads(NOMINEES.read_text(encoding="utf-8"))


def test_the_script_writes_the_nominees_of_the_demonstration_again(tmp_path):
    write_nominees(tmp_path / "awards.json")
    assert (tmp_path / "awards.json").read_bytes() == NOMINEES.read_bytes()


def test_the_best_townships_of_the_demonstration_without_a_veto_win():
    cohort = policy("awards").evaluate_cohort(nominees(), as_of="2011-12-31")
    totals = {
        one["code"]: Decimal(one["township"]["score"]["final_total"]["low"])
        for one in nominees()
        if all(one["merits"].values())
        and one["township"]["score"]["final_grade"] == "excellent"
        and not any(each["denials"] for each in one["vetoes_on_record"])
    }
    best = sorted(totals, key=totals.get, reverse=True)[:3]
    standings = cohort.awards["township_collective"].standings
    assert len(best) == 3
    assert {name for name, one in standings.items() if one.outcome.value == "won"} == set(best)


def test_a_township_of_the_demonstration_is_kept_from_honours_by_a_veto():
    cohort = policy("awards").evaluate_cohort(nominees(), as_of="2011-12-31")
    denied = [
        name
        for name, one in cohort.decisions.items()
        if one.vetoes["denied_elsewhere"].outcome == "triggered"
    ]
    assert denied == ["T09"]
