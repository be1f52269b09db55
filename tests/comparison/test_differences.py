"""Every attribute of every part of an edition is compared (docs: comparing)."""

from __future__ import annotations

import json

import attrs
import pytest

import policyrules
from comparison.samples import WHOLE, changed, whole
from comparison.variants import few
from policyrules.comparison.changes import Change
from policyrules.comparison.differences import differences
from policyrules.comparison.report import change_data
from policyrules.comparison.sentences import sentence
from policyrules.policy import model, types
from policyrules.policy.digest import digest_of

EDITION = whole().checked.edition
#: Of these there is nothing within an edition.
NOWHERE = {"AnyType", "ResultsType", "Item", "AmendedEdition"}


def only(*pairs):
    """The one change of meaning that these replacements make."""
    (change,) = changed(*pairs).altering
    return change


def test_an_edition_does_not_differ_from_itself():
    assert differences(EDITION, EDITION) == ()


def test_a_change_of_any_attribute_is_found_and_is_one_of_meaning_if_the_digest_covers_it():
    digest = digest_of(EDITION)
    for kind, attribute, wording, other in few(EDITION):
        found = differences(EDITION, other)
        assert found, (kind, attribute)
        if wording:
            assert {(one.kind, one.alters) for one in found} == {("reworded", False)}, (kind, attribute)
        same = digest_of(other) == digest
        assert any(one.alters for one in found) is not same, (kind, attribute)
        for change in found:
            assert all(sentence(change, language) for language in ("en", "zh"))
            assert json.loads(json.dumps(change_data(change)))["key"] == change.key


def test_the_variants_leave_no_attribute_of_the_model_out():
    looked_at = {(kind, attribute) for kind, attribute, _, _ in few(EDITION)}
    classes = {
        one
        for module in (model, types)
        for one in vars(module).values()
        if isinstance(one, type) and attrs.has(one) and one.__module__ == module.__name__
    }
    wanted = {
        (one.__name__, attribute.name)
        for one in classes
        if one.__name__ not in NOWHERE
        for attribute in attrs.fields(one)
        if attribute.eq is not False or attribute.metadata.get("wording")
    }
    assert wanted - looked_at == set()


def test_layout_makes_no_difference():
    spread = WHOLE.replace("count: bars.main, per", "count:   bars.main,\n    per").replace("# ", "#  ")
    again = policyrules.loads("# a comment\n" + spread, name="other.yaml")
    assert policyrules.diff(whole(), again).changes == ()


def test_an_expression_is_compared_as_a_tree():
    assert changed(("recent > 0", "(recent)  >  0")).changes == ()


def test_a_figure_of_another_form_is_the_same():
    assert changed(("  total: 100", "  total: 100.0")).changes == ()


@pytest.mark.parametrize(
    ("pair", "key"),
    [
        (("value: 3 years", "value: 5 years"), "parameters.lookback"),
        (("odd or members > many", "odd or members >= many"), "bars.main.grounds.odd_one"),
        (("weight: 40, share", "weight: 45 - 5, share"), "score.visits.weight"),
        (("modality: should not", "modality: must not"), "bars.advice.modality"),
        (("from: 2026-01-01, until", "from: 2026-01-02, until"), "in_force.from"),
        (("month_end: down", "month_end: up"), "calendar.month_end"),
        (("min: 0, max: 500", "min: 0, max: 501"), "facts.members.max"),
        (("code: {type: text", "code: {type: number"), "facts.code.type"),
        (("{city: text}", "{city: {type: text, sensitive: true}}"), "facts.contact.city.sensitive"),
        (("[confirmed, appealed]", "[confirmed, appealed, closed]"), "facts.sanctions.state.options"),
        (("hit: first", "hit: any"), "tables.rating.hit"),
        (
            ("then: {visits: 10, audit: 20}", "then: {visits: 5 + 5, audit: 20}"),
            "tables.shares.rows.1.then.visits",
        ),
        (('at_most: "110"', 'at_most: "120"'), "score.limits.at_most"),
        (("to: 0.1", "to: 1"), "score.round.to"),
        (('good: ">= 80"', 'good: "[80..110]"'), "score.grades.good.when"),
        (("for: 1 year", "for: 2 years"), "vetoes.concealed.effects.honours.for"),
        (("{grade: poor}", "{grade: fair}"), "vetoes.concealed.effects.bottom.consequence"),
        (("take: 3", "take: 4"), "awards.best.rank.take.count"),
        (("s.date + 30 days", "s.date + 31 days"), "duties.file.due"),
        (("suppress_below: 5", "suppress_below: 6"), "publications.refusals.suppress_below"),
        (("source: {clause: 7}", "source: {clause: 8}"), "score.visits.source"),
    ],
)
def test_a_change_goes_by_the_key_of_what_changed(pair, key):
    found = changed(pair)
    assert key in [one.key for one in found.altering]


