"""Each bar and each ground of `election-eligibility`: holding, not holding, and unknown."""

import pytest

import policyrules as pr
from policies.population_2011 import ELECTION, judge, outcomes, policy, variant, without

FINDING = {
    "conduct_on": "2009-06-10",
    "found_on": "2009-09-01",
    "handled_on": "2009-11-15",
    "state": "confirmed",
    "relation": "self",
}
CHILD = {**FINDING, "relation": "child"}
FAILURE = {
    "from": "2009-01-01",
    "until": "2009-12-31",
    "state": "confirmed",
    "gross": True,
    "caused": True,
    "disorder": True,
    "numerous": True,
}
IN_OFFICE = [{"from": "2008-03-21", "until": "2011-03-19"}]

ALL_CLEAR = {
    "party_branch": "clear",
    "committee_candidate": "clear",
    "village_representative": "clear",
    "integrity_committee": "clear",
}


def failed(**changes):
    """A person in office for the whole of the last term, with one failure."""
    failure = {key: value for key, value in {**FAILURE, **changes}.items() if value is not None}
    return judge(failures=[failure], tenures=IN_OFFICE)


def test_a_person_with_no_findings_and_no_failures_is_clear_of_every_bar():
    decision = judge()
    assert outcomes(decision.bars) == ALL_CLEAR
    assert decision.missing == ()


def test_an_own_finding_bars_from_three_offices_and_advises_against_candidacy():
    decision = judge(findings=[FINDING])
    assert outcomes(decision.bars) == {
        "party_branch": "barred",
        "committee_candidate": "advised against",
        "village_representative": "barred",
        "integrity_committee": "barred",
    }
    assert {bar.grounds for bar in decision.bars.values()} == {("finding_own",)}


def test_a_finding_about_a_child_does_not_touch_representatives_and_the_integrity_committee():
    decision = judge(findings=[CHILD])
    assert outcomes(decision.bars) == {
        **ALL_CLEAR,
        "party_branch": "barred",
        "committee_candidate": "advised against",
    }
    assert decision.bars["party_branch"].grounds == ("finding_child",)
    assert decision.bars["committee_candidate"].grounds == ("finding_child",)


def test_a_gross_failure_does_not_touch_representatives_and_the_integrity_committee():
    decision = failed()
    assert outcomes(decision.bars) == {
        **ALL_CLEAR,
        "party_branch": "barred",
        "committee_candidate": "advised against",
    }
    assert decision.bars["party_branch"].grounds == ("gross_failure",)
    assert decision.bars["committee_candidate"].grounds == ("gross_failure",)


def test_all_grounds_that_hold_are_named():
    decision = judge(findings=[FINDING, CHILD], failures=[FAILURE], tenures=IN_OFFICE)
    assert decision.bars["party_branch"].grounds == ("finding_own", "finding_child", "gross_failure")


def test_the_advice_of_1_4_is_no_bar():
    assert judge(findings=[FINDING]).bars["committee_candidate"].modality == "should not"
    assert {name for name, bar in judge().bars.items() if bar.modality == "must not"} == {
        "party_branch",
        "village_representative",
        "integrity_committee",
    }


def test_a_dismissed_finding_counts_for_nothing():
    assert outcomes(judge(findings=[{**FINDING, "state": "dismissed"}]).bars) == ALL_CLEAR


@pytest.mark.parametrize("state", [{"state": "appealed"}, {"state": None}, {}])
def test_a_finding_under_appeal_or_of_unknown_state_is_unknown_and_never_bars(state):
    decision = judge(findings=[{**without(FINDING, "state"), **state}])
    assert set(outcomes(decision.bars).values()) == {"undetermined"}
    assert all(bar.grounds == () for bar in decision.bars.values())
    assert decision.missing == ("findings[1].state",)


@pytest.mark.parametrize("absent", ["conduct_on", "relation"])
def test_a_finding_with_an_unknown_date_or_relation_is_unknown(absent):
    decision = judge(findings=[without(FINDING, absent)])
    assert set(outcomes(decision.bars).values()) == {"undetermined"}
    assert decision.missing == (f"findings[1].{absent}",)


def test_unknown_findings_leave_every_bar_undetermined():
    decision = judge(findings=None)
    assert set(outcomes(decision.bars).values()) == {"undetermined"}
    assert decision.missing == ("findings",)


def test_an_appealed_finding_changes_nothing_where_another_is_confirmed():
    decision = judge(findings=[{**FINDING, "state": "appealed"}, FINDING])
    assert decision.bars["party_branch"].outcome == "barred"
    assert decision.missing == ()


@pytest.mark.parametrize("community", ["residents", "neighbourhood"])
def test_the_village_offices_are_for_villages(community):
    found = outcomes(judge(findings=[FINDING], community=community).bars)
    assert found == {
        "party_branch": "barred",
        "committee_candidate": "advised against",
        "village_representative": "not applicable",
        "integrity_committee": "not applicable",
    }


