"""What may be expected: every kind, met and missed."""

import pytest

from testing.suites import HEAD, told

CONFIRMED = "{sanctions: [{date: 2023-05-01, state: confirmed}]}"
APPEALED = "{sanctions: [{date: 2026-04-01, state: appealed}]}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (CONFIRMED, "{bars: {main_grant: barred}}"),
        ("{}", "{bars: {main_grant: clear, advice: clear}}"),
        ("{members: null}", "{bars: {main_grant: undetermined}}"),
        ("{contact: none}", "{bars: {advice: advised against}}"),
        (CONFIRMED, "{grounds: {main_grant: [sanctioned]}}"),
        ("{sanctions: [{date: 2023-05-01, state: confirmed}], members: 101}", "{grounds: {main_grant: [large, sanctioned]}}"),
        ("{}", "{grounds: {main_grant: []}}"),
        (APPEALED, "{undetermined: {main_grant: [sanctioned]}}"),
        ("{visits_done: 5}", "{score: {visits: 30, total: 70, final_total: 70, grade: fair, work: 30, bonus: 0}}"),
        ("{visits_done: null}", "{score: {visits: {low: 0, high: 60}, total: {low: 40, high: 100}, grade: undetermined}}"),
        ("{visits_done: null}", "{possible_grades: [good, fair, poor], possible_final_grades: [poor, fair, good]}"),
        ("{district: rural}", "{score: {bonus: 5}, values: {extra: {base: 0, top: 20}}}"),
        ("{concealed: true}", "{vetoes: {hidden: triggered}, score: {grade: good, final_grade: poor}}"),
        ("{concealed: null}", "{vetoes: {hidden: undetermined}, effects: {hidden: {bottom: undetermined}}}"),
        ("{concealed: true}", "{effects: {hidden: {bottom: in effect, honours: {state: in effect, from: 2026-05-01, until: 2027-04-30}}}}"),
        ("{concealed: true}", "{effects: {hidden: {bottom: {until: null}}}}"),
        ("{}", "{effects: {hidden: {bottom: none}}}"),
        ("{}", "{awards: {best: eligible}, duties: {answer_reminders: met}}"),
        ("{}", "{duties: {answer_reminders: {modality: must, outcome: met}}}"),
        ("{}", "{effects: {hidden: {bottom: {grade: poor}, honours: {deny: all, state: none}}}}"),
        ("{concealed: true}", "{awards: {best: denied}}"),
        ("{reminders: [2026-01-01]}", "{duties: {answer_reminders: not met}}"),
        (CONFIRMED, "{values: {recent: [2023-05-01], large: false, word: in town}}"),
        ("{sanctions: null}", "{values: {recent: unknown}}"),
        ("{founded: 2026-04-30}", "{values: {age: 1 day, notice: 6 months}}"),
        ("{district: rural}", "{values: {notice: 18 months}}"),
        ("{district: rural}", "{values: {notice: P1Y6M}}"),
        ("{visits_done: 16}", "{values: {per_visit: 2.5}}"),
        ("{visits_done: 0}", "{values: {per_visit: unknown}, problems: [division-by-zero]}"),
        ("{members: null, visits_done: 4}", "{values: {per_visit: {low: 0, high: null}}}"),
        ("{members: null, sanctions: null}", "{missing: [sanctions, members], determined: false}"),
        (APPEALED, '{missing: ["sanctions[1].state"]}'),
        ("{}", "{missing: [], problems: [], determined: true}"),
        ("{members: -1, founded: 2026-02-30}", "{faults: [/members, /founded]}"),
        ("{}", "{faults: []}"),
    ],
)  # fmt: skip
def test_what_is_decided_is_what_was_expected(suites, changes, expected):
    assert told(suites.expect(expected, changes)) == {}


