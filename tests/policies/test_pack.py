"""The pack as a whole: its notice, its quotations, its care for people, its synthetic records."""

import importlib.util
import json
import re

import pytest
import yaml

import policyrules as pr
from policies.population_2011 import (
    ELECTION,
    ELECTION_DAY,
    PACK,
    TOWNSHIP,
    YEAR_END,
    assess,
    between,
    judge,
    outcomes,
    policy,
)

BOTH = [ELECTION, TOWNSHIP]


def raw(name):
    """The file as plain texts."""
    text = (PACK / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only


def mappings(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from mappings(value)
    elif isinstance(node, list):
        for value in node:
            yield from mappings(value)


@pytest.mark.parametrize("name", BOTH)
def test_the_policies_are_free_of_findings(name):
    assert pr.check(PACK / name) == []


def test_the_pack_as_a_whole_is_free_of_findings():
    assert pr.check(PACK) == []


def test_what_may_not_be_executed_stays_text_with_its_reason():
    clauses = raw("clauses.yaml")["clauses"]
    assert {name for name, one in clauses.items() if one["disposition"] == "text only"} == {"0", "3.4"}
    assert set(clauses["6.2"]["text_only"]) == {"family_award", "long_acting_measure_award"}
    kept = [clauses["0"], clauses["3.4"], *clauses["6.2"]["text_only"].values()]
    assert all(one["reason"] for one in kept)


@pytest.mark.parametrize("name", BOTH)
def test_every_quotation_stands_in_the_document(name):
    document = (PACK / "documents" / "opinion.zh.txt").read_text(encoding="utf-8")
    quotes = [one["quote"] for one in mappings(raw(f"{name}/2011.yaml")) if "quote" in one]
    assert len(quotes) > 10
    assert [quote for quote in quotes if quote not in document] == []


@pytest.mark.parametrize("name", BOTH)
def test_every_rule_cites_a_clause(name):
    edition = policy(name).checked.edition
    rules = [*edition.parameters, *edition.bars, *edition.vetoes, *edition.tables]
    rules += [ground for bar in edition.bars for ground in bar.grounds]
    rules += [effect for veto in edition.vetoes for effect in veto.effects]
    rules += [row for table in edition.tables for row in table.rows]
    card = edition.scorecard
    rules += [*card.indicators, *card.adjustments] if card else []
    assert [rule.id for rule in rules if not rule.provenance.clauses] == []


@pytest.mark.parametrize("name", BOTH)
def test_everything_that_people_read_has_a_label_in_both_languages(name):
    edition = policy(name).checked.edition
    items = [*edition.facts, *edition.parameters, *edition.definitions, *edition.tables, *edition.bars]
    items += [ground for bar in edition.bars for ground in bar.grounds]
    items += [*edition.vetoes, *(effect for veto in edition.vetoes for effect in veto.effects)]
    card = edition.scorecard
    items += [*card.indicators, *card.adjustments, *card.grades] if card else []
    languages = [{language for language, _ in item.label.texts} for item in items]
    assert all(found == {"en", "zh"} for found in languages)


@pytest.mark.parametrize("name", BOTH)
def test_the_policies_are_history(name):
    edition = policy(name).checked.edition
    assert edition.status == "historical"
    assert (edition.starts.isoformat(), edition.ends.isoformat()) == ("2011-01-01", "2011-12-31")
    for day in ("2010-12-31", "2012-01-01", "2026-01-01"):
        with pytest.raises(pr.NoEditionInForce):
            policy(name).evaluate({}, as_of=day)


@pytest.mark.parametrize("decide", [judge, assess], ids=BOTH)
def test_the_notice_stands_on_every_explanation(decide):
    decision = decide()
    english, chinese = decision.explain(language="en"), decision.explain(language="zh")
    for words in ("Historical", "its own repeal not verified", "Synthetic records only", "human review"):
        assert words in english
    for words in ("历史政策", "未经核实", "仅用合成记录", "人工复核"):
        assert words in chinese


def test_the_notice_and_the_route_of_corrections_are_in_the_pack():
    pack = raw("pack.yaml")
    assert pack["status"] == "historical"
    assert set(pack["notice"]) == {"en", "zh"}
    assert set(pack["corrections"]) >= {"route", "deadline"}
    assert [(PACK / one["file"]).is_file() for one in pack["documents"].values()] == [True]


def test_facts_about_people_are_abstract_and_sensitive():
    facts = raw(f"{ELECTION}/2011.yaml")["facts"]
    assert set(facts["findings"]["list"]) == {"conduct_on", "found_on", "handled_on", "state", "relation"}
    assert set(facts["findings"]["list"]["relation"]["choice"]) == {"self", "child"}
    assert {name for name, fact in facts.items() if fact.get("sensitive") == "true"} == {
        "findings",
        "failures",
    }
    for name in ("findings", "failures"):
        assert facts[name]["list"]["state"]["unsettled"] == ["appealed"]


@pytest.mark.parametrize("name", BOTH)
def test_neither_the_preference_by_age_and_sex_nor_the_family_awards_are_executed(name):
    cited = [one["clause"] for one in mappings(raw(f"{name}/2011.yaml")) if "clause" in one]
    clauses = {clause for one in cited for clause in ([one] if isinstance(one, str) else one)}
    allowed = {
        ELECTION: {"1.2", "1.3", "1.4", "1.5"},
        TOWNSHIP: {"4.1", "4.2", "4.3", "4.4", "4.5", "4.7", "4.8", "5.1"},
    }
    assert clauses == allowed[name]


FINDING = {
    "conduct_on": "2009-06-10",
    "found_on": "2009-09-01",
    "handled_on": "2009-11-15",
    "state": "confirmed",
    "relation": "self",
}


def renderings(decision, **options):
    return [
        decision.explain(language="en", detail="full", **options),
        decision.explain(language="zh", detail="full", **options),
        decision.explain(format="json", detail="full", **options),
        decision.to_json(**options),
    ]


def test_sensitive_facts_are_masked_in_text_and_json():
    for text in renderings(judge(findings=[FINDING])):
        assert "2009-06-10" not in text
        assert "confirmed" not in text.replace("confirmed finding", "").replace("confirmed gross", "")
        assert "‹masked›" in text


def test_sensitive_facts_are_shown_to_who_asks_for_them():
    for text in renderings(judge(findings=[FINDING]), reveal=True):
        assert "2009-06-10" in text


def test_people_of_the_same_outcome_have_the_same_renderings():
    one = judge(findings=[FINDING])
    other = judge(findings=[{**FINDING, "conduct_on": "2010-01-05", "handled_on": "2010-11-16"}])
    assert outcomes(one.bars) == outcomes(other.bars)
    assert renderings(one) == renderings(other)


def demo(name):
    return json.loads((PACK / "records" / "demo" / f"{name}.json").read_text(encoding="utf-8"))


def test_the_candidates_of_the_demonstration_are_barred_clear_and_undetermined():
    found = [
        policy(ELECTION).evaluate(one, as_of=ELECTION_DAY).bars["party_branch"].outcome
        for one in demo(ELECTION)
    ]
    assert found == ["barred", "clear", "undetermined"]


def test_the_townships_of_the_demonstration_are_good_vetoed_and_undetermined():
    good, vetoed, unknown = (policy(TOWNSHIP).evaluate(one, as_of=YEAR_END) for one in demo(TOWNSHIP))
    # 30 + 20 + 10 + 5 + 13.5 + 8 + 10, and up to 2 points of the city, whose cap is open.
    assert good.score.total == between("96.5", "98.5")
    assert good.score.final_grade == "excellent"
    assert outcomes(vetoed.vetoes) == {"one_vote_veto": "triggered", "village_below_standard": "triggered"}
    assert (vetoed.score.grade, vetoed.score.final_grade) == ("good", "fail")
    assert unknown.score.final_grade is None
    assert "target_rate" in unknown.missing


def script():
    spec = importlib.util.spec_from_file_location("make_records", PACK / "records" / "make_records.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", ["candidates.ndjson", "townships.json"])
def test_the_script_writes_the_committed_records_again(tmp_path, file):
    script().write_records(tmp_path)
    assert (tmp_path / file).read_bytes() == (PACK / "records" / file).read_bytes()


def candidates():
    lines = (PACK / "records" / "candidates.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def townships():
    return json.loads((PACK / "records" / "townships.json").read_text(encoding="utf-8"))


def test_the_records_are_of_no_real_person_or_place():
    assert [one["code"] for one in candidates()] == [f"C{n:03}" for n in range(1, 201)]
    assert [one["code"] for one in townships()] == [f"T{n:02}" for n in range(1, 15)]
    words = {text for one in (*candidates(), *townships()) for text in texts(one)}
    assert all(
        re.fullmatch(r"[a-z_]+|C\d{3}|T\d{2}(-V\d{2})?|\d{4}-\d{2}-\d{2}|\d+%", word) for word in words
    )


def texts(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def test_about_3_percent_of_the_facts_are_missing():
    always = ("community", "election_day", "review_day", "findings", "last_term", "tenures", "failures")
    here = sum(key in one for one in candidates() for key in always)
    assert 0.015 < 1 - here / (200 * len(always)) < 0.045


def test_every_candidate_can_be_decided_and_every_outcome_occurs():
    found = [policy(ELECTION).evaluate(one, as_of=ELECTION_DAY) for one in candidates()]
    assert {one.bars["party_branch"].outcome.value for one in found} == {"barred", "clear", "undetermined"}
    assert {one.bars["committee_candidate"].outcome.value for one in found} == {
        "advised against",
        "clear",
        "undetermined",
    }
    appealed = [
        one for one in candidates() if any(f.get("state") == "appealed" for f in one.get("findings", []))
    ]
    assert len(appealed) >= 3


def test_every_township_can_be_decided_and_some_are_vetoed():
    found = [policy(TOWNSHIP).evaluate(one, as_of=YEAR_END) for one in townships()]
    assert len({one.score.final_grade for one in found}) >= 3
    assert {one.vetoes["one_vote_veto"].outcome.value for one in found} >= {"triggered", "clear"}
