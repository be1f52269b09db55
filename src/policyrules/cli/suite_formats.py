"""Results of test suites as text, JSON, JUnit, or annotations of GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from policyrules.cli.findings import Finding, of_diagnostic
from policyrules.cli.findings import as_github as findings_as_github
from policyrules.testing.reporting import case_diagnostics, case_text, suite_text, summary
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.testing.running import CaseResult, SuiteResult
    from policyrules.text.diagnostic import Diagnostic


def as_text(results: Sequence[SuiteResult], *, reveal: bool) -> str:
    """Everything that did not pass, and a summary."""
    wrong = [text for one in results if (text := suite_text(one, reveal=reveal))]
    return "\n\n".join([*wrong, summary(results)])


def as_json(results: Sequence[SuiteResult], *, reveal: bool) -> str:
    """A list of suites with their cases."""
    data = [
        {
            "file": one.file,
            "suite": one.policy,
            "passed": one.passed,
            "findings": [_finding(diagnostic) for diagnostic in one.diagnostics],
            "cases": [_case(case, reveal) for case in one.cases],
        }
        for one in results
    ]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _case(case: CaseResult, reveal: bool) -> dict[str, Any]:
    return {
        "name": case.name,
        "line": case.line,
        "status": case.status,
        "mismatches": [
            {
                "of": one.name,
                "line": one.line,
                "expected": one.expected(reveal=reveal),
                "actual": one.actual(reveal=reveal),
            }
            for one in case.mismatches
        ],
        "findings": [_finding(one) for one in case_diagnostics(case, reveal=reveal)],
    }


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {
        "severity": one.severity,
        "code": one.code,
        "message": one.message,
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "help": one.help,
    }


def as_junit(results: Sequence[SuiteResult], *, reveal: bool) -> str:
    """JUnit's XML, as build servers read it; without times, so that equal results are equal files."""
    root = ET.Element("testsuites", name="policyrules")
    for result in results:
        statuses = [case.status for case in result.cases]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=visible(result.policy or result.file),
            file=visible(result.file),
            tests=str(len(statuses) + bool(result.diagnostics)),
            failures=str(statuses.count("failed")),
            errors=str(statuses.count("error") + bool(result.diagnostics)),
        )
        if result.diagnostics:
            case = ET.SubElement(suite, "testcase", classname=visible(result.file), name="(the suite)")
            problem = ET.SubElement(case, "error", message=visible(result.diagnostics[0].message))
            problem.text = suite_text(result, reveal=reveal)
        for one in result.cases:
            _junit_case(suite, result, one, reveal)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _junit_case(suite: ET.Element, result: SuiteResult, one: CaseResult, reveal: bool) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=visible(result.policy),
        name=visible(one.name),
        file=visible(result.file),
        line=str(one.line),
    )
    if one.status == "passed":
        return
    kind = "failure" if one.status == "failed" else "error"
    message = next(_messages(one, reveal))
    problem = ET.SubElement(case, kind, message=visible(message))
    problem.text = case_text(result, one, reveal=reveal)


def _messages(case: CaseResult, reveal: bool) -> Iterator[str]:
    for one in case.mismatches:
        yield f"{one.name}: expected {one.expected(reveal=reveal)}, got {one.actual(reveal=reveal)}"
    for diagnostic in case_diagnostics(case, reveal=reveal):
        yield diagnostic.message


def as_github(results: Sequence[SuiteResult], *, reveal: bool) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return findings_as_github([finding for one in results for finding in _findings(one, reveal)])


def _findings(result: SuiteResult, reveal: bool) -> Iterator[Finding]:
    for diagnostic in result.diagnostics:
        yield of_diagnostic(diagnostic)
    for case in result.cases:
        for one in case.mismatches:
            message = f"{case.name}: {one.name}: expected {one.expected(reveal=reveal)}, got {one.actual(reveal=reveal)}"
            span = one.check.span
            yield Finding(
                "error", "test-failed", message, result.file, span.line, span.column, "", (), message
            )
        for diagnostic in case_diagnostics(case, reveal=reveal):
            yield of_diagnostic(diagnostic)
