"""What another edition does to records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policyrules
from policyrules.comparison.tally import ABSENT

OLD = """
policy: grant
edition: 2026
in_force: {from: 2026-01-01, until: 2026-12-31}
subject: {is: applicant, id: code}
facts:
  code: text
  findings: {type: number, min: 0, label: findings}
  visits: {type: number, min: 0, max: 10}
  late: flag
parameters:
  most: {value: 2, source: {clause: 3}}
bars:
  main:
    modality: must not
    grounds:
      too_many: {when: findings > most, source: {clause: 3}}
scorecard:
  total: 100
  indicators:
    visits: {weight: 100, share: visits / 10}
  grades: {good: ">= 60", poor: "< 60"}
vetoes:
  late:
    when: late
    effects: {last: {grade: poor}, money: {stop: subsidy}}
"""
RECORD = {"code": "A1", "findings": 0, "visits": 8, "late": False}


def policy(*pairs, text=OLD):
    for old, new in (("edition: 2026", "edition: 2027"), *pairs):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return policyrules.loads(text, name="2027.yaml")


def impact(records, *pairs, below=0, old=OLD):
    before = policyrules.loads(old, name="2026.yaml")
    return policyrules.impact(
        before, policy(*pairs, text=old), records, as_of="2026-05-01", suppress_below=below
    )


def table(found, rule):
    (one,) = [one for one in found.tables if one.rule == rule]
    return one


def records(number, **more):
    return [{**RECORD, "code": f"A{place}", **more} for place in range(1, number + 1)]


STRICTER = ("value: 2,", "value: 1,")


def test_outcomes_are_counted_under_both_editions():
    found = impact([*records(3), *records(2, findings=2), *records(1, findings=3)], STRICTER)
    bar = table(found, "bars.main")
    assert (bar.old, bar.new) == (("barred", "clear"), ("barred", "clear"))
    assert bar.counts == ((1, 0), (2, 3))
    assert (bar.old_totals, bar.new_totals, bar.total) == ((1, 5), (3, 3), 6)


def test_a_rule_under_which_nothing_changes_is_told_so():
    found = impact(records(3), STRICTER)
    assert table(found, "bars.main").unchanged
    assert found.flips == ()


def test_a_flip_names_the_rule_the_records_and_the_change_that_is_responsible():
    found = impact(
        [*records(1), *records(2, findings=2)], STRICTER, ("share: visits / 10", "share: visits / 9")
    )
    (flip,) = found.flips
    assert (flip.rule, flip.old, flip.new, flip.count) == ("bars.main", "clear", "barred", 2)
    assert flip.records == ("A1", "A2")
    assert [one.key for one in flip.responsible.changes] == ["parameters.most"]
    assert not flip.responsible.together


def test_only_the_first_few_records_are_named():
    (flip,) = impact(records(9, findings=2), STRICTER).flips
    assert flip.count == 9
    assert flip.records == ("A1", "A2", "A3", "A4", "A5")


def test_a_record_without_a_name_goes_by_its_number():
    (flip,) = impact([RECORD, {**RECORD, "findings": 2, "code": None}], STRICTER).flips
    assert flip.records == ("#2",)


def test_each_of_several_changes_that_would_be_enough_is_responsible():
    pairs = (STRICTER, ("findings > most", "findings >= most"))
    # 2 is barred by either of them; 3 would be barred all the same.
    (flip,) = impact([{**RECORD, "findings": 1}], *pairs).flips
    assert {one.key for one in flip.responsible.changes} == {"parameters.most", "bars.main.grounds.too_many"}
    assert not flip.responsible.together


def test_a_rule_can_be_taken_back_by_itself_though_that_leaves_a_new_parameter_unused():
    pairs = (
        ("parameters:\n", "parameters:\n  fewest: {value: 9, source: {clause: 4}}\n"),
        ("findings > most", "findings > most or visits < fewest"),
    )
    (flip,) = impact([RECORD], *pairs).flips
    assert [one.key for one in flip.responsible.changes] == ["bars.main.grounds.too_many"]
    assert not flip.responsible.together


def test_of_a_bar_only_the_ground_that_changed_is_responsible():
    ground = "      slow: {when: visits < 3}\n"
    old = OLD.replace("scorecard:", ground + "scorecard:")
    pairs = (("visits < 3", "visits < 4"), ("findings > most", "findings > most + 1"))
    (flip,) = impact([{**RECORD, "visits": 3}], *pairs, old=old).flips
    assert [one.key for one in flip.responsible.changes] == ["bars.main.grounds.slow"]


def test_changes_that_are_responsible_only_together_are_told_as_such():
    pairs = (STRICTER, ("findings > most", "findings >= most"), ("max: 10}", "max: 11}"))
    (flip,) = impact([{**RECORD, "findings": 2}], *pairs).flips
    assert flip.responsible.together
    assert {one.key for one in flip.responsible.changes} == {"parameters.most", "bars.main.grounds.too_many"}


def test_the_example_is_explained_under_both_editions():
    text = impact([{**RECORD, "findings": 2}], STRICTER).report()
    assert "✓ main: clear" in text
    assert "✗ main: barred" in text
    assert text.count("findings = 2") == 2
    assert text.count("findings > most") >= 2


def test_a_rule_that_only_one_edition_has_is_absent_in_the_other():
    more = "      slow: {when: visits < 3}\n"
    text = OLD.replace(
        "scorecard:", "  second:\n    modality: must not\n    grounds:\n" + more + "scorecard:"
    )
    found = policyrules.impact(
        policyrules.loads(OLD), policyrules.loads(text), [RECORD, {**RECORD, "visits": 1}], as_of="2026-05-01"
    )
    assert table(found, "bars.second").old == (ABSENT,)
    # That nobody was barred by it and still is not is no change for anybody.
    assert [(one.rule, one.old, one.new, one.count) for one in found.flips] == [
        ("bars.second", ABSENT, "barred", 1)
    ]


def test_grades_stand_in_their_order_and_flip_when_a_band_moves():
    found = impact(records(1, visits=6), ('good: ">= 60"', 'good: ">= 70"'), ('poor: "< 60"', 'poor: "< 70"'))
    (flip,) = found.flips
    assert (flip.rule, flip.old, flip.new) == ("score.final_grade", "good", "poor")
    # Two bands that must move together: with one of them taken back, a total has two grades, or none.
    assert {one.key for one in flip.responsible.changes} <= {
        "score.grades.good.when",
        "score.grades.poor.when",
    }
    assert flip.responsible.changes


def test_shifts_of_the_total_fall_into_classes_by_hundredths_of_it():
    found = impact(
        [*records(1, visits=0), *records(2, visits=5), *records(1, visits=10), *records(1, visits=None)],
        ("share: visits / 10", "share: visits / 10 - 0.1"),
    )
    shifts = found.shifts
    told = {
        (None if low is None else int(low), None if high is None else int(high)): count
        for (low, high), count in zip(shifts.classes, shifts.counts, strict=True)
        if count
    }
    # 50 falls to 40, 100 to 90; 0 stays at 0.
    assert told == {(0, 0): 1, (-20, -10): 3}
    assert shifts.inexact == 1


def test_undetermined_decisions_are_counted():
    found = impact(
        [RECORD, {**RECORD, "findings": None}], ("findings > most", "findings > most and visits > 9")
    )
    assert table(found, "decision").count("undetermined", "determined") == 1
    assert table(found, "bars.main").count("undetermined", "clear") == 1


def test_records_that_cannot_be_decided_are_counted_by_edition_and_the_rest_goes_on():
    given = [RECORD, {**RECORD, "visits": 11}, {**RECORD, "late": "no"}, policyrules.RecordError([])]
    found = impact(given, ("max: 10}", "max: 20}"))
    assert dict(found.status) == {"decided": 1, "old": 1, "new": 0, "both": 1, "record": 1}
    assert found.records == 4
    assert [(one.number, one.under) for one in found.failures] == [(2, "old"), (3, "both"), (4, "record")]
    assert found.failed
    assert "/visits" in found.report()


def test_records_that_lack_a_new_fact_are_counted():
    pairs = (
        ("  late: flag\n", "  late: flag\n  tested: flag\n"),
        ("findings > most", "findings > most or not tested"),
    )
    found = impact([RECORD, {**RECORD, "tested": True}], *pairs)
    assert found.lacking == {"tested": 1}
    assert "lack the new fact “tested”" in found.report()


def test_effects_flip_on_their_own_only_where_their_veto_does_not():
    found = impact([{**RECORD, "late": True}], ("{stop: subsidy}", "{stop: subsidy, when: visits > 9}"))
    assert [(one.rule, one.old, one.new) for one in found.flips] == [
        ("vetoes.late.money", "in effect", "none")
    ]
    found = impact([{**RECORD, "late": True}], ("    when: late\n", "    when: late and visits > 9\n"))
    assert [one.rule for one in found.flips] == ["score.final_grade", "vetoes.late"]


def test_both_editions_decide_for_the_same_day_whether_or_not_they_are_in_force():
    found = impact(
        [{**RECORD, "findings": 2}], STRICTER, ("from: 2026-01-01, until: 2026-12-31", "from: 2030-01-01")
    )
    assert len(found.flips) == 1


def test_records_are_taken_one_by_one():
    seen = []

    def given():
        for number in range(100):
            seen.append(number)
            yield RECORD

    assert impact(given(), STRICTER).records == 100
    assert len(seen) == 100


SENSITIVE = OLD.replace("code: text", "code: {type: text, sensitive: true}").replace(
    "{type: number, min: 0, label: findings}", "{type: number, min: 0, sensitive: true}"
)


def test_sensitive_facts_are_masked():
    found = impact([{**RECORD, "code": "Ada", "findings": 2}], STRICTER, old=SENSITIVE)
    assert found.flips[0].records == ("‹masked›",)
    for form in ("text", "markdown", "html", "json"):
        text = found.report(format=form)
        assert "Ada" not in text
        assert "findings = 2" not in text
    assert found.report().count("findings = ‹masked›") == 2


def test_small_counts_are_withheld_and_nothing_is_told_of_single_records():
    given = [
        *records(40),
        *records(2, findings=2),
        *records(20, findings=3),
        {**RECORD, "code": "A99", "findings": 2},
    ]
    found = impact(given, STRICTER, below=5)
    bar = table(found, "bars.main")
    assert bar.count("clear", "barred") is None
    assert None in bar.old_totals or bar.counts.count(None) != 1
    assert found.flips == ()
    for form in ("text", "markdown", "html", "json"):
        text = found.report(format=form)
        assert "A99" not in text
        assert "barred: 3" not in text


def test_a_kind_of_change_with_many_records_is_told_without_them():
    (flip,) = impact([*records(40), *records(30, findings=2)], STRICTER, below=5).flips
    assert (flip.count, flip.records, flip.example) == (30, (), None)
    assert [one.key for one in flip.responsible.changes] == ["parameters.most"]


def test_of_too_few_records_nothing_is_told():
    found = impact(records(3), STRICTER, below=5)
    assert found.records is None
    assert (found.tables, found.flips, found.shifts, found.lacking) == ((), (), None, {})


def test_failures_are_not_told_one_by_one_where_small_counts_are_withheld():
    found = impact([*records(30), {**RECORD, "late": "no"}], STRICTER, below=5)
    assert found.failures == ()
    assert found.failed
    assert (found.status["decided"], found.status["both"], found.records) == (30, None, None)


def test_editions_of_different_policies_are_refused():
    with pytest.raises(ValueError, match="different policies"):
        impact([], ("policy: grant", "policy: prize"))


def test_a_negative_bound_is_refused():
    with pytest.raises(ValueError, match="suppress_below is 0 or more"):
        impact([], STRICTER, below=-1)


def test_the_data_is_json_with_every_part():
    data = json.loads(impact([{**RECORD, "findings": 2}], STRICTER).report(format="json"))
    assert data["format"] == "policyrules/impact/1"
    assert data["flips"][0]["responsible"] == ["parameters.most"]
    assert data["tables"][1]["rule"] == "bars.main"
    assert data["status"]["decided"] == 1


PACK = Path(__file__).parents[2] / "policies" / "population-2011"


def test_a_real_assessment_with_a_longer_veto_and_a_stricter_top_grade():
    text = (PACK / "township-assessment" / "2011.yaml").read_text(encoding="utf-8")
    given = json.loads((PACK / "records" / "townships.json").read_text(encoding="utf-8"))
    changed = text.replace("edition: 2011", "edition: 2012").replace("value: 1 year", "value: 1 month")
    found = policyrules.impact(policyrules.loads(text), policyrules.loads(changed), given, as_of="2011-12-20")
    assert found.status["decided"] == len(given) == found.records
    for flip in found.flips:
        assert [one.key for one in flip.responsible.changes] == ["parameters.veto_duration"]
    for table_ in found.tables:
        assert table_.total == len(given)
        assert sum(map(sum, table_.counts)) == len(given)
    assert "否决期限" in found.report(language="zh")
