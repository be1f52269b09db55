"""A policy that uses everything that an edition can say, for tests of what is shown of it."""

GRANT = """\
policy: community-grant
edition: 2026
title: {en: Community grants, zh: 社区资助}
notice: {en: For trying only., zh: 仅供试用。}
note: written for tests
in_force: {from: 2026-01-01}
review_by: 2026-10-31
subject: {is: {en: applicant, zh: 申请人}, id: code}
time_zone: "+08:00"
facts:
  code: text
  members: {type: number, min: 0, unit: people, label: {en: number of members, zh: 成员数}}
  rate: {type: percent, min: 0, max: 100%}
  phone: {type: text, sensitive: true, note: never printed}
  issuer: {type: text, key: is}
  sanctions:
    list:
      on: date
      state: {choice: {confirmed: {en: confirmed, zh: 已确认}, appealed: {zh: 申诉中}}, unsettled: [appealed]}
  visits: {list: flag, size: months}
  months: {type: number, min: 1, max: 12}
  district: {choice: [urban, rural]}
  funds: number
parameters:
  lookback: {value: 3 years, source: {clause: 2(1), quote: within three years, document: Opinion}}
  audit_weight: {value: 20, source: {clause: 3}, assumed: the clause names no figure}
  many_members: {value: open, type: number, min: 0, delegated: the council sets it each year}
  reading: {choice: {either: {en: one of them, zh: 其一}, both: {}}, value: either, source: {clause: 4}}
  quota: {type: percent, value: 95%, source: {clause: 5}}
definitions:
  recent: list(s for s in sanctions where s.state = "confirmed" and s.on within lookback before as_of)
  large: {value: members >= many_members, label: {en: large group, zh: 大型团体}, because: size matters, note: see below}
tables:
  points_for_members:
    source: {clause: 6}
    inputs: [members, district]
    rows:
      few: {when: ["< 10", "-"], then: 5, because: little effect}
      many: {when: ["-", urban], then: 10}
    hit: first
    otherwise: "0"
bars:
  main_grant:
    modality: must not
    label: {en: the main grant, zh: 主要资助}
    applies: district = "urban"
    source: {clause: 2}
    grounds:
      sanctioned: {when: count(recent) > 0, source: {clause: 2(1)}, because: {en: trust, zh: 信任}}
      too_large: {when: large}
  advice:
    modality: should not
    source: {clause: 2}
    grounds:
      dear: {when: 'rate > quota and reading = "either"'}
scorecard:
  total: 100
  indicators:
    attended: {weight: 60, share: count(v in visits where v) / months, group: work, label: {en: attendance, zh: 出勤}, source: {clause: 7}}
    clean_record:
      weight: 40 - audit_weight
      deduct:
        per_sanction: {each: count(recent), points: 0.5, at_most: 5}
      source: {clause: 8}
    size: {weight: audit_weight, table: points_for_members, at_most: 15, source: {clause: 9}}
  adjustments:
    prize: {points: 3, at_most: 5, source: {clause: 10}, applies: district = "rural"}
  limits: {at_least: 0, at_most: 100}
  grades:
    excellent: {when: ">= 90", label: {en: excellent, zh: 优秀}}
    fail: "< 90"
vetoes:
  concealed:
    when: some s in sanctions satisfies s.state is unknown
    source: {clause: 11}
    effects:
      bottom: {grade: fail}
      honours: {deny: all, for: 1 year}
      money: {stop: subsidy, when: members > 3, from: as_of}
awards:
  best_group:
    eligible: score.final_grade = "excellent"
    rank: {by: [score.final_total, {ascending: members}], take: 3, ties: share, per: district}
    source: {clause: 12}
  rich_group:
    eligible: "true"
    rank: {by: [members], take: {budget: 1_000, cost: funds}, ties: review, except: [best_group]}
    delegated: the ministry
duties:
  report:
    modality: must
    by: {en: the applicant, zh: 申请单位}
    for: s in sanctions where s.state = "confirmed"
    requires: {dated: s.on is known}
    due: s.on + 30 days
    source: {clause: 13}
publications:
  refusals: {count: bars.main_grant, per: district, suppress_below: 5, source: {clause: 14}}
"""
