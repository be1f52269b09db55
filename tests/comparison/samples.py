"""Policies to compare."""

from __future__ import annotations

import policyrules

#: One of everything that a policy can say.
WHOLE = """
policy: grant
edition: 2026
title: {en: Grants, zh: 资助}
notice: a sample
note: for tests
status: in-force
in_force: {from: 2026-01-01, until: 2026-12-31}
review_by: 2026-10-31
subject: {is: applicant, id: code}
time_zone: "+08:00"
calendar: {month_end: down}
facts:
  code: {type: text, note: of the register, label: code}
  founded: date
  opened: datetime
  term: period
  wait: {type: duration}
  members: {type: number, min: 0, max: 500, unit: people, label: {en: members, zh: 成员数}}
  rate: {type: percent, fixed: true}
  phone: {type: text, sensitive: true, key: tel}
  district: {choice: {urban: {en: town}, rural: {en: country}, mixed: {en: both}}, unsettled: [mixed]}
  sanctions: {list: {date: date, state: {choice: [confirmed, appealed]}}, size: "2"}
  contact: {record: {city: text}}
  earlier: {decision: other}
  audited: flag
parameters:
  lookback: {value: 3 years, source: {clause: 2(1), quote: within three years}, label: look-back for findings}
  many: {value: open, type: number, min: 0, delegated: the council}
  figures: {value: [1, 2], list: number, assumed: made up}
definitions:
  recent: {value: count(s in sanctions where s.date within lookback before as_of), because: they lapse}
  odd: members in figures or term > 1 year or wait > 2 days or opened > 2026-01-01T00:00:00Z or rate > 95% or phone = "1" or contact.city = "Rome" or earlier.bars.main
tables:
  rating:
    inputs: [members, district]
    output: {choice: [high, low]}
    hit: first
    rows:
      small: {when: ["[0..15]", "-"], then: low, source: {clause: 5}}
      large: {when: ["> 15", "urban, rural"], then: high}
    otherwise: low
  shares:
    inputs: [district]
    rows:
      - {when: [urban], then: {visits: 10, audit: 20}}
      - {when: ["not(urban)"], then: {visits: 20, audit: 10}}
  steps:
    inputs: {level: number}
    rows:
      - {when: ["-"], then: members / 50}
bars:
  main:
    modality: must not
    applies: members > 3
    grounds:
      sanctioned: {when: recent > 0, source: {clause: 2(1)}}
      odd_one: {when: odd or members > many}
  advice:
    modality: should not
    grounds:
      low: {when: rating = "low"}
scorecard:
  round: {to: 0.1, mode: half even}
  indicators:
    visits: {weight: 40, share: members / 100, group: work, source: {clause: 7}}
    reports: {weight: 10, points: steps(members), at_least: "1", at_most: "8"}
    order:
      weight: 20
      deduct:
        per_sanction: {each: recent, points: 0.5, at_most: "5"}
        unaudited: {when: not audited, points: 2}
    plan: {weight: shares.visits + shares.audit, table: shares.visits, applies: audited, otherwise: full}
    audit: {weight: 0, when: audited}
  total: 100
  adjustments:
    spot: {points: -1 * recent, at_least: "-10", at_most: "0", applies: audited}
  limits: {at_least: "0", at_most: "110"}
  grades: {good: ">= 80", fair: "[50..80)", poor: "< 50"}
vetoes:
  concealed:
    when: members = 7
    applies: audited
    effects:
      bottom: {grade: poor}
      held: {grade: at most fair}
      down: {grade: down 1}
      nothing: {score: "0"}
      honours: {deny: all, when: audited, from: founded, for: 1 year}
      money: {stop: subsidy, until: 2027-01-01}
awards:
  best:
    eligible: score.final_grade = "good" and not vetoes.any
    applies: audited
    rank: {by: [score.final_total, {ascending: members}], take: 3, ties: share, per: district}
  second:
    eligible: audited
    rank: {by: members, take: {budget: 100, cost: members}, except: [best]}
duties:
  file:
    modality: must
    by: the applicant
    for: s in sanctions where s.state = "confirmed"
    requires: {evidence: s.date is known}
    due: s.date + 30 days
    applies: audited
publications:
  refusals: {count: bars.main, per: district, suppress_below: 5}
"""


def whole():
    """The policy that says one of everything."""
    return policyrules.loads(WHOLE, name="2026.yaml")


def changed(*pairs, text=WHOLE):
    """The comparison of a policy with itself after these replacements, each of which must be possible once."""
    other = text
    for old, new in pairs:
        assert other.count(old) == 1, old
        other = other.replace(old, new)
    return policyrules.diff(
        policyrules.loads(text, name="2026.yaml"), policyrules.loads(other, name="2027.yaml")
    )
