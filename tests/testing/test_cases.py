"""What a case is made of: records and patches, tables of cases, days, editions and parameters."""

import pickle

import pytest

from testing.suites import HEAD, told

RURAL = "values: {word: 'unknown'}"


def names(cases):
    return [(one.name, one.status) for one in cases]


def test_a_patch_merges_mappings_replaces_lists_and_removes_by_null(suites):
    policy = (
        "policy: community-grant\nedition: 2026\n"
        "facts: {at: {record: {city: text, street: text}}, codes: {list: text}}\n"
        "definitions: {city: at.city, street: at.street, many: count(codes)}\n"
    )
    (suites.folder / "2026.yaml").write_text(policy)
    head = "suite: community-grant\nas_of: 2026-05-01\nrecords: {a: {at: {city: Lund, street: Main}, codes: [x, y]}}\n"
    expected = "{values: {city: Ystad, street: unknown, many: 1}}"
    found = suites.case(
        f"record: a, with: {{at: {{city: Ystad, street: null}}, codes: [z]}}, expect: {expected}", head
    )
    assert told(found) == {}


def test_a_row_of_a_table_inherits_everything_it_does_not_say(suites):
    found = suites.cases(
        "name: edge\n"
        "    record: sound\n"
        "    with: {visits_done: 5}\n"
        "    expect: {score: {visits: 30, audit: 40}}\n"
        "    each:\n"
        "      - {}\n"
        "      - {name: not audited, with: {audited: false}, expect: {score: {audit: 0}}}\n"
        "      - {with: {visits_done: 10}, expect: {score: {visits: 60}}}\n"
        "      - {name: wrong, with: {visits_done: 10}}\n"
    )
    assert names(found) == [
        ("edge, 1", "passed"),
        ("edge, not audited", "passed"),
        ("edge, 3", "passed"),
        ("edge, wrong", "failed"),
    ]
    assert told(found[3]) == {"score.visits": ("30", "60")}


def test_a_row_may_start_from_another_record(suites):
    head = HEAD + "  rural: {district: rural}\n"
    [found] = suites.cases(
        "name: other\n    record: sound\n    with: {audited: false}\n    each:\n"
        f"      - {{record: rural, expect: {{{RURAL}, score: {{audit: {{low: 0, high: 40}}}}}}}}\n",
        head=head,
    )
    assert told(found) == {}


@pytest.mark.parametrize(("day", "outcome"), [("2026-05-01", "barred"), ("2026-05-02", "clear")])
def test_the_day_of_a_case_counts_before_that_of_its_suite(suites, day, outcome):
    changes = "{sanctions: [{date: 2023-05-01, state: confirmed}]}"
    found = suites.case(
        f"record: sound, as_of: {day}, with: {changes}, expect: {{bars: {{main_grant: {outcome}}}}}"
    )
    assert told(found) == {}


@pytest.mark.parametrize(("reading", "outcome"), [("strict", "barred"), ("mild", "clear")])
def test_two_readings_are_shown_side_by_side(suites, reading, outcome):
    given = f"{{many_members: 39, reading: {reading}}}"
    found = suites.case(f"record: sound, parameters: {given}, expect: {{bars: {{main_grant: {outcome}}}}}")
    assert told(found) == {}


def test_the_parameters_of_a_row_add_to_those_around_it(suites):
    found = suites.cases(
        "name: it\n    record: sound\n    parameters: {many_members: 39}\n    each:\n"
        "      - {parameters: {reading: mild}, expect: {bars: {main_grant: clear}, values: {large: true}}}\n"
        "      - {parameters: {many_members: 40}, expect: {values: {large: false}}}\n"
        "      - {parameters: {many_members: open}, expect: {values: {large: unknown}}}\n"
    )
    assert [told(one) for one in found] == [{}, {}, {}]


def test_a_decision_by_other_parameters_keeps_them_when_it_is_pickled(suites):
    found = suites.case("record: sound, parameters: {many_members: 39}, expect: {bars: {main_grant: barred}}")
    decision = pickle.loads(pickle.dumps(found.decision))  # noqa: S301 - our own pickle
    assert decision.explain() == found.decision.explain()
    assert "many_members = 39" in decision.explain()


@pytest.mark.parametrize(
    ("value", "edge", "outcome"),
    [
        ("5 years", "2021-05-01", "barred"),
        ("5 years", "2021-04-30", "clear"),
        ("1 month", "2026-04-01", "barred"),
    ],
)
def test_a_parameter_takes_the_literals_of_an_edition(suites, value, edge, outcome):
    changes = f"{{sanctions: [{{date: {edge}, state: confirmed}}]}}"
    found = suites.case(
        f"record: sound, parameters: {{lookback: {value}}}, with: {changes}, expect: {{bars: {{main_grant: {outcome}}}}}"
    )
    assert told(found) == {}


@pytest.fixture
def two_editions(suites):
    text = (suites.folder / "2026.yaml").read_text()
    later = text.replace("edition: 2026", "edition: 2027").replace("from: 2026-01-01", "from: 2027-01-01")
    (suites.folder / "2027.yaml").write_text(later.replace("value: 3 years", "value: 5 years"))
    draft = text.replace("edition: 2026", "edition: next\nstatus: draft").replace(
        "from: 2026-01-01", "from: 2028-01-01"
    )
    (suites.folder / "next.yaml").write_text(draft.replace("value: 3 years", "value: 9 years"))
    return suites


