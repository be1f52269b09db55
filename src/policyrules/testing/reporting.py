"""What came of test suites, as text for people: what was expected against what was decided, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policyrules.explanation.text import render_rule
from policyrules.rendering.columns import table
from policyrules.testing.concealing import concealed
from policyrules.text.invisible import visible
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.testing.running import CaseResult, SuiteResult
    from policyrules.text.diagnostic import Diagnostic


def case_text(result: SuiteResult, case: CaseResult, *, reveal: bool = False) -> str:
    """A case that did not pass: where it stands, what differs, and the decisive reasons of the rules concerned."""
    sign = "✗" if case.status == "failed" else "!"
    lines = [visible(f"{sign} {result.policy}: {case.name}"), visible(f"  {case.case.span.place}"), ""]
    for diagnostic in case_diagnostics(case, reveal=reveal):
        lines += [*_indented(diagnostic.render()), ""]
    if case.mismatches:
        rows = [
            (str(one.line), one.name, one.expected(reveal=reveal), one.actual(reveal=reveal))
            for one in case.mismatches
        ]
        lines += [*_indented("\n".join(table(("line", "of", "expected", "actual"), rows))), ""]
    if any(one.masked for one in case.mismatches) and not reveal:
        lines += ["  what is masked rests on sensitive facts", ""]
    lines += _reasons(case, reveal)
    return "\n".join(lines).rstrip()


def suite_text(result: SuiteResult, *, reveal: bool = False) -> str:
    """Everything of a suite that did not pass, empty where all did."""
    wrong = [diagnostic.render() for diagnostic in result.diagnostics]
    wrong += [case_text(result, one, reveal=reveal) for one in result.cases if one.status != "passed"]
    return "\n\n".join(wrong)


def summary(results: Sequence[SuiteResult]) -> str:
    """`2 suites, 7 cases: all passed`, or how many did what."""
    suites = sum(bool(one.cases or one.diagnostics) for one in results)
    counts = Counter(case.status for one in results for case in one.cases)
    total = sum(counts.values())
    told = f"{suites} {'suite' if suites == 1 else 'suites'}, {total} {'case' if total == 1 else 'cases'}"
    unreadable = sum(bool(one.diagnostics) for one in results)
    parts = [f"{counts[word]} {word}" for word in ("passed", "failed") if counts[word]]
    if counts["error"]:
        parts.append(f"{counts['error']} {'error' if counts['error'] == 1 else 'errors'}")
    if unreadable:
        parts.append(f"{unreadable} {'suite' if unreadable == 1 else 'suites'} could not be run")
    return f"{told}: {'all passed' if counts['passed'] == total and not unreadable else ', '.join(parts)}"


def case_diagnostics(case: CaseResult, *, reveal: bool = False) -> list[Diagnostic]:
    """What is wrong with a case, sensitive values of its suite covered unless revealed."""
    return [one if reveal else concealed(one, case.secrets) for one in case.diagnostics]


def _reasons(case: CaseResult, reveal: bool) -> Iterator[str]:
    decided = case.decision or case.cohort
    if decided is None or not case.mismatches:
        return
    rules = dict.fromkeys(
        rule for one in case.mismatches if (rule := one.check.section.rule(decided.checked, one.check.path))
    )
    colon = ":" if rules else ""
    yield f"  decided by {decided.policy} {decided.edition} as of {date_text(decided.as_of)}{colon}"
    tree = case.decision.trace(reveal=reveal) if case.decision is not None else None
    for kind, name in rules:
        if case.cohort is not None:
            yield from _indented(visible(case.cohort.explain(award=name, reveal=reveal)))
        if case.decision is not None and tree is not None:
            yield from _indented(visible(render_rule(case.decision, tree, kind, name)))


def _indented(text: str) -> list[str]:
    return [f"  {line}" if line else "" for line in text.splitlines()]
