"""An edition as a document for people (docs: command line, show)."""

import re
from html.parser import HTMLParser

import pytest

import policyrules
from explanation.show_policy import GRANT
from policyrules.explanation.show import edition_blocks
from policyrules.explanation.show_wording import SHOW_WORDS
from policyrules.policy.citations import rules_of
from policyrules.rendering.blocks import Bullets, Code, Heading, Paragraph, Table, Terms, pieces

FORMATS = ("text", "markdown", "html")


@pytest.fixture(scope="module")
def grant():
    return policyrules.loads(GRANT)


def plain(line):
    return "".join(part.text if isinstance(part, Code) else part for part in pieces(line))


class Sections:
    """The document by its headings: what stands under each of them."""

    def __init__(self, policy, language="en"):
        self.blocks = {}
        under = []
        for block in edition_blocks(policy.checked, language):
            if isinstance(block, Heading):
                under = self.blocks.setdefault(plain(block.line), [])
            else:
                under.append(block)

    def rows(self, heading):
        """The rows of the table under a heading, by the names of its columns."""
        [table] = [block for block in self.blocks[heading] if isinstance(block, Table)]
        filled = table.filled()
        return [dict(zip(filled.head, map(plain, row), strict=True)) for row in filled.rows]

    def terms(self, heading):
        [terms] = [block for block in self.blocks[heading] if isinstance(block, Terms)]
        return {plain(name): plain(line) for name, line in terms.items}


@pytest.fixture(scope="module")
def shown(grant):
    return Sections(grant)


@pytest.fixture(scope="module")
def chinese(grant):
    return Sections(grant, "zh")


def test_the_headings_follow_the_edition(shown):
    assert list(shown.blocks) == [
        "Community grants (community-grant 2026)",
        *("Facts of a record", "Parameters", "Definitions", "Tables", "points_for_members"),
        *("Bars", "the main grant (main_grant)", "advice"),
        *("Scorecard", "Indicators", "Deductions: clean_record", "Adjustments", "Grades"),
        *("Vetoes", "concealed", "Awards", "best_group", "rich_group", "Duties", "report", "Publications"),
        *("Assumptions", "Open questions", "Sensitive facts"),
    ]


def test_the_head_says_what_edition_it_is(shown, grant):
    assert shown.terms("Community grants (community-grant 2026)") == {
        "policy": "community-grant",
        "edition": "2026",
        "in force": "from 2026-01-01",
        "status": "in force",
        "review by": "2026-10-31",
        "one record describes": "applicant",
        "named by": "code",
        "time zone": "UTC+08:00",
        "days that a month lacks": "the last day of the month",
        "note": "written for tests",
        "digest": grant.digest,
    }


def test_the_notice_comes_first(shown):
    [notice, *_] = shown.blocks["Community grants (community-grant 2026)"]
    assert notice == Paragraph("For trying only.", "notice")


def test_facts_have_types_limits_and_remarks(shown):
    rows = {row["name"]: row for row in shown.rows("Facts of a record")}
    assert rows["number of members (members)"]["type and limits"] == "number of people, 0 or more"
    assert rows["rate"]["type and limits"] == "percent, 0% to 100%"
    assert rows["phone"]["remarks"] == "sensitive, no rule reads it"
    assert rows["phone"]["note"] == "never printed"
    assert rows["issuer"]["remarks"] == "key in records: is, no rule reads it"
    assert rows["sanctions"]["type and limits"] == "list: record"
    assert rows["sanctions[].on"]["type and limits"] == "date"
    assert rows["sanctions[].state"]["type and limits"] == "one of confirmed, appealed [leaves it unknown]"
    assert rows["visits"]["type and limits"] == "list: true or false, so many elements: months"
    assert rows["months"]["type and limits"] == "number, 1 to 12"
    assert rows["district"]["remarks"] == ""


def test_parameters_have_values_units_and_sources(shown):
    rows = {row["name"]: row for row in shown.rows("Parameters")}
    assert rows["lookback"]["value"] == "3 years"
    assert rows["lookback"]["source"] == "Opinion, clause 2(1): “within three years”"
    assert rows["audit_weight"]["source"] == "clause 3; assumed: the clause names no figure"
    assert rows["many_members"]["value"] == "not set yet"
    assert rows["reading"]["value"] == 'one of them "either"'
    assert rows["quota"]["value"] == "95%"


