"""Sensitive values of a suite, and what rests on them, are shown only when revealed."""

import pytest

from policyrules.testing.reporting import suite_text
from testing.suites import HEAD

NUMBER = "12 34"


def text_of(suites, case, *, reveal=False):
    result = suites.run(HEAD + f"cases:\n  - {{name: it, {case}}}\n")
    assert not result.passed
    return suite_text(result, reveal=reveal)


def test_a_failure_does_not_show_the_sensitive_facts_behind_it(suites):
    case = "record: sound, with: {contact: none}, expect: {bars: {advice: clear}}"
    told = text_of(suites, case)
    assert "advised against" in told
    assert "contact = ‹masked›" in told
    assert 'contact = "none"' in text_of(suites, case, reveal=True)


def test_a_value_computed_from_a_sensitive_fact_is_masked_on_both_sides(suites):
    case = "record: sound, expect: {values: {reachable: false}}"
    assert "values.reachable  ‹masked›  ‹masked›" in text_of(suites, case)
    assert "values.reachable  false     true" in text_of(suites, case, reveal=True)


@pytest.mark.parametrize(
    "case",
    [
        f'record: sound, with: {{contact: "{NUMBER}", membrs: 3}}, expect: {{bars: {{advice: clear}}}}',
        f'record: sound, with: {{contact: ["{NUMBER}"]}}, expect: {{bars: {{advice: clear}}}}',
        f'record: sound, with: {{contact: "{NUMBER}"}}, expect: {{bars: {{advise: clear}}}}',
        f'record: sound, expect: {{values: {{reachable: "{NUMBER}"}}}}',
        f'cohort: {{a: {{record: sound, with: {{contact: ["{NUMBER}"]}}}}}}, expect: {{awards: {{first: {{won: []}}}}}}',
    ],
)
def test_the_line_that_an_error_draws_is_covered_where_sensitive_values_stand(suites, case):
    assert NUMBER not in text_of(suites, case)
    assert NUMBER in text_of(suites, case, reveal=True)


def test_the_place_under_a_covered_line_stays_right(suites):
    told = text_of(
        suites, f'record: sound, with: {{contact: "{NUMBER}"}}, expect: {{bars: {{advise: clear}}}}'
    )
    drawn = next(line for line in told.splitlines() if "advise" in line and "|" in line)
    caret = next(line for line in told.splitlines() if "^" in line)
    assert drawn[caret.index("^") : caret.rindex("^") + 1] == "advise"
