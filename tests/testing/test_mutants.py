"""What is changed in an edition to try its suites, and what becomes of the mutants."""

from __future__ import annotations

import pytest

import policyrules
from policyrules.testing.mutants import mutants_of
from policyrules.testing.mutating import mutate
from policyrules.testing.running import run_file
from policyrules.testing.survivors import review
from policyrules.text.diagnostic import Diagnostics

HEAD = "policy: small\nedition: 2026\n"


def changes(text, *, operator=None, place=None):
    """The changes of the mutants of a policy, of one operator or at one place."""
    found = mutants_of(policyrules.loads(HEAD + text).checked.edition)
    return [
        one.change
        for one in found
        if (operator is None or one.operator == operator) and (place is None or one.place == place)
    ]


def of_definition(expression, facts="a: flag\n  b: flag\n  c: flag\n  n: number\n  ns: {list: number}"):
    """The changes of the mutants of one definition."""
    text = f"facts:\n  {facts}\ndefinitions:\n  it: {expression}\n"
    return changes(text, place="definitions.it.value")


def of_parameter(written):
    """The changes of the mutants of one parameter."""
    text = f"parameters:\n  it: {{{written}, assumed: so}}\ndefinitions:\n  used: it\n"
    return changes(text, place="parameters.it")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("value: 5", ["5 -> 4", "5 -> 6"]),
        ("value: 1.50", ["1.5 -> 1.49", "1.5 -> 1.51"]),
        ("value: 3 years", ["3 years -> 35 months", "3 years -> 37 months"]),
        ("value: 1 month", ["1 month -> 0 years", "1 month -> 2 months"]),
        ("value: 10 days", ["10 days -> 9 days", "10 days -> 11 days"]),
        ("value: 36 hours", ["36 hours -> 35 hours", "36 hours -> 37 hours"]),
        ("value: 2026-03-01", ["2026-03-01 -> 2026-02-28", "2026-03-01 -> 2026-03-02"]),
        ("value: true", ["true -> false"]),
        ("choice: [a, b, c], value: b", ["b -> a", "b -> c"]),
        ("type: number, min: 5, value: 5", ["5 -> 6"]),
        ("type: number, value: open", []),
        ("list: number, value: [1, 2]", ["1 -> 0", "1 -> 2", "2 -> 1", "2 -> 3"]),
    ],
)
def test_a_parameter_takes_the_values_beside_its_own(written, expected):
    assert of_parameter(written) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("n >= 3", ["n >= 3 -> n > 3", "3 -> 2", "3 -> 4"]),
        ("n < 15%", ["n < 0.15 -> n <= 0.15", "15% -> 14%", "15% -> 16%"]),
        ("a and b and c", [f"a and b and c -> {rest}" for rest in ("b and c", "a and c", "a and b")]),
        ("a or b", ["a or b -> b", "a or b -> a"]),
        ("not a", ["not a -> a"]),
        ("n is known", ["n is known -> n is unknown"]),
        ("n not in ns", ["n not in ns -> n in ns"]),
        (
            "n between 1 and 2",
            [
                "n between 1 and 2 -> n in (1..2]",
                "n between 1 and 2 -> n in [1..2)",
                "1 -> 0",
                "1 -> 2",
                "2 -> 1",
                "2 -> 3",
            ],
        ),
        (
            "n in [1..2)",
            [
                "n in [1..2) -> n in (1..2)",
                "n in [1..2) -> n in [1..2]",
                "1 -> 0",
                "1 -> 2",
                "2 -> 1",
                "2 -> 3",
            ],
        ),
        (
            "every m in ns satisfies m = n",
            [
                "every m in ns satisfies m = n -> some m in ns satisfies m = n",
                "m = n -> m != n",
            ],
        ),
        (
            "some m in ns satisfies m = n",
            [
                "some m in ns satisfies m = n -> every m in ns satisfies m = n",
                "m = n -> m != n",
            ],
        ),
        ("n + n", []),
    ],
)
def test_an_expression_is_changed_in_one_place_at_a_time(expression, expected):
    assert of_definition(f"'{expression}'") == expected


def test_equal_changes_at_one_place_are_numbered():
    assert of_definition("n + 1 + 1") == ["1 -> 0", "1 -> 2", "1 -> 0 (#2)", "1 -> 2 (#2)"]


def test_an_end_that_rows_share_moves_in_both_of_them():
    text = """
facts: {n: number}
tables:
  share:
    inputs: [n]
    rows:
      - {when: [">= 85%"], then: n}
      - {when: ["< 85%"], then: n}
"""
    assert changes(text, place="tables.share.when.n") == [
        "85% -> 84%",
        "85% -> 86%",
        ">= 0.85 -> > 0.85",
    ]
    edition = policyrules.loads(HEAD + text).checked.edition
    moved = next(one for one in mutants_of(edition) if one.change == ">= 0.85 -> > 0.85")
    assert [row.cells[0].tests[0].operator for row in moved.edition.tables[0].rows] == [">", "<="]