@pytest.mark.parametrize(
    ("changes", "expected", "differs"),
    [
        ("{sanctions: [{date: 2023-04-30, state: confirmed}]}", "{bars: {main_grant: barred}}", {"bars.main_grant": ("barred", "clear")}),
        (CONFIRMED, "{grounds: {main_grant: []}}", {"grounds.main_grant": ("[]", "[sanctioned]")}),
        (CONFIRMED, "{grounds: {main_grant: [sanctioned, large]}}", {"grounds.main_grant": ("[sanctioned, large]", "[sanctioned]")}),
        (APPEALED, "{undetermined: {main_grant: []}}", {"undetermined.main_grant": ("[]", "[sanctioned]")}),
        ("{visits_done: 5}", "{score: {visits: 30.01}}", {"score.visits": ("30.01", "30")}),
        ("{visits_done: null}", "{score: {visits: {low: 0, high: 59.99}}}", {"score.visits": ("{low: 0, high: 59.99}", "{low: 0, high: 60}")}),
        ("{visits_done: null}", "{score: {visits: {low: 0, high: null}}}", {"score.visits": ("{low: 0, high: null}", "{low: 0, high: 60}")}),
        ("{visits_done: null}", "{score: {grade: good}}", {"score.grade": ("good", "undetermined")}),
        ("{}", "{possible_grades: [good, fair]}", {"possible_grades": ("[good, fair]", "[good]")}),
        ("{}", "{vetoes: {hidden: triggered}}", {"vetoes.hidden": ("triggered", "clear")}),
        ("{concealed: true}", "{effects: {hidden: {honours: {until: 2027-05-01}}}}", {"effects.hidden.honours": ("{until: 2027-05-01}", "{until: 2027-04-30}")}),
        ("{concealed: true}", "{effects: {hidden: {bottom: lapsed}}}", {"effects.hidden.bottom": ("lapsed", "in effect")}),
        ("{visits_done: 0}", "{awards: {best: eligible}}", {"awards.best": ("eligible", "ineligible")}),
        ("{}", "{duties: {answer_reminders: not met}}", {"duties.answer_reminders": ("not met", "met")}),
        ("{}", "{duties: {answer_reminders: {modality: should}}}", {"duties.answer_reminders": ("{modality: should}", "{modality: must}")}),
        ("{}", "{effects: {hidden: {honours: {grade: poor}}}}", {"effects.hidden.honours": ("{grade: poor}", "{grade: null}")}),
        ("{}", "{values: {age: 3 days, large: true}}", {"values.age": ("3 days", "5964 days"), "values.large": ("true", "false")}),
        ("{}", "{values: {large: unknown}}", {"values.large": ("unknown", "false")}),
        ("{district: rural}", "{values: {notice: 17 months}}", {"values.notice": ("17 months", "18 months")}),
        ("{district: rural}", "{values: {word: unknown}}", {"values.word": ("unknown", "'unknown'")}),
        ("{members: null}", "{missing: []}", {"missing": ("[]", "[members]")}),
        ("{visits_done: 0}", "{problems: []}", {"problems": ("[]", "[division-by-zero]")}),
        ("{members: null}", "{determined: true}", {"determined": ("true", "false")}),
        ("{members: -1}", "{faults: []}", {"faults": ("[]", "['/members']")}),
        ("{members: -1}", "{faults: [/founded]}", {"faults": ("['/founded']", "['/members']")}),
    ],
)  # fmt: skip
def test_what_differs_is_told(suites, changes, expected, differs):
    assert told(suites.expect(expected, changes)) == differs


def test_a_text_that_reads_unknown_stands_in_quotes(suites):
    assert told(suites.expect("{values: {word: 'unknown'}}", "{district: rural}")) == {}


def test_numbers_are_compared_exactly(suites):
    third = "{visits_due: 3, visits_done: 1, members: 1}"
    assert told(suites.expect("{score: {visits: 20.000}, values: {per_visit: 1.0}}", third)) == {}
    tenth = "{members: 0.3, visits_done: 0.1, visits_due: 1}"
    assert told(suites.expect("{values: {per_visit: 3}}", tenth)) == {}


def test_an_open_parameter_is_among_what_is_missing(suites):
    head = HEAD.replace("parameters: {many_members: 100}\n", "")
    found = suites.case(
        "record: sound, expect: {missing: [many_members], bars: {main_grant: undetermined}}", head
    )
    assert told(found) == {}


def test_results_of_decisions_in_a_list_can_be_missing(suites):
    policy = """policy: community-grant
edition: 2026
facts: {years: {list: {decision: village}}}
bars: {main_grant: {modality: must not, grounds: {poor: {when: some y in years satisfies y.score.total < 60}}}}
"""
    (suites.folder / "2026.yaml").write_text(policy, encoding="utf-8")
    total = '{low: "50", high: "70"}'
    score = f"{{total: {total}, final_total: {total}}}"
    year = f"{{format: policyrules/decision/1, policy: village, as_of: 2025-12-31, score: {score}}}"
    expected = '{missing: ["years[1].score.total"]}'
    found = suites.case(f"with: {{years: [{year}]}}, expect: {expected}", HEAD[: HEAD.index("parameters")])
    assert told(found) == {}


def test_a_case_without_a_record_starts_from_nothing(suites):
    found = suites.cases(
        "{name: empty, expect: {bars: {main_grant: undetermined}}}", head=HEAD[: HEAD.index("records")]
    )
    assert [one.status for one in found] == ["passed"]
