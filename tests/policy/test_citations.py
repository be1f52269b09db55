"""The rules of an edition, each with its path and where it comes from."""

import policyrules
from policyrules.policy.citations import rules_of

POLICY = """
policy: grant
edition: 2026
facts: {points: number, fined: flag, late: number}
parameters:
  limit: {value: 5, assumed: usual}
bars:
  main_grant:
    modality: must not
    source: {clause: [1, 2]}
    grounds:
      fined: {when: fined}
      many: {when: points > limit, source: {clause: 3}}
      late: {when: late > 3, assumed: usual}
scorecard:
  total: 10
  indicators:
    punctual:
      weight: 10
      source: {clause: 4}
      deduct:
        late: {each: late, points: 1}
  grades: {pass: ">= 5", fail: "< 5"}
vetoes:
  fraud:
    when: fined
    effects:
      bottom: {grade: fail, source: {clause: 6}}
"""


def rules():
    return {rule.path: rule for rule in rules_of(policyrules.loads(POLICY).checked.edition)}


def test_every_named_item_is_listed_by_its_keys_in_the_file():
    assert set(rules()) == {
        "parameters.limit",
        "bars.main_grant",
        "bars.main_grant.grounds.fined",
        "bars.main_grant.grounds.many",
        "bars.main_grant.grounds.late",
        "scorecard.indicators.punctual",
        "scorecard.indicators.punctual.deduct.late",
        "scorecard.grades.pass",
        "scorecard.grades.fail",
        "vetoes.fraud",
        "vetoes.fraud.effects.bottom",
    }


def test_a_part_without_clauses_has_those_of_its_rule():
    found = rules()
    assert found["bars.main_grant.grounds.fined"].provenance.clauses == ("1", "2")
    assert found["scorecard.indicators.punctual.deduct.late"].provenance.clauses == ("4",)


def test_a_part_with_clauses_keeps_its_own():
    assert rules()["bars.main_grant.grounds.many"].provenance.clauses == ("3",)


def test_an_assumption_of_a_part_stands_beside_the_clauses_of_its_rule():
    provenance = rules()["bars.main_grant.grounds.late"].provenance
    assert (provenance.clauses, provenance.assumed) == (("1", "2"), "usual")


def test_a_rule_that_says_nothing_of_its_source_is_told():
    assert [path for path, rule in rules().items() if rule.unsourced] == ["vetoes.fraud"]


def test_kind_modality_and_key_are_told():
    found = rules()
    bar, indicator = found["bars.main_grant"], found["scorecard.indicators.punctual"]
    assert (bar.kind, bar.modality, bar.key) == ("bar", "must not", "grant/bars.main_grant")
    assert (indicator.kind, indicator.modality) == ("indicator", "")
    assert found["bars.main_grant.grounds.fined"].kind == "ground"