def test_a_change_holds_what_was_and_what_is_with_their_places():
    change = only(("value: 3 years", "value: 5 years"))
    assert (change.kind, change.old.months, change.new.months) == ("changed", 36, 60)
    assert change.provenance.clauses == ("2(1)",)
    assert (change.old_span.place, change.new_span.place) == ("2026.yaml:28:3", "2027.yaml:28:3")


def test_a_new_item_and_one_that_is_gone_are_told_once():
    found = changed(('      low: {when: rating = "low"}', '      poor: {when: rating = "low"}'))
    assert [(one.kind, one.key) for one in found.altering] == [
        ("added", "bars.advice.grounds.poor"),
        ("repealed", "bars.advice.grounds.low"),
    ]


def test_a_whole_scorecard_can_come_and_go():
    with_card = "policy: a\nedition: 1\nfacts: {x: number}\nbars: {b: {modality: must not, grounds: {g: {when: x > 1}}}}\n"
    card = "scorecard: {indicators: {i: {weight: 10, points: x}}}\n"
    without, having = policyrules.loads(with_card), policyrules.loads(with_card + card)
    assert [(one.kind, one.key) for one in policyrules.diff(without, having).changes] == [("added", "score")]
    assert [(one.kind, one.key) for one in policyrules.diff(having, without).changes] == [
        ("repealed", "score")
    ]


def test_bars_in_another_order_mean_the_same():
    lines = WHOLE.splitlines(keepends=True)
    start, end, after = (lines.index(f"{name}:\n") for name in ("  main", "  advice", "scorecard"))
    turned = "".join([*lines[:start], *lines[end:after], *lines[start:end], *lines[after:]])
    found = policyrules.diff(whole(), policyrules.loads(turned))
    assert found.same_meaning
    (change,) = found.reordered
    assert (change.key, change.old, change.new) == ("bars", ("main", "advice"), ("advice", "main"))


def test_rows_of_a_first_table_in_another_order_mean_something_else():
    small = '      small: {when: ["[0..15]", "-"], then: low, source: {clause: 5}}\n'
    large = '      large: {when: ["> 15", "urban, rural"], then: high}\n'
    change = only((small + large, large + small))
    assert (change.kind, change.key, change.new) == ("reordered", "tables.rating.rows", ("large", "small"))


def test_a_row_that_comes_into_a_list_does_not_change_those_below_it():
    text = "policy: a\nedition: 1\nfacts: {x: number}\ntables: {t: {inputs: [x], hit: first, rows: [%s]}}\nbars: {b: {modality: must not, grounds: {g: {when: t > 1}}}}\n"
    rows = ['{when: ["< 5"], then: 1}', '{when: ["-"], then: 2}']
    old = policyrules.loads(text % ", ".join(rows))
    new = policyrules.loads(text % ", ".join(['{when: ["< 2"], then: 0}', *rows]))
    assert [(one.kind, one.key) for one in policyrules.diff(old, new).changes] == [
        ("added", "tables.t.rows.1")
    ]


def test_labels_are_wording():
    found = changed(("label: look-back for findings", "label: window"))
    assert found.same_meaning
    (change,) = found.reworded
    assert isinstance(change, Change)
    assert change.key == "parameters.lookback.label"


def test_labels_of_choices_are_wording():
    assert [one.key for one in changed(("{en: town}", "{en: city}")).reworded] == ["facts.district.labels"]


def test_editions_of_different_policies_are_not_compared():
    other = policyrules.loads(WHOLE.replace("policy: grant", "policy: prize"))
    with pytest.raises(ValueError, match="`grant` and `prize` are different policies"):
        policyrules.diff(whole(), other)
