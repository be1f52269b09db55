"""The windows of `election-eligibility`: on, the day before and the day after each edge, and leap days."""

import pytest

from policies.population_2011 import ELECTION, judge, variant


def barred(conduct_on, with_policy=None, **changes):
    finding = {
        "conduct_on": conduct_on,
        "found_on": "2010-12-01",
        "handled_on": "2010-12-20",
        "state": "confirmed",
        "relation": "self",
    }
    own = judge(with_policy, findings=[finding], **changes)
    child = judge(with_policy, findings=[{**finding, "relation": "child"}], **changes)
    found = own.bars["party_branch"].outcome
    assert child.bars["party_branch"].outcome == found, "the window is the same for a child"
    assert own.bars["integrity_committee"].outcome == found, "the window is the same for every bar"
    assert found in {"barred", "clear"}
    return found == "barred"


# The election is on 20 March 2011, so the three years begin on 20 March 2008.
@pytest.mark.parametrize(
    ("conduct_on", "counts"),
    [
        ("2008-03-19", False),
        ("2008-03-20", True),
        ("2008-03-21", True),
        ("2011-03-19", True),
        ("2011-03-20", True),
        ("2011-03-21", False),
    ],
)
def test_conduct_counts_from_three_years_before_the_election_to_election_day(conduct_on, counts):
    assert barred(conduct_on) is counts


@pytest.mark.parametrize(
    ("conduct_on", "counts"), [("2008-03-19", False), ("2008-03-20", False), ("2008-03-21", True)]
)
def test_under_the_exclusive_reading_the_day_three_years_ago_does_not_count(conduct_on, counts):
    assert barred(conduct_on, variant(ELECTION, window_edge="exclusive")) is counts


@pytest.mark.parametrize(
    ("election_day", "conduct_on", "counts"),
    [
        # 28 February 2011 − 3 years = 28 February 2008; the leap day lies after it.
        ("2011-02-28", "2008-02-27", False),
        ("2011-02-28", "2008-02-28", True),
        ("2011-02-28", "2008-02-29", True),
        # 1 March 2011 − 3 years = 1 March 2008; the leap day lies before it.
        ("2011-03-01", "2008-02-29", False),
        ("2011-03-01", "2008-03-01", True),
        # 29 February 2012 − 3 years falls on no day of 2009; the last of February is taken.
        ("2012-02-29", "2009-02-27", False),
        ("2012-02-29", "2009-02-28", True),
        ("2012-02-29", "2009-03-01", True),
        ("2012-02-29", "2012-02-29", True),
    ],
)
def test_the_window_around_leap_days(election_day, conduct_on, counts):
    assert barred(conduct_on, election_day=election_day) is counts


@pytest.mark.parametrize(
    ("conduct_on", "counts"), [("2009-02-28", False), ("2009-03-01", True), ("2012-02-29", True)]
)
def test_the_exclusive_window_of_a_leap_day(conduct_on, counts):
    assert barred(conduct_on, variant(ELECTION, window_edge="exclusive"), election_day="2012-02-29") is counts


def test_a_day_fixed_by_the_reviewer_takes_the_place_of_election_day():
    # From 20 March 2008, election day would count 25 March 2008; from 1 April 2008, the fixed day does not.
    assert barred("2008-03-25") is True
    assert barred("2008-03-25", anchor_date="2011-04-01") is False
    assert barred("2008-04-01", anchor_date="2011-04-01") is True


def test_where_no_day_is_known_a_finding_is_undetermined_and_nobody_is_barred():
    finding = {"conduct_on": "2010-06-01", "state": "confirmed", "relation": "self"}
    decision = judge(findings=[finding], election_day=None)
    assert decision.bars["party_branch"].outcome == "undetermined"
    assert "election_day" in decision.missing
    assert judge(election_day=None).bars["party_branch"].outcome == "clear"


TERM = {"from": "2008-03-21", "until": "2011-03-19"}


def failure_counts(first, last, tenure=("2005-01-01", "2011-12-31")):
    failure = {
        "from": first,
        "until": last,
        "state": "confirmed",
        "gross": True,
        "caused": True,
        "disorder": True,
        "numerous": True,
    }
    tenures = [{"from": tenure[0], "until": tenure[1]}]
    return judge(failures=[failure], tenures=tenures, last_term=TERM).bars["party_branch"].outcome == "barred"


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        ("2008-03-20", "2009-01-31", False),
        ("2008-03-21", "2009-01-31", True),
        ("2008-03-22", "2009-01-31", True),
        ("2009-01-01", "2011-03-18", True),
        ("2009-01-01", "2011-03-19", True),
        ("2009-01-01", "2011-03-20", False),
        ("2011-03-20", "2011-03-25", False),
    ],
)
def test_a_failure_must_lie_in_the_last_term(first, last, counts):
    assert failure_counts(first, last) is counts


@pytest.mark.parametrize(
    ("tenure", "counts"),
    [
        (("2008-12-31", "2009-12-31"), True),
        (("2009-01-01", "2009-12-31"), True),
        (("2009-01-02", "2009-12-31"), False),
        (("2009-01-01", "2009-12-30"), False),
        (("2009-01-01", "2010-01-01"), True),
        (("2010-01-01", "2011-03-19"), False),
    ],
)
def test_a_tenure_must_cover_the_failure(tenure, counts):
    assert failure_counts("2009-01-01", "2009-12-31", tenure) is counts


def test_two_tenures_that_cover_it_only_together_do_not_count():
    failure = {"from": "2009-01-01", "until": "2009-12-31", "state": "confirmed"}
    signed = dict.fromkeys(("gross", "caused", "disorder", "numerous"), True)
    tenures = [{"from": "2008-03-21", "until": "2009-06-30"}, {"from": "2009-07-01", "until": "2011-03-19"}]
    decision = judge(failures=[failure | signed], tenures=tenures)
    assert decision.bars["party_branch"].outcome == "clear"


def test_a_failure_on_a_leap_day_at_the_beginning_of_a_term():
    failure = {"from": "2008-02-29", "until": "2008-02-29", "state": "confirmed"}
    signed = dict.fromkeys(("gross", "caused", "disorder", "numerous"), True)
    tenures = [{"from": "2008-02-29", "until": "2011-02-28"}]

    def outcome(first):
        term = {"from": first, "until": "2011-02-28"}
        return (
            judge(failures=[failure | signed], tenures=tenures, last_term=term).bars["party_branch"].outcome
        )

    assert outcome("2008-02-29") == "barred"
    assert outcome("2008-03-01") == "clear"
