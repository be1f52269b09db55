"""Findings of `check` as text, JSON, or annotations of GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyrules.text.diagnostic import Diagnostic


@frozen
class Finding:
    """Something found in a file, ready to print."""

    severity: Literal["error", "warning"]
    code: str
    message: str
    file: str
    line: int
    column: int
    help: str
    notes: tuple[str, ...]
    #: All of it for people, with the place drawn.
    text: str


def of_diagnostic(diagnostic: Diagnostic) -> Finding:
    """A finding in a policy file."""
    return Finding(
        diagnostic.severity,
        diagnostic.code,
        diagnostic.message,
        diagnostic.file,
        diagnostic.line,
        diagnostic.column,
        diagnostic.help,
        tuple(note.message + (f" ({note.span.place})" if note.span else "") for note in diagnostic.notes),
        diagnostic.render(),
    )


def in_records(
    severity: Literal["error", "warning"], code: str, message: str, file: str, line: int, *, advice: str = ""
) -> Finding:
    """A finding in a file of records."""
    text = f"{severity}[{code}]: {message}\n  {file}:{line}"
    if advice:
        text += f"\n   = help: {advice}"
    return Finding(severity, code, message, file, line, 1, advice, (), visible(text))


def as_text(findings: Sequence[Finding], policies: int) -> str:
    """Every finding with its place drawn, and a summary."""
    return "\n\n".join([*(finding.text for finding in findings), _summary(findings, policies)])


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects."""
    data: list[dict[str, Any]] = [
        {
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "help": one.help,
            "notes": list(one.notes),
        }
        for one in findings
    ]
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(_annotation(one) for one in findings)


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.file,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    further = [f"help: {finding.help}"] if finding.help else []
    further += [f"note: {note}" for note in finding.notes]
    return f"::{finding.severity} {listed}::{_escaped(visible(chr(10).join([finding.message, *further])))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _summary(findings: Sequence[Finding], policies: int) -> str:
    errors = sum(one.severity == "error" for one in findings)
    warnings = len(findings) - errors
    parts = [counted(policies, "policy", "policies"), counted(errors, "error", "errors")]
    if warnings:
        parts.append(counted(warnings, "warning", "warnings"))
    return ", ".join(parts)


def counted(number: int, one: str, many: str) -> str:
    """`no errors`, `1 error`, `2 errors`."""
    return f"{number or 'no'} {one if number == 1 else many}"