def test_an_end_that_grades_share_moves_in_both_of_them():
    text = """
facts: {n: {type: number, min: 0, max: 10}}
scorecard:
  indicators: {it: {weight: 10, points: n}}
  grades: {good: ">= 5", poor: "< 5"}
"""
    assert changes(text, place="scorecard.grades") == ["5 -> 4", "5 -> 6", ">= 5 -> > 5"]


def test_what_a_rule_is_made_of_is_dropped():
    text = """
facts: {a: flag, b: flag}
bars:
  one: {modality: must not, grounds: {first: {when: a}, second: {when: b}}}
vetoes:
  stop:
    when: a
    effects: {lower: {grade: down 2}, none: {deny: all}}
scorecard:
  indicators: {it: {weight: 10, when: a}}
  grades: {good: ">= 5", fair: "[3..5)", weak: "[1..3)", poor: "< 1"}
"""
    assert changes(text, operator="drop") == [
        "bar one dropped",
        "ground first dropped",
        "ground second dropped",
        "veto stop dropped",
        "effect lower dropped",
        "effect none dropped",
    ]
    assert changes(text, operator="modality") == ["must not -> should not"]
    assert changes(text, operator="effect") == ["down 2 -> down 1", "down 2 -> down 3"]


def test_what_an_effect_stops_is_deferred_and_a_duty_binds_otherwise():
    text = """
facts: {a: flag}
vetoes: {v: {when: a, effects: {one: {stop: grant}, two: {defer: grant}, three: {refer: board}}}}
duties: {d: {modality: should, by: them, requires: {r: a}}}
"""
    assert changes(text, operator="effect") == ["stop -> defer", "defer -> stop"]
    assert changes(text, operator="modality") == ["should -> must"]


def test_the_only_ground_of_a_bar_is_not_dropped():
    text = "facts: {a: flag}\nbars: {one: {modality: should not, grounds: {first: {when: a}}}}\n"
    assert changes(text) == ["bar one dropped", "should not -> must not"]


def test_weights_are_moved_in_pairs():
    text = """
facts: {a: flag}
scorecard:
  total: 10
  indicators:
    x: {weight: 5, when: a}
    y: {weight: 3, when: a}
    z: {weight: 2, when: a}
"""
    assert changes(text, operator="weights") == ["5 and 3 -> 6 and 2", "3 and 2 -> 4 and 1"]


def test_the_weights_of_a_row_are_moved_in_pairs():
    text = """
facts: {k: {choice: [p]}, a: flag}
tables:
  w: {inputs: [k], rows: {one: {when: [p], then: {x: 6, y: 4}}}}
scorecard:
  total: 10
  indicators: {x: {weight: w.x, when: a}, y: {weight: w.y, when: a}}
"""
    assert changes(text, operator="weights") == ["6 and 4 -> 7 and 3"]


def test_bounds_of_facts_take_the_values_beside_their_own():
    text = "facts:\n  xs: {list: {n: {type: number, min: 0}}}\ndefinitions: {it: count(xs)}\n"
    assert changes(text, place="facts.xs.n.min") == ["0 -> -1", "0 -> 1"]


def test_bounds_in_percent_go_by_one_percent():
    text = "facts:\n  n: {type: percent, max: 100%}\ndefinitions: {it: n}\n"
    assert changes(text, place="facts.n.max") == ["100% -> 99%", "100% -> 101%"]


def test_a_mutant_knows_its_line_and_place():
    text = "facts: {n: number}\nparameters:\n  least:\n    value: 5\n    assumed: so\nbars: {b: {modality: must not, grounds: {g: {when: n < least}}}}\n"
    found = mutants_of(policyrules.loads(HEAD + text).checked.edition)
    assert {(one.place, one.span.line) for one in found} == {
        ("parameters.least", 6),
        ("bars.b", 8),
        ("bars.b.modality", 8),
        ("bars.b.grounds.g.when", 8),
    }


def test_an_amendment_has_the_mutants_of_what_it_changes():
    base = policyrules.loads(
        "policy: small\nedition: 1\nin_force: {from: 2026-01-01}\nparameters: {p: {value: 1, assumed: so}, q: {value: 2, assumed: so}}\n"
        "definitions: {used: p + q + 3}\n"
    )
    later = policyrules.loads(
        "policy: small\nedition: 2\namends: 1\nin_force: {from: 2027-01-01}\n"
        "changes: {parameters: {p: {value: 5, assumed: so}}}\nunchanged: [q]\n",
        amends=base,
    )
    assert [one.change for one in mutants_of(later.checked.edition)] == ["5 -> 4", "5 -> 6"]


