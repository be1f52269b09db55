"""How awards and duties are told: in which order, with what beside them, and what is left out."""

from __future__ import annotations

import policyrules

POLICY = policyrules.loads("""
policy: honours
edition: 1
facts:
  points: {type: number, min: 0, max: 10}
  cheated: flag
  since: date
  reports: {list: {opened: date, closed: flag, filed: flag}}
vetoes:
  fraud:
    label: {en: deceit, zh: 弄虚作假}
    when: cheated
    effects: {out: {deny: prize, from: since, for: 1 year}, note: {refer: office}}
awards:
  prize: {eligible: points >= 8, label: {en: the prize, zh: 奖杯}, source: {clause: 6}}
duties:
  report:
    modality: must
    by: {en: the office, zh: 办公室}
    for: r in reports where r.closed
    due: r.opened + 10 days
    requires: {filed: {when: r.filed, label: {en: filed, zh: 已归档}, because: it must be there}}
  visit: {modality: should, by: the office, requires: {often: points > 3}, due: 2026-12-31}
""")
RECORD = {
    "points": 9,
    "cheated": True,
    "since": "2026-01-01",
    "reports": [
        {"opened": "2026-04-30", "closed": True, "filed": False},
        {"opened": "2026-01-01", "closed": True, "filed": True},
        {"opened": "2026-01-02", "closed": True, "filed": False},
        {"opened": "2026-01-03", "filed": False},
    ],
}


def told(record=None, **options):
    decision = POLICY.evaluate({**RECORD, **(record or {})}, as_of="2026-05-01")
    return decision.explain(**options)


def lines(text, heading):
    """The lines of one part of an explanation."""
    return text.split(f"\n{heading}\n")[1].split("\n\n")[0].splitlines()


def test_a_denied_award_names_the_veto_and_its_effect_that_denies_it_and_no_other():
    assert lines(told(), "Awards") == [
        "  ✗ the prize (prize): denied  [clause 6]",
        "      veto deceit (fraud): triggered",
        "        → denied: prize (in effect, from 2026-01-01, until 2026-12-31)",
    ]


def test_an_award_that_nothing_denies_is_told_by_its_condition():
    assert lines(told({"cheated": False, "points": 7}), "Awards") == [
        "  ✗ the prize (prize): ineligible  [clause 6]",
        "      condition: false",
        "        points >= 8 → false",
        "          points = 7",
    ]


def test_an_award_of_which_nobody_knows_whether_it_is_denied_names_what_might_deny_it():
    assert lines(told({"cheated": None}), "Awards") == [
        "  ? the prize (prize): undetermined  [clause 6]",
        "      veto deceit (fraud): undetermined",
        "        → denied: prize (undetermined, from 2026-01-01, until 2026-12-31)",
    ]


def test_elements_of_a_duty_stand_with_the_worst_first():
    found = [line.strip() for line in lines(told(detail="full"), "Duties")]
    assert [line for line in found if line.startswith("r[") and "due" in line] == [
        "r[3]: not met (due 2026-01-12)",
        "r[4]: not met (due 2026-01-13, not known whether it counts)",
        "r[1]: not yet due (due 2026-05-10)",
        "r[2]: met (due 2026-01-11)",
    ]


def test_of_a_duty_that_is_not_met_only_the_elements_that_are_not_are_decisive():
    assert lines(told(), "Duties")[:6] == [
        "  ✗ report: not met",
        "      must, by the office",
        "      r[3]: not met (due 2026-01-12)",
        "        ✗ filed: not met",
        "          it must be there",
        "          reports[3].filed = false",
    ]


def test_a_duty_for_the_whole_record_says_until_when():
    assert lines(told(), "Duties")[6:] == [
        "  ✓ visit: met",
        "      should, by the office, due 2026-12-31",
        "      ✓ often: met",
        "        points > 3 → true",
        "          points = 9",
    ]


def test_awards_and_duties_in_chinese():
    text = told(language="zh")
    assert lines(text, "奖项")[:2] == [
        "  ✗ 奖杯（prize）：取消资格  〔第 6 条〕",
        "      一票否决 弄虚作假（fraud）：触发",
    ]
    assert lines(text, "职责")[:4] == [
        "  ✗ report：未履行",
        "      由 办公室 履行（应当）",
        "      r[3]：未履行（期限 2026-01-12）",
        "        ✗ 已归档（filed）：未履行",
    ]


def test_what_could_change_nothing_is_not_decisive_in_what_is_undetermined():
    reports = [
        {"opened": "2026-01-01", "closed": True},
        {"opened": "2026-01-02", "filed": True},
    ]
    decision = POLICY.evaluate({"reports": reports, "cheated": False}, as_of="2026-05-01")
    award, duty, _ = decision.trace().children[-3:]
    assert (award.outcome, duty.outcome) == ("undetermined", "undetermined")
    assert [(one.kind, one.decisive) for one in award.children] == [("denial", False), ("eligible", True)]
    assert [(one.id, one.decisive) for one in duty.children if one.kind == "element"] == [
        ("r[1]", True),
        ("r[2]", False),
    ]
