"""The two readings of each ambiguity of `election-eligibility`, side by side where they differ."""

import pytest

from policies.population_2011 import ELECTION, judge, policy, variant

OWN = {
    "conduct_on": "2009-06-10",
    "found_on": "2009-09-01",
    "handled_on": "2009-11-15",
    "state": "confirmed",
    "relation": "self",
}
CHILD = {**OWN, "relation": "child"}


def party_branch(with_policy=None, **changes):
    return judge(with_policy, **changes).bars["party_branch"].outcome


def readings(parameter, value, **changes):
    """The outcome under the reading that was taken and under another."""
    return party_branch(**changes), party_branch(variant(ELECTION, **{parameter: value}), **changes)


@pytest.mark.parametrize("finding", [OWN, CHILD])
def test_the_person_and_the_children_one_of_them_or_both(finding):
    assert readings("family_reading", "both", findings=[finding]) == ("barred", "clear")
    assert readings("family_reading", "both", findings=[OWN, CHILD]) == ("barred", "barred")


@pytest.mark.parametrize("finding", [OWN, CHILD])
def test_the_advice_about_candidacy_follows_the_same_reading(finding):
    both = variant(ELECTION, family_reading="both")
    assert judge(findings=[finding]).bars["committee_candidate"].outcome == "advised against"
    assert judge(both, findings=[finding]).bars["committee_candidate"].outcome == "clear"
    assert judge(both, findings=[OWN, CHILD]).bars["committee_candidate"].outcome == "advised against"


def test_the_reading_about_children_does_not_touch_1_5():
    decision = judge(variant(ELECTION, family_reading="both"), findings=[OWN])
    assert decision.bars["village_representative"].outcome == "barred"
    assert decision.bars["integrity_committee"].outcome == "barred"


def test_three_years_back_from_election_day_or_from_the_review():
    # The review of 15 February 2011 looks back to 15 February 2008, election day to 20 March 2008.
    finding = {**OWN, "conduct_on": "2008-02-20"}
    assert readings("counted_to", "review_day", findings=[finding]) == ("clear", "barred")


def test_three_years_back_from_the_day_of_issue_which_is_not_known():
    assert readings("counted_to", "issue_day", findings=[OWN]) == ("barred", "undetermined")
    known = variant(ELECTION, counted_to="issue_day", issue_day="2011-01-10")
    assert party_branch(known, findings=[{**OWN, "conduct_on": "2008-01-10"}]) == "barred"
    assert party_branch(known, findings=[{**OWN, "conduct_on": "2008-01-09"}]) == "clear"


def test_the_open_day_of_issue_is_named_where_it_is_needed():
    assert "issue_day" in judge(variant(ELECTION, counted_to="issue_day"), findings=[OWN]).missing
    assert "issue_day" not in judge(findings=[{**OWN, "state": "appealed"}]).missing


@pytest.mark.parametrize("relation", ["self", "child"])
def test_the_date_of_the_conduct_of_the_finding_or_of_the_handling(relation):
    # Only what was found and handled later lies within the three years from 20 March 2008.
    late = {**OWN, "conduct_on": "2007-11-01", "found_on": "2008-03-20", "relation": relation}
    assert readings("counted_from", "finding", findings=[late]) == ("clear", "barred")
    later = {**late, "found_on": "2008-03-19", "handled_on": "2008-03-20"}
    assert readings("counted_from", "handling", findings=[later]) == ("clear", "barred")
    assert readings("counted_from", "finding", findings=[later]) == ("clear", "clear")


def test_the_day_three_years_ago_included_or_not():
    finding = {**OWN, "conduct_on": "2008-03-20"}
    assert readings("window_edge", "exclusive", findings=[finding]) == ("barred", "clear")


FAILURE = {
    "from": "2009-01-01",
    "until": "2009-12-31",
    "state": "confirmed",
    "gross": True,
    "caused": True,
    "disorder": True,
    "numerous": True,
}
WHOLE_TERM = [{"from": "2008-03-21", "until": "2011-03-19"}]


@pytest.mark.parametrize("lacking", ["disorder", "numerous"])
def test_disorder_and_large_numbers_or_one_of_them(lacking):
    facts = {"failures": [{**FAILURE, lacking: False}], "tenures": WHOLE_TERM}
    assert readings("consequence_reading", "either", **facts) == ("clear", "barred")


@pytest.mark.parametrize(("cases", "outcome"), [(5, "barred"), (4, "clear")])
def test_under_either_reading_a_figure_for_large_numbers_is_enough(cases, outcome):
    decided = variant(ELECTION, consequence_reading="either", numerous_from="5")
    failure = {**FAILURE, "disorder": False, "numerous": None, "village_cases": cases}
    assert party_branch(decided, failures=[failure], tenures=WHOLE_TERM) == outcome


def test_under_either_reading_neither_disorder_nor_large_numbers_is_no_ground():
    facts = {"failures": [{**FAILURE, "disorder": False, "numerous": False}], "tenures": WHOLE_TERM}
    assert readings("consequence_reading", "either", **facts) == ("clear", "clear")


@pytest.mark.parametrize(
    ("tenure", "outcomes"),
    [
        (("2008-03-21", "2011-03-19"), ("barred", "barred")),
        (("2008-03-22", "2011-03-19"), ("barred", "clear")),
        (("2008-03-21", "2011-03-18"), ("barred", "clear")),
        (("2009-01-01", "2009-12-31"), ("barred", "clear")),
    ],
)
def test_in_office_during_the_failure_or_for_the_whole_term(tenure, outcomes):
    facts = {"failures": [FAILURE], "tenures": [{"from": tenure[0], "until": tenure[1]}]}
    assert readings("term_reading", "whole_term", **facts) == outcomes


def test_a_shorter_lookback_is_another_decision():
    finding = {**OWN, "conduct_on": "2008-06-01"}
    assert readings("lookback", "2 years", findings=[finding]) == ("barred", "clear")


@pytest.mark.parametrize(
    "parameter",
    [
        "counted_to",
        "counted_from",
        "window_edge",
        "family_reading",
        "term_reading",
        "consequence_reading",
    ],
)
def test_every_ambiguity_is_marked_as_assumed_and_notes_the_other_reading(parameter):
    found = next(one for one in policy(ELECTION).checked.edition.parameters if one.id == parameter)
    assert found.provenance.assumed
    assert found.provenance.clauses == ("1.2",)
    assert found.note.startswith("other reading")
    assert all(option == found.value or option in found.note for option in found.type.options)
