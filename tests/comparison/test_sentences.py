"""Changes in sentences that a layperson reads."""

from __future__ import annotations

import pytest

import policyrules
from comparison.samples import WHOLE, changed, whole
from policyrules.comparison.sentences import rule_name, sentence


def told(pair, language="en"):
    """The sentences of the changes of meaning that a replacement makes."""
    return [sentence(one, language) for one in changed(pair).altering]


@pytest.mark.parametrize(
    ("pair", "english", "chinese"),
    [
        (
            ("value: 3 years", "value: 5 years"),
            "parameter “look-back for findings” rises from 3 years to 5 years (clause 2(1))",
            "参数“look-back for findings”由3年提高到5年（第 2(1) 条）",
        ),
        (
            ("value: 3 years", "value: 18 months"),
            "parameter “look-back for findings” falls from 3 years to 1 year 6 months (clause 2(1))",
            "参数“look-back for findings”由3年降低到1年6个月（第 2(1) 条）",
        ),
        (
            ("value: open, type", "value: 100, type"),
            "parameter “many”, which was open, is set to 100",
            "参数“many”原待定，现定为100",
        ),
        (
            ("value: [1, 2]", "value: [1, 2, 7]"),
            "parameter “figures” changes from 1, 2 to 1, 2, 7",
            "参数“figures”由1，2改为1，2，7",
        ),
        (
            ("modality: should not", "modality: must not"),
            "the modality of bar “advice” is must not instead of should not",
            "资格限制“advice”的规范用语由不宜改为不得",
        ),
        (
            ("recent > 0", "recent > 1"),
            "the condition of ground “sanctioned” of bar “main” is `recent > 1` instead of `recent > 0` (clause 2(1))",
            "资格限制“main”的情形“sanctioned”的条件由`recent > 0`改为`recent > 1`（第 2(1) 条）",
        ),
        (
            ("applies: members > 3", "note: for all"),
            "bar “main” no longer has this scope: `members > 3`",
            "资格限制“main”取消适用条件：`members > 3`",
        ),
        (
            ("weight: 0, when", "weight: 0, group: work, when"),
            "indicator “audit” now has this group: work",
            "指标“audit”增设分组：work",
        ),
        (
            ("min: 0, max: 500", "min: 0, max: 600"),
            "the greatest value of fact “members” is 600 instead of 500",
            "事实“成员数”的最大值由500改为600",
        ),
        (
            ("{grade: poor}", "{grade: at most fair}"),
            "the consequence of effect “bottom” of veto “concealed” is the grade is at most fair instead of the grade is poor at best",
            "一票否决“concealed”的后果“bottom”的后果由等次至多为 poor改为等次不高于 fair",
        ),
        (
            ("source: {clause: 7}", "source: {clause: 8}"),
            "the source of indicator “visits” is clause 8 instead of clause 7",
            "指标“visits”的出处由第 7 条改为第 8 条",
        ),
        (
            ("{clause: 2(1), quote: within three years}", "{clause: 2(1), quote: within 3 years}"),
            "the source of parameter “look-back for findings” is clause 2(1): “within 3 years” instead of clause 2(1): “within three years”",
            "参数“look-back for findings”的出处由第 2(1) 条：“within three years”改为第 2(1) 条：“within 3 years”",
        ),
        (
            ("until: 2026-12-31}", "until: 2027-12-31}"),
            "the last day in force of the edition is 2027-12-31 instead of 2026-12-31",
            "本版本的失效日期由2026-12-31改为2027-12-31",
        ),
        (
            ("status: in-force", "status: draft"),
            "the status of the edition is draft instead of in-force",
            "本版本的状态由现行有效改为草案",
        ),
        (
            ("then: {visits: 10, audit: 20}", "then: {visits: 5 + 5, audit: 20}"),
            "output “visits” of row “1” of table “shares” changes from 10 to `5 + 5`",
            "决策表“shares”的行“1”的输出项“visits”由10改为`5 + 5`",
        ),
        (
            ("[confirmed, appealed]", "[confirmed, appealed, closed]"),
            "the choices of fact “state” of fact “sanctions” is confirmed, appealed, closed instead of confirmed, appealed",
            "事实“sanctions”的事实“state”的选项由confirmed，appealed改为confirmed，appealed，closed",
        ),
        (
            ("ties: share, per", "ties: review, per"),
            "the treatment of ties of award “best” is review instead of share",
            "奖项“best”的并列处理由并列共享改为提交复核",
        ),
        (
            ("by: the applicant", "by: the office"),
            "the bearer of duty “file” is “the office” instead of “the applicant”",
            "职责“file”的履行人由“the applicant”改为“the office”",
        ),
    ],
)
def test_a_change_in_english_and_chinese(pair, english, chinese):
    assert told(pair) == [english]
    assert told(pair, "zh") == [chinese]


