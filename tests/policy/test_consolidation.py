"""What an amendment and the edition that it amends make together (docs: language, amendments)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policyrules.policy.digest import digest_of
from policyrules.policy.forms import by_name
from policyrules.policy.reader import read_edition
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml

CASES = yaml.safe_load((Path(__file__).parent / "consolidations.yaml").read_text(encoding="utf-8"))
FIRST = "policy: p\nedition: 1\nin_force: {from: 2026-01-01}\n"
SECOND = "policy: p\nedition: 2\nin_force: {from: 2027-01-01}\n"


def read(*texts):
    """The edition of a chain of texts, which must be without fault."""
    diagnostics = Diagnostics()
    sources = [SourceText(f"{number}.yaml", text) for number, text in enumerate(texts, 1)]
    edition = read_edition(sources[-1], diagnostics, tuple(sources[:-1]))
    assert [one.render() for one in diagnostics.sorted()] == []
    return edition


def settled(base, change):
    """The parameters and tables of the base that a change leaves alone."""
    sections = by_name(read_yaml(SourceText("", base), Diagnostics()))
    changed = by_name(read_yaml(SourceText("", change), Diagnostics()))
    return [
        name
        for section in ("parameters", "tables")
        for name in by_name(sections[section].value if section in sections else None)
        if section not in changed
    ]


def amendment(base, change, head=""):
    return f"{SECOND}amends: 1\n{head}changes:\n  {change}\nunchanged: [{', '.join(settled(base, change))}]\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["is"])
def test_an_amended_edition_is_what_a_whole_file_would_be(case):
    base = FIRST + case["base"]
    amended = read(base, amendment(base, case["change"]))
    whole = read(SECOND + case["whole"])
    assert amended == whole
    assert digest_of(amended) == digest_of(whole)


def test_every_case_changes_something():
    for case in CASES:
        assert read(SECOND + case["base"]) != read(SECOND + case["whole"]), case["is"]


HEAD = """\
title: {en: Grants, zh: 资助}
notice: Old
review_by: 2026-10-31
status: historical
subject: applicant
time_zone: "+08:00"
calendar: {month_end: up}
"""


def test_the_head_is_inherited_but_for_what_an_edition_says_of_itself():
    first = read(FIRST + HEAD)
    edition = read(FIRST + HEAD, f"{SECOND}amends: 1\n")
    assert (edition.edition, edition.status, edition.ends) == ("2", "in-force", None)
    for key in ("title", "notice", "review_by", "subject", "time_zone", "month_end"):
        assert getattr(edition, key) == getattr(first, key)


def test_the_head_is_restated_at_the_top_of_an_amendment():
    head = "title: {zh: 新}\nnotice: repealed\nsubject: {is: group, id: code}\ncalendar: repealed\n"
    edition = read(FIRST + HEAD, amendment(FIRST, "facts: {code: text}", head))
    assert edition.title.texts == (("en", "Grants"), ("zh", "新"))
    assert not edition.notice
    assert edition.month_end == "down"
    assert (edition.subject.noun.texts, edition.subject.id) == ((("", "group"),), "code")


def test_an_amendment_without_changes_is_the_same_edition_again():
    first = FIRST + "parameters: {p: {value: 1, source: {clause: 1}}}\n"
    for changes in ("", "changes:\n", "changes: {}\n"):
        edition = read(first, f"{SECOND}amends: 1\n{changes}unchanged: [p]\n")
        assert edition.parameters == read(first).parameters


def test_amendments_build_on_amendments():
    first = FIRST + "parameters: {p: {value: 1, source: {clause: 1}}, q: {value: 1, source: {clause: 1}}}\n"
    second = (
        SECOND + "amends: 1\nchanges: {parameters: {p: {value: 2, source: {clause: 2}}}}\nunchanged: [q]\n"
    )
    third = (
        second.replace("edition: 2", "edition: 3").replace("amends: 1", "amends: 2").replace("2027", "2028")
    )
    third = third.replace("p: {value: 2", "q: {value: 3").replace("[q]", "[p]")
    edition = read(first, second, third)
    assert [one.value for one in edition.parameters] == [2, 3]
    assert [(one.edition, one.starts.year) for one in edition.amended] == [("1", 2026), ("2", 2027)]


PLACES = """\
parameters: {p: {value: 1, source: {clause: 1}}, q: {value: 1, source: {clause: 1}}}
bars:
  b: {modality: must not, grounds: {g: {when: a > p}, h: {when: a > q}}}
"""


def test_items_stand_in_the_edition_that_last_changed_something_in_them():
    change = "{parameters: {p: {value: 2, source: {clause: 1}}}, bars: {b: {grounds: {g: {label: G}, i: {when: a}}}}}"
    text = f"{SECOND}amends: 1\nchanges: {change}\nunchanged: [q]\n"
    edition = read(FIRST + PLACES, text)
    bar = edition.bars[0]
    items = [*edition.parameters, bar, *bar.grounds]
    places = {one.id: edition.edition_of(one.span) for one in items}
    assert places == {"p": "2", "q": "1", "b": "2", "g": "2", "h": "1", "i": "2"}
    assert [edition.edition_of(ground.when.span) for ground in bar.grounds] == ["1", "1", "2"]
    assert bar.grounds[0].when.span.text == "a > p"
    assert edition.edition_of(edition.span) == "2"
