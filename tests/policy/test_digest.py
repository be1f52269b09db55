"""What the digest of an edition takes for the same (docs: language, seals)."""

from __future__ import annotations

import re

import pytest

import policyrules

BASE = """\
policy: grant
edition: 1
facts:
  a: number
  b: {choice: [x, y, z], unsettled: [y, z]}
  c: {record: {d: flag, e: date}}
parameters:
  p: {value: 1000.50, source: {clause: [1, 2]}}
  q: {value: 36 months, assumed: as last year}
tables:
  t: {inputs: [a], hit: first, rows: [{when: ["< p"], then: {m: 1, n: 2}}, {when: ["< 5"], then: {m: 3, n: 4}}], otherwise: {m: 5, n: 6}}
bars:
  one: {modality: must not, grounds: {g: {when: c.d and a > 1}, h: {when: as_of + q > c.e}}}
  two: {modality: should not, grounds: {g: {when: b = "x"}}}
scorecard:
  indicators: {i: {weight: 10, deduct: {late: {each: a, points: t.m}, bad: {when: c.d, points: 2}}}, j: {weight: 5, points: 2}}
  adjustments: {k: {points: 1}, l: {points: -1}}
  grades: {good: ">= 5", poor: "< 5"}
vetoes:
  v: {when: a = 3, effects: {out: {deny: all}, last: {grade: poor}}}
  w: {when: a = 4, effects: {out: {deny: all}}}
awards:
  first: {eligible: score.final_total > 3}
  other: {eligible: a > 3}
duties:
  report: {modality: must, by: the applicant, requires: {sent: {when: c.d}, dated: {when: c.e is known}}}
  visit: {modality: should, by: the council, requires: {done: {when: c.d}}}
"""


def digest(text):
    return policyrules.loads(text).digest


def exchanged(old, new):
    assert BASE.count(old) == 1, old
    return BASE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1000.50", "1_000.5"),
        ("36 months", "3 years"),
        ("c.d and a > 1", "((c.d) and a>1.0)"),
        ('b = "x"', "b = 'x'"),
        ("unsettled: [y, z]", "unsettled: [z, y]"),
        ("{d: flag, e: date}", "{e: date, d: flag}"),
        (
            "effects: {out: {deny: all}, last: {grade: poor}}",
            "effects: {last: {grade: poor}, out: {deny: all}}",
        ),
        (
            "{sent: {when: c.d}, dated: {when: c.e is known}}",
            "{dated: {when: c.e is known}, sent: {when: c.d}}",
        ),
        (
            "  first: {eligible: score.final_total > 3}\n  other: {eligible: a > 3}\n",
            "  other: {eligible: a > 3}\n  first: {eligible: score.final_total > 3}\n",
        ),
        ("edition: 1\n", "edition: 1\ntime_zone: Z\nstatus: in-force\ncalendar: {month_end: down}\n"),
        ("edition: 1\n", "edition: 1\nlanguage: 1\n"),
        ("adjustments:", "round: {to: 0.01, mode: half up}\n  adjustments:"),
        ("a: number", "a: {type: number, label: how many, note: new, sensitive: false}"),
        ("eligible: a > 3", "eligible: a > 3, label: the other one, because: of that, note: new"),
    ],
)
def test_what_means_the_same_has_the_same_digest(old, new):
    assert digest(exchanged(old, new)) == digest(BASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1000.50", "1000.51"),
        ("clause: [1, 2]", "clause: [1, 3]"),
        ("as last year", "as ever"),
        ("unsettled: [y, z]", "unsettled: [z]"),
        ("a: number", "a: {type: number, sensitive: true}"),
        ("then: {m: 1, n: 2}", "then: {m: 2, n: 1}"),
        ("c.d and a > 1", "a > 1 and c.d"),
        ("should not", "must not"),
        ("i: {weight: 10", "ii: {weight: 10"),
        (
            "{late: {each: a, points: t.m}, bad: {when: c.d, points: 2}}",
            "{bad: {when: c.d, points: 2}, late: {each: a, points: t.m}}",
        ),
        ("modality: must, by: the applicant", "modality: must, by: the council"),
        ("modality: must, by: the applicant", "modality: should, by: the applicant"),
        ("eligible: a > 3", "eligible: a > 3, applies: c.d"),
        ("edition: 1\n", "edition: 2\n"),
        ("edition: 1\n", "edition: 1\ntime_zone: '+08:00'\n"),
        ("edition: 1\n", "edition: 1\nstatus: historical\n"),
        ("edition: 1\n", "edition: 1\nreview_by: 2026-01-01\n"),
        ("edition: 1\n", "edition: 1\nin_force: {from: 2026-01-01}\n"),
    ],
)
def test_what_means_something_else_has_another_digest(old, new):
    assert digest(exchanged(old, new)) != digest(BASE)


def test_outputs_by_name_have_no_order():
    turned = re.sub(r"\{m: (\d), n: (\d)\}", r"{n: \2, m: \1}", BASE)
    assert turned != BASE
    assert digest(turned) == digest(BASE)


def test_rows_that_are_tried_one_after_the_other_keep_their_order():
    one, other = '{when: ["< p"], then: {m: 1, n: 2}}', '{when: ["< 5"], then: {m: 3, n: 4}}'
    turned = exchanged(f"[{one}, {other}]", f"[{other}, {one}]")
    assert digest(turned) != digest(BASE)


def test_the_digest_of_a_published_policy_stays_what_it_was_in_later_versions():
    # Decisions and seals hold it, so a new version of the engine that gives another one breaks both.
    text = """
policy: grant
edition: 2026
in_force: {from: 2026-01-01}
facts: {members: {type: number, min: 0}, audited: flag}
parameters: {fewest: {value: 5, source: {clause: 2(1)}}}
bars: {small: {modality: must not, source: {clause: 2}, grounds: {few: {when: members < fewest}}}}
scorecard: {indicators: {size: {weight: 10, share: members / 100}}, grades: {good: ">= 5", poor: "< 5"}}
vetoes: {unaudited: {when: not audited, effects: {last: {grade: poor}}}}
"""
    assert digest(text) == "sha256:4b15a3c1283db1cb557ff00b9cf8c1db8dbc121261df1757fd66e5f5fc6b6d44"
