"""Clause by rule by test."""

import pytest

import policyrules
from policyrules.testing.matrix import read_matrix

PACK = "title: Grants\ndocuments: {rules: {file: rules.txt}}\nplanned: [honours]\n"
CLAUSES = """\
clauses:
  1: {quote: a preface, disposition: text only, reason: it decides nothing}
  2: {quote: no grant, disposition: encoded, carried_by: [grant]}
  2(1): {quote: who was fined, disposition: encoded}
  3: {quote: points, disposition: encoded}
  4: {quote: honours, disposition: encoded, carried_by: [honours]}
  5: {quote: the council, disposition: delegated, to: the council}
"""
POLICY = """\
policy: grant
edition: 2026
facts: {fined: flag, late: number}
parameters:
  limit: {value: 3, source: {clause: "2(1)"}}
bars:
  main:
    modality: must not
    source: {clause: 2}
    grounds:
      fined: {when: fined, source: {clause: "2(1)"}}
      late: {when: late > limit}
scorecard:
  total: 10
  indicators:
    punctual: {weight: 10, when: late = 0, source: {clause: 3}}
vetoes:
  fraud:
    when: fined
    source: {clause: 2}
    effects:
      nothing: {score: 0, source: {clause: 3}}
"""
SUITE = """\
suite: grant
as_of: 2026-05-01
records:
  sound: {fined: false, late: 0}
cases:
"""


@pytest.fixture
def pack(tmp_path):
    def make(cases="", policy=POLICY):
        (tmp_path / "grant").mkdir(exist_ok=True)
        (tmp_path / "pack.yaml").write_text(PACK)
        (tmp_path / "clauses.yaml").write_text(CLAUSES)
        (tmp_path / "rules.txt").write_text("a preface no grant who was fined points honours the council")
        (tmp_path / "grant" / "2026.yaml").write_text(policy)
        if cases:
            (tmp_path / "grant" / "grant.test.yaml").write_text(SUITE + cases)
        return tmp_path

    return make


def rules_of(matrix, clause):
    [row] = [row for row in matrix.rows if row.clause.id == clause]
    return {one.rule.path: [case.name for case in one.cases] for one in row.rules}


def test_clauses_stand_in_the_order_of_their_file(pack):
    assert [row.clause.id for row in read_matrix(pack()).rows] == ["1", "2", "2(1)", "3", "4", "5"]


def test_a_clause_has_the_rules_that_cite_it_and_parts_of_rules_that_cite_nothing_else(pack):
    matrix = read_matrix(pack())
    assert set(rules_of(matrix, "2")) == {"bars.main", "bars.main.grounds.late", "vetoes.fraud"}
    assert set(rules_of(matrix, "2(1)")) == {"parameters.limit", "bars.main.grounds.fined"}
    assert rules_of(matrix, "4") == {}


@pytest.mark.parametrize(
    ("expected", "clause", "rule"),
    [
        ("bars: {main: clear}", "2", "bars.main"),
        ("grounds: {main: [fined]}", "2", "bars.main"),
        ("grounds: {main: [fined]}", "2(1)", "bars.main.grounds.fined"),
        ("score: {punctual: 10}", "3", "scorecard.indicators.punctual"),
        ("vetoes: {fraud: clear}", "2", "vetoes.fraud"),
        ("effects: {fraud: {nothing: {state: in effect}}}", "3", "vetoes.fraud.effects.nothing"),
    ],
)
def test_a_case_tries_the_rules_that_it_expects_something_of(pack, expected, clause, rule):
    case = f"  - {{name: a case, record: sound, expect: {{{expected}}}}}\n"
    assert rules_of(read_matrix(pack(case)), clause)[rule] == ["a case"]


def test_a_case_that_names_a_rule_twice_stands_once_beside_it(pack):
    case = "  - {name: a case, record: sound, expect: {bars: {main: clear}, grounds: {main: []}}}\n"
    assert rules_of(read_matrix(pack(case)), "2")["bars.main"] == ["a case"]


def test_a_case_tries_the_parameter_to_which_it_gives_another_value(pack):
    case = "  - {name: a case, record: sound, parameters: {limit: 5}, expect: {bars: {main: clear}}}\n"
    found = rules_of(read_matrix(pack(case)), "2(1)")
    assert found == {"parameters.limit": ["a case"], "bars.main.grounds.fined": []}


def test_a_case_does_not_try_rules_that_it_does_not_name(pack):
    case = "  - {name: a case, record: sound, expect: {grounds: {main: []}}}\n"
    found = rules_of(read_matrix(pack(case)), "2")
    assert found == {"bars.main": ["a case"], "bars.main.grounds.late": [], "vetoes.fraud": []}


def test_encoded_clauses_without_rule_or_test_are_gaps_and_others_are_not(pack):
    case = "  - {name: a case, record: sound, expect: {bars: {main: clear}}}\n"
    matrix = read_matrix(pack(case))
    assert [(row.clause.id, row.lacks) for row in matrix.gaps] == [
        ("2(1)", "test"),
        ("3", "test"),
        ("4", "rule"),
    ]


def test_a_rule_of_several_editions_stands_once(pack):
    folder = pack()
    (folder / "grant" / "2027.yaml").write_text(POLICY.replace("edition: 2026", "edition: 2027"))
    [row] = [row for row in read_matrix(folder).rows if row.clause.id == "3"]
    [indicator, effect] = row.rules
    assert (indicator.rule.path, indicator.editions) == ("scorecard.indicators.punctual", ("2026", "2027"))
    assert effect.rule.item.span.source.name.endswith("2027.yaml")


@pytest.mark.parametrize("broken", ["pack.yaml", "clauses.yaml", "grant/2026.yaml", "grant/grant.test.yaml"])
def test_a_file_that_cannot_be_used_is_an_error_and_no_empty_row(pack, broken):
    folder = pack("  - {name: a, record: sound, expect: {bars: {main: clear}}}\n")
    (folder / broken).write_text("nonsense: 1\n")
    with pytest.raises(policyrules.PolicyError):
        read_matrix(folder)