POLICY = """\
policy: grant
edition: 2026
in_force: {from: 2026-01-01}
facts: {members: number}
parameters: {least: {value: 5, assumed: so}}
bars:
  grant: {modality: must not, grounds: {small: {when: members < least}}}
"""
LAX = """\
suite: grant
as_of: 2026-05-01
cases:
  - {name: few, with: {members: 2}, expect: {bars: {grant: barred}}}
  - {name: many, with: {members: 9}, expect: {bars: {grant: clear}}}
"""
STRICT = """\
suite: grant
as_of: 2026-05-01
cases:
  - {name: just too few, with: {members: 4}, expect: {bars: {grant: barred}}}
  - {name: just enough, with: {members: 5}, expect: {bars: {grant: clear}}}
"""


@pytest.fixture
def tried(tmp_path):
    """What becomes of the mutants of a policy and suite, reviewed by a list where there is one."""

    def tried(suite, listed="", policy=POLICY, jobs=1):
        (tmp_path / "2026.yaml").write_text(policy, encoding="utf-8")
        (tmp_path / "a.test.yaml").write_text(suite, encoding="utf-8")
        if listed:
            (tmp_path / "mutants.yaml").write_text(listed, encoding="utf-8")
        result = run_file(tmp_path / "a.test.yaml")
        assert result.passed
        diagnostics = Diagnostics()
        [found] = review(mutate([result], jobs=jobs), diagnostics)
        return found, [(one.code, one.message) for one in diagnostics.sorted()]

    return tried


def test_a_strict_suite_kills_every_mutant(tried):
    found, _ = tried(STRICT)
    assert found.survivors == ()
    # Both steps of the parameter, the comparison, the modality, and the bar itself.
    assert found.mutation.count("killed") == 5


def test_a_lax_suite_lets_the_edge_survive(tried):
    found, _ = tried(LAX)
    assert [one.change for one in found.survivors] == [
        "5 -> 4",
        "5 -> 6",
        "members < least -> members <= least",
    ]


def test_processes_that_share_the_work_find_the_same(tried):
    grounds = ", ".join(f"g{number}: {{when: members = {number}}}" for number in range(10))
    policy = POLICY.replace("small:", f"{grounds}, small:")
    few = LAX.replace("  - {name: many, with: {members: 9}, expect: {bars: {grant: clear}}}\n", "")
    one, _ = tried(few, policy=policy)
    two, _ = tried(few, policy=policy, jobs=2)
    assert one.survivors
    assert [each.change for each in two.survivors] == [each.change for each in one.survivors]
    assert two.mutation.fates == one.mutation.fates


def test_a_parameter_that_every_case_gives_is_not_tried_by_any(tried):
    found, _ = tried(STRICT.replace("cases:", "parameters: {least: 5}\ncases:"))
    assert [one.change for one in found.survivors] == ["5 -> 4", "5 -> 6"]


def test_a_mutant_that_checking_refuses_is_invalid(tried):
    policy = POLICY + "scorecard: {total: 10, indicators: {it: {weight: 10, share: members / least}}}\n"
    found, _ = tried(STRICT, policy=policy)
    fates = {one.place: fate for one, fate in zip(found.mutation.mutants, found.mutation.fates, strict=True)}
    assert fates["scorecard.indicators.it.weight"] == "invalid"
    assert fates["scorecard.total"] == "invalid"


LISTED = """\
- place: parameters.least
  change: 5 -> 4
  because: nobody has four members
"""


def test_a_survivor_that_is_listed_is_set_apart_with_its_reason(tried):
    found, findings = tried(LAX, LISTED)
    assert [(one.change, because) for one, because in found.listed] == [("5 -> 4", "nobody has four members")]
    assert [one.change for one in found.survivors] == ["5 -> 6", "members < least -> members <= least"]
    assert findings == []


def test_an_entry_for_a_mutant_that_is_killed_is_an_error(tried):
    _, findings = tried(STRICT, LISTED)
    assert findings == [("unused", "a case notices this mutant")]


def test_an_entry_for_no_mutant_is_an_error(tried):
    _, findings = tried(STRICT, LISTED.replace("5 -> 4", "5 -> 3"))
    assert findings == [("unused", "there is no such mutant")]


def test_an_entry_without_a_reason_is_an_error(tried):
    _, findings = tried(LAX, "- {place: parameters.least, change: 5 -> 4}\n")
    assert len(findings) == 1
    assert "because" in findings[0][1]