def test_definitions_have_expressions_labels_reasons_and_notes(shown):
    _, large = shown.rows("Definitions")
    assert large == {
        "name": "large group (large)",
        "expression": "members >= many_members",
        "because": "size matters",
        "note": "see below",
    }


def test_tables_are_shown_as_tables(shown):
    assert shown.rows("points_for_members") == [
        {
            "row": "few",
            "number of members (members)": "< 10",
            "district": "-",
            "then": "5",
            "because": "little effect",
        },
        {
            "row": "many",
            "number of members (members)": "-",
            "district": '"urban"',
            "then": "10",
            "because": "",
        },
    ]
    assert shown.terms("points_for_members") == {
        "output": "number",
        "hit policy": "first: the first row that fits",
        "otherwise": "0",
        "source": "clause 6",
    }


def test_bars_have_grounds(shown):
    assert shown.terms("the main grant (main_grant)") == {
        "modality": "must not",
        "applies": 'district = "urban"',
        "source": "clause 2",
    }
    assert shown.rows("the main grant (main_grant)") == [
        {
            "ground": "sanctioned",
            "condition": "count(recent) > 0",
            "because": "trust",
            "source": "clause 2(1)",
        },
        {"ground": "too_large", "condition": "large", "because": "", "source": ""},
    ]
    assert shown.terms("advice")["modality"] == "should not"


def test_the_scorecard_has_weights_methods_and_bounds(shown):
    assert shown.terms("Scorecard") == {
        "total": "100",
        "rounding": "each line to 0.01, half up",
        "limits of the total": "at least 0, at most 100",
    }
    attended, clean, size = shown.rows("Indicators")
    assert attended["indicator"] == "attendance (attended)"
    assert (attended["group"], attended["weight"]) == ("work", "60")
    assert attended["points"] == "share of the weight: count(v in visits where v) / months"
    assert clean["points"] == "the weight less deductions"
    assert (size["points"], size["bounds"]) == ("from a table: points_for_members", "at most 15")
    assert shown.rows("Deductions: clean_record") == [
        {
            "name": "per_sanction",
            "condition": "for each: count(recent)",
            "points": "0.5",
            "bounds": "at most 5",
        }
    ]
    assert shown.rows("Adjustments") == [
        {
            "name": "prize",
            "points": "3",
            "bounds": "at most 5",
            "applies": 'district = "rural"',
            "source": "clause 10",
        }
    ]
    assert shown.rows("Grades") == [
        {"name": "excellent", "total": ">= 90"},
        {"name": "fail", "total": "< 90"},
    ]


def test_vetoes_have_effects_with_their_time(shown):
    assert shown.rows("concealed") == [
        {"name": "bottom", "effect": "the grade is fail at best", "condition": "", "time": ""},
        {"name": "honours", "effect": "denied: all awards", "condition": "", "time": "for 1 year"},
        {"name": "money", "effect": "stopped: subsidy", "condition": "members > 3", "time": "from as_of"},
    ]


def test_awards_say_how_they_are_ranked(shown):
    assert shown.terms("best_group") == {
        "eligible": 'score.final_grade = "excellent"',
        "ranked by": "score.final_total; members, least first",
        "places": "so many: 3",
        "ties": "shared",
        "for each": "district",
        "source": "clause 12",
    }
    rich = shown.terms("rich_group")
    assert rich["places"] == "as many as a sum pays for: 1000, each costing funds"
    assert rich["without the winners of"] == "best_group"


def test_duties_say_whose_they_are_and_until_when(shown):
    assert shown.terms("report") == {
        "modality": "must",
        "by": "the applicant",
        "for every": 's in sanctions where s.state = "confirmed"',
        "due": "s.on + 30 days",
        "source": "clause 13",
    }
    assert shown.rows("report") == [{"requirement": "dated", "condition": "s.on is known"}]


def test_publications_say_what_is_withheld(shown):
    assert shown.rows("Publications") == [
        {
            "name": "refusals",
            "counted": "bars.main_grant",
            "for each": "district",
            "withheld below": "5",
            "source": "clause 14",
        }
    ]


