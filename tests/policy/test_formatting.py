"""The normal layout of policy files, amendments and suites (docs: command line, format)."""

import pytest

from policyrules.policy.formatting import formatted
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText


def layout_of(text):
    diagnostics = Diagnostics()
    new = formatted(SourceText("t.yaml", text), diagnostics)
    assert new is not None, diagnostics.sorted()
    return new


MESSY = """\


#  a grant
policy :  grant
edition: 2026\t
facts:
    # how many
    members:   { type : number ,min: 0 }   # people


    audited: flag
definitions:
      large:   members  >=   40
      small: 'not  large'
bars:
   main:
      modality: must not
      grounds:
         late: {when: "not  audited", source: {clause: 2(1)}}
tables:
   points:
      inputs: [  members ]
      rows:
      -   {when: ["<  5"], then: 1  +  1}
      - {when: [">=   5"], then: 3}
"""
NORMAL = """\
#  a grant
policy: grant
edition: 2026

facts:
  # how many
  members: {type: number, min: 0}   # people

  audited: flag

definitions:
  large: members >= 40
  small: 'not large'

bars:
  main:
    modality: must not
    grounds:
      late: {when: "not audited", source: {clause: 2(1)}}

tables:
  points:
    inputs: [members]
    rows:
      - {when: ["< 5"], then: 1 + 1}
      - {when: [">= 5"], then: 3}
"""


def test_a_messy_policy_takes_its_normal_layout():
    assert layout_of(MESSY) == NORMAL


def test_the_normal_layout_is_normal():
    assert layout_of(NORMAL) == NORMAL


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_line_feeds(end):
    assert layout_of(MESSY.replace("\n", end)) == NORMAL


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("a  and\tb", "a and b"),
        ('"a  and b"', '"a and b"'),
        ("'x  =  \"two  words\"'", "'x = \"two  words\"'"),
        ("x  =  'two  words'", "x = 'two  words'"),
    ],
)
def test_the_words_of_an_expression_stand_one_blank_apart(written, normal):
    text = "policy: p\nedition: 1\n\ndefinitions:\n  d: {}\n"
    assert layout_of(text.format(written)) == text.format(normal)


@pytest.mark.parametrize(
    "written",
    [
        "x = 'two  words'",
        "'x = ''two  words'''",
        "\"x = 'a\\tb'\"",
        "a  and and",
        ">\n    a  and\n      b",
        "a\n    and  b",
    ],
)
def test_an_expression_that_is_not_understood_or_has_lines_of_its_own_stays(written):
    text = f"policy: p\nedition: 1\n\ndefinitions:\n  d: {written}\n"
    assert layout_of(text) == text


@pytest.mark.parametrize("place", ["note: two  blanks", "title: {en: two  blanks}"])
def test_texts_for_people_stay(place):
    text = f"policy: p\nedition: 1\n{place}\n"
    assert layout_of(text) == text


def test_what_a_table_calls_its_columns_stays():
    text = 'policy: p\nedition: 1\n\ntables:\n  t:\n    inputs: ["a  + b"]\n'
    assert layout_of(text) == text


@pytest.mark.parametrize("option", ["very  good", "a  + b"])
def test_an_option_with_two_blanks_stays(option):
    text = (
        "policy: p\nedition: 1\n\n"
        f"facts:\n  f: {{choice: [{option}]}}\n\n"
        f"tables:\n  t:\n    inputs: [f]\n    output: {{choice: [{option}]}}\n"
        f"    rows:\n      - {{when: [{option}], then: {option}}}\n"
    )
    assert layout_of(text) == text


def test_the_cells_of_an_amendment_stay_since_they_may_be_options():
    text = "policy: p\nedition: 2\namends: 1\n\nchanges:\n  tables:\n    t: {rows: [{when: [a  + b], then: c  + d}]}\n"
    assert layout_of(text) == text


def test_what_is_no_edition_has_no_expressions():
    text = "suite: p\nbars: {b: {applies: a  + b}}\n"
    assert layout_of(text) == text


def test_the_expressions_of_an_amendment_are_found_too():
    text = "policy: p\nedition: 2\namends: 1\nchanges:\n   definitions:\n      d: a  + b\n"
    assert layout_of(text) == "policy: p\nedition: 2\namends: 1\n\nchanges:\n  definitions:\n    d: a + b\n"


def test_a_suite_is_laid_out_and_its_texts_stay():
    text = "suite: p\nrecords:\n    sound: { code: a  b }\ncases:\n-   name: one  two\n"
    assert layout_of(text) == ("suite: p\n\nrecords:\n  sound: {code: a  b}\n\ncases:\n  - name: one  two\n")


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "a: &b 1\n", "a: [\n", "", "a: \u202e\n", "---\na: 1\n---\nb: 1\n"]
)
def test_what_cannot_be_read_is_refused_with_an_error(text):
    diagnostics = Diagnostics()
    assert formatted(SourceText("t.yaml", text), diagnostics) is None
    assert diagnostics.errors
