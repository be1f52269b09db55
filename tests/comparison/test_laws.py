"""What holds of every two editions, whatever they say."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from comparison.samples import whole
from comparison.variants import few
from policyrules.comparison.differences import differences
from policyrules.comparison.undoing import restored
from policyrules.policy.digest import digest_of
from strategies.effort import examples
from strategies.layouts import Layout
from strategies.policies import drafts


def loaded(draft, seed=0):
    try:
        return policyrules.loads(draft.text(Layout(seed)))
    except policyrules.PolicyError:
        assume(False)


@examples(20)
@given(drafts(), drafts())
def test_editions_differ_in_meaning_exactly_if_their_digests_do(one, other):
    old, new = loaded(one), loaded(other)
    assert policyrules.diff(old, new).same_meaning is (old.digest == new.digest)


@examples(15)
@given(drafts(), st.integers(1, 10**6))
def test_layout_is_no_change(draft, seed):
    found = policyrules.diff(loaded(draft), loaded(draft, seed))
    assert found.same_meaning
    assert {one.kind for one in found.changes} <= {"reordered"}


@examples(20)
@given(drafts(), drafts())
def test_with_every_change_taken_back_the_old_edition_is_left(one, other):
    old, new = loaded(one).checked.edition, loaded(other).checked.edition
    units = dict.fromkeys(change.unit for change in differences(old, new) if change.alters)
    assert digest_of(restored(old, new, units)) == digest_of(old)


@examples(6)
@given(drafts(), drafts())
def test_a_report_can_be_made_of_any_two_editions(one, other):
    found = policyrules.diff(loaded(one), loaded(other))
    for language in ("en", "zh"):
        for form in ("text", "markdown", "json"):
            assert found.report(format=form, language=language, wording=True)


def test_a_change_of_any_attribute_is_undone_by_its_unit():
    edition = whole().checked.edition
    digest = digest_of(edition)
    for kind, attribute, wording, other in few(edition):
        if wording:
            continue
        units = dict.fromkeys(change.unit for change in differences(edition, other) if change.alters)
        assert digest_of(restored(edition, other, units)) == digest, (kind, attribute)