def test_where_the_community_is_unknown_the_village_offices_are_undetermined():
    decision = judge(findings=[FINDING], community=None)
    assert decision.bars["party_branch"].outcome == "barred"
    assert decision.bars["village_representative"].outcome == "undetermined"
    assert decision.bars["integrity_committee"].outcome == "undetermined"
    assert decision.missing == ("community",)


@pytest.mark.parametrize("lacking", ["gross", "caused", "disorder", "numerous"])
def test_a_failure_needs_every_element_of_the_ground(lacking):
    assert outcomes(failed(**{lacking: False}).bars) == ALL_CLEAR


def test_a_dismissed_failure_counts_for_nothing():
    assert outcomes(failed(state="dismissed").bars) == ALL_CLEAR


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"state": "appealed"}, ("failures[1].state",)),
        ({"state": None}, ("failures[1].state",)),
        ({"caused": None}, ("failures[1].caused",)),
        ({"disorder": None}, ("failures[1].disorder",)),
        ({"from": None}, ("failures[1].from",)),
        ({"until": None}, ("failures[1].until",)),
    ],
)
def test_an_unknown_element_of_a_failure_leaves_the_ground_undetermined(changes, missing):
    decision = failed(**changes)
    assert decision.bars["party_branch"].outcome == "undetermined"
    assert decision.bars["party_branch"].undetermined == ("gross_failure",)
    assert decision.bars["committee_candidate"].outcome == "undetermined"
    assert decision.bars["village_representative"].outcome == "clear"
    assert decision.missing == missing


def test_unknown_failures_leave_the_ground_undetermined():
    decision = judge(failures=None, tenures=IN_OFFICE)
    assert decision.bars["party_branch"].undetermined == ("gross_failure",)
    assert "failures" in decision.missing


@pytest.mark.parametrize("absent", ["tenures", "last_term"])
def test_with_a_failure_but_unknown_tenure_or_term_the_ground_is_undetermined(absent):
    decision = judge(**{"failures": [FAILURE], "tenures": IN_OFFICE, absent: None})
    assert decision.bars["party_branch"].outcome == "undetermined"


@pytest.mark.parametrize("absent", ["tenures", "last_term"])
def test_without_a_failure_tenure_and_term_do_not_matter(absent):
    assert outcomes(judge(**{absent: None}).bars) == ALL_CLEAR


def test_what_is_gross_is_open_unless_a_signed_finding_says():
    decision = failed(gross=None, indicators_missed=6)
    assert decision.bars["party_branch"].outcome == "undetermined"
    assert "gross_from" in decision.missing


@pytest.mark.parametrize("silent", [{"gross": None}, {"numerous": None}])
def test_a_figure_that_is_open_cannot_be_reached_by_nothing_but_may_be_by_one(silent):
    assert failed(**silent, indicators_missed=0, village_cases=0).bars["party_branch"].outcome == "clear"
    assert (
        failed(**silent, indicators_missed=1, village_cases=1).bars["party_branch"].outcome == "undetermined"
    )


def test_what_is_numerous_is_open_unless_a_signed_finding_says():
    decision = failed(numerous=None, village_cases=9)
    assert decision.bars["party_branch"].outcome == "undetermined"
    assert "numerous_from" in decision.missing


@pytest.mark.parametrize(("missed", "outcome"), [(3, "barred"), (2, "clear"), (None, "undetermined")])
def test_a_figure_for_gross_failures_decides_where_no_signed_finding_does(missed, outcome):
    decided = variant(ELECTION, gross_from="3")
    failure = {**without(FAILURE, "gross"), "indicators_missed": missed}
    assert judge(decided, failures=[failure], tenures=IN_OFFICE).bars["party_branch"].outcome == outcome


@pytest.mark.parametrize(("cases", "outcome"), [(5, "barred"), (4, "clear"), (None, "undetermined")])
def test_a_figure_for_large_numbers_decides_where_no_signed_finding_does(cases, outcome):
    decided = variant(ELECTION, numerous_from="5")
    failure = {**without(FAILURE, "numerous"), "village_cases": cases}
    assert judge(decided, failures=[failure], tenures=IN_OFFICE).bars["party_branch"].outcome == outcome


def test_a_signed_finding_prevails_over_the_figures():
    decided = variant(ELECTION, gross_from="3", numerous_from="5")
    for denied in ({"gross": False}, {"numerous": False}):
        failure = {**FAILURE, "indicators_missed": 9, "village_cases": 9, **denied}
        assert judge(decided, failures=[failure], tenures=IN_OFFICE).bars["party_branch"].outcome == "clear"


@pytest.mark.parametrize("fact", ["indicators_missed", "village_cases"])
def test_counts_are_not_negative(fact):
    failed(**{fact: 0})
    with pytest.raises(pr.RecordError):
        failed(**{fact: -1})


def test_on_an_empty_record_nobody_is_barred_or_advised_against():
    decision = policy(ELECTION).evaluate({}, as_of="2011-03-20")
    assert set(outcomes(decision.bars).values()) == {"undetermined"}