@pytest.mark.parametrize(
    ("settings", "edition"),
    [
        ("as_of: 2026-12-31", "2026"),
        ("as_of: 2027-01-01", "2027"),
        ("as_of: 2028-06-01", "2027"),
        ("as_of: 2028-06-01, edition: next", "next"),
        ("as_of: 2030-01-01, edition: 2026, any_date: true", "2026"),
        ("as_of: 2025-01-01, edition: 2027, any_date: true", "2027"),
    ],
)
def test_the_edition_is_the_one_that_is_named_or_else_the_one_in_force(two_editions, settings, edition):
    found = two_editions.case(f"record: sound, {settings}, expect: {{bars: {{main_grant: clear}}}}")
    assert (found.status, found.decision.edition) == ("passed", edition)


@pytest.mark.parametrize(
    "settings", ["as_of: 2025-12-31", "as_of: 2027-01-01, edition: 2026", "as_of: 2025-12-31, any_date: true"]
)
def test_a_day_outside_of_the_edition_is_an_error(two_editions, settings):
    found = two_editions.case(f"record: sound, {settings}, expect: {{bars: {{main_grant: clear}}}}")
    assert [one.code for one in found.diagnostics] == ["no-edition-in-force"]


def test_with_a_single_edition_any_date_needs_no_name(suites):
    found = suites.case(
        "record: sound, as_of: 2020-01-01, any_date: true, expect: {bars: {main_grant: clear}}"
    )
    assert (found.status, found.decision.any_date) == ("passed", True)


def test_an_edition_may_be_asked_for_from_outside(two_editions):
    text = HEAD + (
        "cases:\n  - {name: free, record: sound, expect: {determined: true}}\n"
        "  - {name: named, record: sound, edition: 2026, expect: {determined: true}}\n"
    )
    found = two_editions.run(text, edition="2027")
    assert [one.decision.edition for one in found.cases] == ["2027", "2026"]


def test_the_edition_may_be_an_amendment(suites):
    (suites.folder / "2027.yaml").write_text(
        "policy: community-grant\nedition: 2027\namends: 2026\nin_force: {from: 2027-01-01}\n"
        "changes: {parameters: {lookback: {value: 5 years, source: {clause: 2(1)}}}}\n"
        "unchanged: [many_members, reading, extra]\n"
    )
    changes = "{sanctions: [{date: 2023-01-01, state: confirmed}]}"
    found = suites.case(
        f"record: sound, as_of: 2027-05-01, with: {changes}, expect: {{bars: {{main_grant: barred}}}}"
    )
    assert told(found) == {}


def test_a_suite_may_lie_in_a_folder_below_its_policy(suites):
    (suites.folder / "tests").mkdir()
    path = suites.write(
        HEAD + "cases: [{name: it, record: sound, expect: {determined: true}}]\n", "tests/a.test.yaml"
    )
    from policyrules.testing.running import run_file

    assert run_file(path).passed


COHORT = "cohort: {a: {record: sound}, b: {record: sound, with: {visits_done: 9}}, c: {record: sound, with: {visits_done: 8}}}"


def test_a_cohort_tells_exactly_who_wins(suites):
    found = suites.case(
        f"{COHORT}, expect: {{awards: {{first: {{won: [b, a], not won: [c], for review: []}}}}}}"
    )
    assert told(found) == {}


def test_a_cohort_that_is_decided_otherwise_fails(suites):
    found = suites.case(f"{COHORT}, expect: {{awards: {{first: {{won: [a, b, c]}}}}}}")
    assert told(found) == {"awards.first": ("{won: [a, b, c]}", "{won: [a, b]}")}


def test_rows_change_single_members_of_a_cohort(suites):
    found = suites.cases(
        f"name: places\n    {COHORT}\n    each:\n"
        "      - {cohort: {c: {with: {visits_done: 9}}}, expect: {awards: {first: {won: [a], for review: [b, c]}}}}\n"
        "      - {cohort: {b: {with: {visits_done: null}}}, expect: {awards: {first: {could still enter: [b, c]}}}}\n"
    )
    assert [told(one) for one in found] == [{}, {}]


def test_a_publication_is_compared_as_far_as_it_is_expected(suites):
    groups = "groups: {urban: {counted: 0, total: 3}}, total: {total: 3, undetermined: 0}, unreadable: 0"
    assert told(suites.case(f"{COHORT}, expect: {{publications: {{refusals: {{{groups}}}}}}}")) == {}
    found = suites.case(
        f"{COHORT}, expect: {{publications: {{refusals: {{total: {{counted: 1}}, groups: {{rurl: {{total: 0}}}}}}}}}}"
    )
    assert told(found) == {
        "publications.refusals": (
            "{total: {counted: 1}, groups: {rurl: {total: 0}}}",
            "{total: {counted: 0}, groups: {rurl: none}}",
        )
    }


def test_a_small_count_is_withheld(suites):
    changed = COHORT.replace("visits_done: 8", "members: 101")
    found = suites.case(
        f"{changed}, expect: {{publications: {{refusals: {{total: {{counted: withheld, total: 3}}}}}}}}"
    )
    assert told(found) == {}


def test_a_member_with_faults_has_to_be_expected(suites):
    changed = COHORT.replace("visits_done: 8", "members: -1")
    found = suites.case(f"{changed}, expect: {{awards: {{first: {{excluded: []}}}}}}")
    assert [(one.code, one.span.text) for one in found.diagnostics] == [("too-small", "-1")]
    expected = "{faults: {c: [/members]}, publications: {refusals: {unreadable: 1}}}"
    assert told(suites.case(f"{changed}, expect: {expected}")) == {}
    assert told(suites.case(f"{COHORT}, expect: {{faults: {{c: [/members]}}}}")) == {
        "faults": ("{c: ['/members']}", "{c: []}")
    }