def test_an_indicator_weighs_more_or_less():
    found = changed(("weight: 40, share", "weight: 45, share"), ("weight: 20\n", "weight: 15\n"))
    assert [sentence(one, "en") for one in found.altering] == [
        "indicator “visits” weighs 45 instead of 40 (clause 7)",
        "indicator “order” weighs 15 instead of 20",
    ]


def test_what_is_repealed_and_what_is_new():
    without = WHOLE.replace(
        "publications:\n  refusals: {count: bars.main, per: district, suppress_below: 5}\n", ""
    )
    (change,) = policyrules.diff(whole(), policyrules.loads(without)).altering
    assert sentence(change, "en") == "publication “refusals” is repealed"
    (change,) = policyrules.diff(policyrules.loads(without), whole()).altering
    assert sentence(change, "zh") == "新增公布“refusals”"


PERCENT = """
policy: a
edition: 1
facts: {rate: percent, visits: number}
parameters:
  least: {type: percent, value: 95%, assumed: x}
  most: {type: number, value: 10, unit: visits, assumed: x}
  reading: {choice: {first: {en: the first one}, last: {en: the last one}}, value: first, assumed: x}
bars: {b: {modality: must not, grounds: {g: {when: rate < least or visits > most or reading = "last"}}}}
"""


@pytest.mark.parametrize(
    ("pair", "english"),
    [
        (("value: 95%", "value: 90%"), "parameter “least” falls from 95% to 90%"),
        (("value: 10,", "value: 12,"), "parameter “most” rises from 10 visits to 12 visits"),
        (
            ("value: first", "value: last"),
            "parameter “reading” changes from “the first one” to “the last one”",
        ),
    ],
)
def test_a_parameter_is_told_as_it_is_declared(pair, english):
    (change,) = changed(pair, text=PERCENT).altering
    assert sentence(change, "en") == english


def test_a_new_wording_is_told_as_such():
    (change,) = changed(("label: look-back for findings", "label: window")).reworded
    assert sentence(change, "en") == "the label of parameter “window” is reworded: “window” (clause 2(1))"


def test_rules_go_by_their_names():
    rules = changed(("value: 3 years", "value: 5 years")).rules
    assert rule_name("bars.main", rules, "en") == "bar “main”"
    assert rule_name("score.visits", rules, "zh") == "指标“visits”"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_tells_what_it_reaches_and_where_it_stands(language):
    found = changed(("value: 3 years", "value: 5 years"))
    text = " ".join(found.report(language=language).split())
    assert "parameters.lookback" in text
    assert ("reaches bar “main”" in text) is (language == "en")


def test_a_report_counts_changes_of_wording_and_tells_them_on_request():
    found = changed(("label: look-back for findings", "label: window"))
    assert "Nothing changes in meaning." in found.report()
    assert "Changes of wording only: 1" in found.report()
    assert "parameters.lookback.label" not in found.report()
    assert "parameters.lookback.label" in found.report(wording=True)


def test_a_report_in_markdown_marks_expressions_as_code():
    text = changed(("recent > 0", "recent > 1")).report(format="markdown")
    assert "is `recent > 1` instead of `recent > 0`" in text
    assert "`bars.main.grounds.sanctioned`" in text


def test_a_report_of_another_format_is_refused():
    with pytest.raises(ValueError, match="format is text, markdown or json, not 'xml'"):
        changed(("value: 3 years", "value: 5 years")).report(format="xml")


def test_the_data_has_both_values_and_both_sentences():
    (change,) = changed(("value: 3 years", "value: 5 years")).to_data()["changes"]
    assert (change["key"], change["old"], change["new"]) == ("parameters.lookback", "P3Y", "P5Y")
    assert change["places"] == {"old": "2026.yaml:28:3", "new": "2027.yaml:28:3"}
    assert change["clauses"] == ["2(1)"]
    assert set(change["sentence"]) == {"en", "zh"}
