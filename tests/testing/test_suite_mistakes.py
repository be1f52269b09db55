"""Whatever is wrong with a suite is told at its place, with a way out; none of it passes."""

import pytest

from testing.suites import HEAD

OK = "expect: {bars: {main_grant: clear}}"


def one(case):
    return HEAD + f"cases:\n  - {{name: it, {case}}}\n"


MISTAKES = {
    "key of a suite": (HEAD + f"case: []\ncases: [{{name: it, record: sound, {OK}}}]\n", "unknown-key", "case", "cases"),
    "key of a case": (one(f"recrd: sound, {OK}"), "unknown-key", "recrd", "record"),
    "no name": (HEAD + f"cases: [{{record: sound, {OK}}}]\n", "missing-key", f"{{record: sound, {OK}}}", "what the case shows"),
    "no cases": (HEAD + "cases: []\n", "empty", "[]", "at least one"),
    "two cases of a name": (HEAD + f"cases: [{{name: it, record: sound, {OK}}}, {{name: it, record: sound, {OK}}}]\n", "duplicate-name", f"{{name: it, record: sound, {OK}}}", "tells them apart"),
    "nothing expected": (one("record: sound"), "nothing-expected", "{name: it, record: sound}", "expect"),
    "record": (one(f"record: soud, {OK}"), "unknown-record", "soud", "`sound`"),
    "unused record": (one(f"record: sound, {OK}").replace("cases:", "  spare: {code: A2}\ncases:"), "unused", "spare", "remove it"),
    "fact": (one(f"record: sound, with: {{membrs: 3}}, {OK}"), "undeclared-fact", "membrs", "`members`"),
    "fact that is removed": (one(f"record: sound, with: {{membrs: null}}, {OK}"), "undeclared-fact", "membrs", "`members`"),
    "fact of an element": (one(f"record: sound, with: {{sanctions: [{{stat: confirmed}}]}}, {OK}"), "undeclared-fact", "stat", "`state`"),
    "fact of a record": (one(f"record: sound, {OK}").replace("members: 40", "membrs: 40"), "undeclared-fact", "membrs", "`members`"),
    "value of a fact": (one(f"record: sound, with: {{members: many}}, {OK}"), "wrong-type", "many", ""),
    "choice of a fact": (one(f"record: sound, with: {{district: urbn}}, {OK}"), "unknown-choice", "urbn", ""),
    "date of a fact": (one(f"record: sound, with: {{founded: 2023-02-29}}, {OK}"), "not-a-date", "2023-02-29", ""),
    "section": (one("record: sound, expect: {bar: {main_grant: clear}}"), "unknown-key", "bar", "`bars`"),
    "bar": (one("record: sound, expect: {bars: {main_grnt: clear}}"), "unknown-name", "main_grnt", "`main_grant`"),
    "outcome of a bar": (one("record: sound, expect: {bars: {main_grant: bared}}"), "unknown-outcome", "bared", "`barred`"),
    "outcome of the other modality": (one("record: sound, expect: {bars: {advice: barred}}"), "unknown-outcome", "barred", "advised against"),
    "ground": (one("record: sound, expect: {grounds: {main_grant: [sanctoned]}}"), "unknown-name", "sanctoned", "`sanctioned`"),
    "grounds without a list": (one("record: sound, expect: {grounds: {main_grant: sanctioned}}"), "wrong-shape", "sanctioned", "a list"),
    "undetermined ground": (one("record: sound, expect: {undetermined: {main_grant: [larg]}}"), "unknown-name", "larg", "`large`"),
    "line": (one("record: sound, expect: {score: {visit: 60}}"), "unknown-name", "visit", "`visits`"),
    "points": (one("record: sound, expect: {score: {visits: many}}"), "wrong-expectation", "many", "a number"),
    "end of an interval": (one("record: sound, expect: {score: {visits: {low: 3}}}"), "missing-key", "visits", "greatest"),
    "interval upside down": (one("record: sound, expect: {score: {visits: {low: 3, high: 2}}}"), "empty-range", "{low: 3, high: 2}", "exchange"),
    "grade": (one("record: sound, expect: {score: {grade: god}}"), "unknown-outcome", "god", "`good`"),
    "possible grade": (one("record: sound, expect: {possible_grades: [god]}"), "unknown-name", "god", "`good`"),
    "veto": (one("record: sound, expect: {vetoes: {hiden: clear}}"), "unknown-name", "hiden", "`hidden`"),
    "outcome of a veto": (one("record: sound, expect: {vetoes: {hidden: barred}}"), "unknown-outcome", "barred", "triggered"),
    "veto of an effect": (one("record: sound, expect: {effects: {hiden: {bottom: none}}}"), "unknown-name", "hiden", "`hidden`"),
    "effect": (one("record: sound, expect: {effects: {hidden: {botom: none}}}"), "unknown-name", "botom", "`bottom`"),
    "state of an effect": (one("record: sound, expect: {effects: {hidden: {bottom: active}}}"), "unknown-outcome", "active", "in effect"),
    "day of an effect": (one("record: sound, expect: {effects: {hidden: {bottom: {from: soon}}}}"), "wrong-expectation", "soon", "a date"),
    "day that does not exist": (one("record: sound, expect: {effects: {hidden: {bottom: {from: 2026-02-29}}}}"), "no-such-date", "2026-02-29", ""),
    "award": (one("record: sound, expect: {awards: {bst: eligible}}"), "unknown-name", "bst", "`best`"),
    "outcome of an award": (one("record: sound, expect: {awards: {best: won}}"), "unknown-outcome", "won", "eligible"),
    "standings without a cohort": (one("record: sound, expect: {awards: {first: {won: [a]}}}"), "wrong-expectation", "{won: [a]}", "eligible"),
    "publication without a cohort": (one("record: sound, expect: {publications: {refusals: {total: {total: 1}}}}"), "misplaced", "publications", "cohort"),
    "bars of a cohort": (one("cohort: {a: {record: sound}}, expect: {bars: {main_grant: clear}}"), "misplaced", "bars", "single"),
    "record of a cohort": (one("record: sound, cohort: {a: {record: sound}}, expect: {awards: {first: {won: [a]}}}"), "record-and-cohort", "record", "members"),
    "record of a member": (one("cohort: {a: {record: soud}, b: {record: sound}}, expect: {awards: {first: {won: [a]}}}"), "unknown-record", "soud", "`sound`"),
    "member": (one("cohort: {alpha: {record: sound}}, expect: {awards: {first: {won: [alpa]}}}"), "unknown-name", "alpa", "`alpha`"),
    "standing": (one("cohort: {a: {record: sound}}, expect: {awards: {first: {wn: [a]}}}"), "unknown-key", "wn", "`won`"),
    "award without ranks": (one("cohort: {a: {record: sound}}, expect: {awards: {best: {won: [a]}}}"), "unknown-name", "best", "first"),
    "count": (one("cohort: {a: {record: sound}}, expect: {publications: {refusals: {total: {counted: few}}}}"), "wrong-expectation", "few", "a number"),
    "duty": (one("record: sound, expect: {duties: {answer_reminder: met}}"), "unknown-name", "answer_reminder", "`answer_reminders`"),
    "definition": (one("record: sound, expect: {values: {larg: true}}"), "unknown-name", "larg", "`large`"),
    "type of a definition": (one("record: sound, expect: {values: {large: 3}}"), "wrong-expectation", "3", "true or false"),
    "element of a list": (one("record: sound, expect: {values: {recent: [3]}}"), "wrong-expectation", "3", "a date"),
    "period": (one("record: sound, expect: {values: {notice: 6}}"), "wrong-expectation", "6", "a period"),
    "output of a table": (one("record: sound, expect: {values: {extra: {bas: 5, top: 10}}}"), "unknown-name", "bas", "`base`"),
    "lacking output of a table": (one("record: sound, expect: {values: {extra: {base: 5}}}"), "wrong-expectation", "{base: 5}", "top"),
    "path": (one("record: sound, expect: {missing: [membrs]}"), "unknown-name", "membrs", "`members`"),
    "path into an element": (one('record: sound, expect: {missing: ["sanctions[2].stat"]}'), "unknown-name", '"sanctions[2].stat"', "`sanctions[].state`"),
    "determined": (one("record: sound, expect: {determined: perhaps}"), "wrong-shape", "perhaps", "true or false"),
    "faults beside a decision": (one("record: sound, expect: {faults: [], bars: {main_grant: clear}}"), "misplaced", "bars", "beside"),
    "day": (one(f"record: sound, as_of: 2026-02-30, {OK}"), "no-such-date", "2026-02-30", ""),
    "no day": (one(f"record: sound, {OK}").replace("as_of: 2026-05-01\n", ""), "no-day", f"{{name: it, record: sound, {OK}}}", "as_of"),
    "edition": (one(f"record: sound, edition: 2062, {OK}"), "unknown-edition", "2062", "`2026`"),
    "window": (one(f"record: sound, as_of: 2025-12-31, {OK}"), "no-edition-in-force", "2025-12-31", "any_date"),
    "parameter": (one(f"record: sound, parameters: {{lookbck: 3 years}}, {OK}"), "unknown-name", "lookbck", "`lookback`"),
    "value of a parameter": (one(f"record: sound, parameters: {{lookback: 3}}, {OK}"), "wrong-literal", "3", ""),
    "bound of a parameter": (one(f"record: sound, parameters: {{many_members: 1001}}, {OK}"), "out-of-range", "1001", ""),
    "choice of a parameter": (one(f"record: sound, parameters: {{reading: strct}}, {OK}"), "unknown-choice", "strct", "`strict`"),
    "policy": (one(f"record: sound, {OK}").replace("suite: community-grant", "suite: comunity-grant"), "unknown-policy", "comunity-grant", "`community-grant`"),
    "no mapping": ("[]\n", "wrong-shape", "[]", "suite"),
    "YAML": (one(f"record: sound, with: &a {{}}, {OK}"), "alias", "&a", ""),
    "duplicate key": (one(f"record: sound, record: sound, {OK}"), "duplicate-key", "record", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_place_with_a_way_out(suites, name):
    text, code, place, way_out = MISTAKES[name]
    result = suites.run(text)
    found = [*result.diagnostics, *(one for case in result.cases for one in case.diagnostics)]
    assert not result.passed
    assert (code, place) in [(one.code, one.span.text.split("\n")[0]) for one in found]
    assert any(one.code == code and way_out in one.help for one in found), [one.help for one in found]


def test_all_mistakes_of_a_case_are_told_at_once(suites):
    text = one(
        "record: sound, with: {membrs: 3}, expect: {bars: {main: clear}, vetoes: {hidden: barred}, score: {a: 1}}"
    )
    assert [code for code, _ in suites.findings(text)] == [
        "undeclared-fact",
        "unknown-name",
        "unknown-outcome",
        "unknown-name",
    ]


def test_a_mistaken_case_does_not_keep_the_others_from_being_run(suites):
    text = (
        HEAD
        + f"cases: [{{name: a, record: sound, with: {{membrs: 3}}, {OK}}}, {{name: b, record: sound, {OK}}}]\n"
    )
    assert [one.status for one in suites.run(text).cases] == ["error", "passed"]


def test_wrong_parameters_are_told_in_every_case_that_gives_them(suites):
    (suites.folder / "2026.yaml").write_text(
        "policy: community-grant\nedition: 2026\nfacts: {ok: flag}\n"
        "parameters: {half: {value: 50, assumed: x}}\n"
        "scorecard: {total: 100, indicators: {a: {weight: half, when: ok}, b: {weight: 50, when: ok}}}\n"
    )
    case = "parameters: {half: 40}, expect: {score: {total: {low: 0, high: 90}}}"
    found = suites.cases(
        f"{{name: a, {case}}}", f"{{name: b, {case}}}", head="suite: community-grant\nas_of: 2026-01-01\n"
    )
    assert [[one.code for one in case.diagnostics] for case in found] == [["wrong-parameters"]] * 2


def test_a_score_cannot_be_expected_of_a_policy_without_one(suites):
    (suites.folder / "2026.yaml").write_text(
        "policy: community-grant\nedition: 2026\nfacts: {ok: flag}\ndefinitions: {fine: ok}\n"
    )
    expected = "{score: {total: 1}, possible_grades: [], bars: {a: clear}}"
    found = suites.case(f"expect: {expected}", "suite: community-grant\nas_of: 2026-01-01\n")
    assert [(one.code, one.span.text) for one in found.diagnostics] == [
        ("unknown-name", "total"),
        ("misplaced", "[]"),
        ("unknown-name", "a"),
    ]


def test_a_policy_with_errors_fails_the_suite(suites):
    (suites.folder / "2026.yaml").write_text("policy: community-grant\nedition: 2026\nfcts: {}\n")
    assert suites.findings(one(f"record: sound, {OK}")) == [("unknown-key", "fcts")]


def test_a_record_that_would_take_too_much_work_is_an_error(suites):
    (suites.folder / "2026.yaml").write_text(
        "policy: community-grant\nedition: 2026\nfacts: {n: {list: number}}\n"
        "definitions: {same: some a in n satisfies some b in n satisfies some c in n satisfies a + b = c}\n"
    )
    many = "[" + "1, " * 120 + "1]"
    found = suites.case(
        f"with: {{n: {many}}}, expect: {{values: {{same: true}}}}",
        "suite: community-grant\nas_of: 2026-01-01\n",
    )
    assert [one.code for one in found.diagnostics] == ["too-much-work"]