def test_every_assumption_is_listed(shown):
    assert shown.rows("Assumptions") == [
        {"where": "parameters.audit_weight", "assumption": "the clause names no figure", "source": "clause 3"}
    ]


def test_every_open_question_is_listed(shown):
    assert shown.rows("Open questions") == [
        {
            "where": "parameters.many_members",
            "value": "not set yet",
            "who decides": "the council sets it each year",
        },
        {"where": "awards.rich_group", "value": "", "who decides": "the ministry"},
    ]


def test_a_figure_that_nobody_has_set_is_an_open_question_whoever_decides_it():
    text = "policy: a\nedition: 1\nparameters: {fee: {value: open, type: number, source: {clause: 9}}}\ndefinitions: {d: fee + 1}\n"
    assert Sections(policyrules.loads(text)).rows("Open questions") == [
        {"where": "parameters.fee", "value": "not set yet", "source": "clause 9"}
    ]


def test_every_sensitive_fact_is_listed(shown):
    [_, listed] = shown.blocks["Sensitive facts"]
    assert listed == Bullets((Code("phone"),))


def test_where_nothing_is_assumed_open_or_sensitive_that_is_said():
    shown = Sections(policyrules.loads("policy: a\nedition: 1\n"))
    for heading in ("Assumptions", "Open questions", "Sensitive facts"):
        assert shown.blocks[heading] == [Paragraph("None.")]


def test_chinese_has_chinese_headings_labels_and_units(chinese):
    assert list(chinese.blocks)[:3] == ["社区资助（community-grant 2026）", "记录应有的事实", "参数"]
    rows = {row["名称"]: row for row in chinese.rows("参数")}
    assert rows["lookback"]["数值"] == "3年"
    assert rows["reading"]["数值"] == '其一 "either"'
    assert chinese.terms("主要资助（main_grant）")["规范强度"] == "不得"


def test_no_english_word_of_ours_is_left_in_chinese():
    assert SHOW_WORDS["zh"].keys() >= SHOW_WORDS["en"].keys()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", sorted(SHOW_WORDS["en"]))
def test_words_take_the_same_values_in_both_languages(key, language):
    holes = set(re.findall(r"\{(\w+)\}", SHOW_WORDS["en"][key]))
    assert set(re.findall(r"\{(\w+)\}", SHOW_WORDS[language][key])) == holes


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_item_occurs_in_every_format(grant, form, language):
    text = re.sub(r"[\\\s]|</?\w+[^>]*>", "", grant.show(format=form, language=language))
    edition = grant.checked.edition
    names = {rule.item.id for rule in rules_of(edition)} | {fact.name for fact in edition.facts}
    assert len(names) > 40
    assert {name for name in names if name not in text} == set()


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found |= {tag, *(name for name, _ in attrs)}


HOSTILE = """\
policy: a
edition: 1
title: "<script>alert(1)</script>"
notice: "<img src=x onerror=alert(1)> | # \\u202e"
facts:
  x: {type: number, label: '"><script>'}
definitions:
  d: {value: x > 1, because: "a | b\\n\\n# c", note: "[link](javascript:x) {0} {language}"}
"""


def test_hostile_wording_makes_no_elements():
    found = Elements(policyrules.loads(HOSTILE).show(format="html")).found
    assert not {"script", "img", "src", "onerror"} & found


def test_hostile_wording_makes_no_markup():
    lines = policyrules.loads(HOSTILE).show(format="markdown").splitlines()
    assert lines[0] == r"# \<script\>alert(1)\</script\> (a 1)"
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    [row] = [line for line in lines if line.startswith("| `d`")]
    assert row == r"| `d` | `x > 1` | a \| b \# c | \[link\](javascript:x) \{0\} \{language\} |"


def test_hostile_wording_does_not_steer_the_terminal():
    assert "\u202e" not in policyrules.loads(HOSTILE).show()


def test_another_language_is_shown_in_english_words(grant):
    assert "Facts of a record" in grant.show(language="fr")


def test_another_format_is_refused(grant):
    with pytest.raises(ValueError, match="format is one of text, markdown, html, yaml, not 'pdf'"):
        grant.show(format="pdf")
