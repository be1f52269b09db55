"""Every edition can be shown, and the consolidated text of an amended one means the same (docs: laws)."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from policyrules.policy.citations import rules_of
from policyrules.policy.formatting import formatted
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from strategies.amendments import amend
from strategies.cases import cases
from strategies.effort import examples
from strategies.layouts import Layout


@examples(15)
@given(cases(), st.data())
def test_the_consolidated_text_reads_back_to_the_same_digest(case, data):
    def draw(number):
        return data.draw(st.integers(0, number - 1))

    before = case.draft.data | {"edition": "2026", "in_force": {"from": "2026-01-01"}}
    amendment, _ = amend(draw, before, 2027, data.draw(st.integers(1, 5), label="changes"))
    seed = data.draw(st.integers(0, 10**6), label="layout")
    try:
        base = policyrules.loads(Layout(seed).text(before))
        amended = policyrules.loads(Layout(seed + 1).text(amendment), amends=base)
    except policyrules.PolicyError:
        assume(False)
    text = amended.show(format="yaml")
    shown = policyrules.loads(text)
    assert shown.digest == amended.digest
    assert shown.checked.edition == amended.checked.edition
    assert formatted(SourceText("", text), Diagnostics()) == text


@examples(15)
@given(cases(), st.sampled_from(["text", "markdown", "html"]), st.sampled_from(["en", "zh"]))
def test_every_rule_of_an_edition_is_shown(case, form, language):
    shown = "".join(case.policy.show(format=form, language=language).replace("\\", "").split())
    assert [rule.path for rule in rules_of(case.policy.checked.edition) if rule.item.id not in shown] == []
