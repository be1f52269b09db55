"""Rewriting what suites expect to what was decided, byte for byte the same elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.testing.running import run_case
from policyrules.testing.suite_reader import read_suite
from policyrules.testing.written import written_value
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText

if TYPE_CHECKING:
    from policyrules.testing.running import CaseResult, Mismatch, SuiteResult
    from policyrules.text.source import Span

_COMMENT: Final = re.compile(r"(?:^|\s)#", re.MULTILINE)


@frozen
class Edit:
    """One expectation that is written anew."""

    mismatch: Mismatch
    text: str


@frozen
class Refusal:
    """One that is not, and why."""

    mismatch: Mismatch
    reason: str


@frozen
class Update:
    """What becomes of a suite's text."""

    edits: tuple[Edit, ...]
    refusals: tuple[Refusal, ...]
    #: The text with all edits.
    text: str


def update_of(result: SuiteResult, *, reveal: bool = False) -> Update:
    """The text of a suite with its expectations as they were decided, where that can be written.

    An expectation that several rows of a table share is written anew only where all of them were
    run and decided the same; one with comments in it, or whose value may not be shown, never is.
    """
    suite = result.suite
    if suite is None:
        return Update((), (), "")
    edits: dict[Span, Edit] = {}
    refusals: list[Refusal] = []
    for mismatch in (one for case in result.cases for one in case.mismatches):
        text, reason = _text_of(mismatch, reveal=reveal)
        if not reason and not _agreed(mismatch, result):
            reason = "other cases share it, and do not decide the same"
        if reason:
            refusals.append(Refusal(mismatch, reason))
        else:
            edits[mismatch.check.span] = Edit(mismatch, text)
    text = _applied(suite.source.text, edits)
    if edits and not _holds(result, text, edits):
        reason = "written anew, it would not be read as what was decided"
        return Update(
            (), (*refusals, *(Refusal(one.mismatch, reason) for one in edits.values())), suite.source.text
        )
    return Update(tuple(edits.values()), tuple(refusals), text)


def _text_of(mismatch: Mismatch, *, reveal: bool) -> tuple[str, str]:
    """The new text of an expectation, or why there is none."""
    if mismatch.masked and not reveal:
        return "", "it rests on sensitive facts"
    if _COMMENT.search(mismatch.check.span.text):
        return "", "there is a comment in it"
    try:
        return written_value(mismatch.value), ""
    except (TypeError, ValueError) as error:
        return "", str(error)


def _agreed(mismatch: Mismatch, result: SuiteResult) -> bool:
    """Whether every case that holds an expectation was run and decided the same."""
    assert result.suite is not None  # noqa: S101 - asked before
    span = mismatch.check.span
    holders = {
        case.name for case in result.suite.cases if any(one.node.span == span for one in case.expected)
    }
    decided = {
        case.name: one.value for case in result.cases for one in case.mismatches if one.check.span == span
    }
    return decided.keys() == holders and all(value == mismatch.value for value in decided.values())


def _applied(text: str, edits: dict[Span, Edit]) -> str:
    for span, edit in sorted(edits.items(), key=lambda item: item[0].start, reverse=True):
        text = text[: span.start] + edit.text + text[span.end :]
    return text


def _holds(result: SuiteResult, text: str, edits: dict[Span, Edit]) -> bool:
    """Whether every edited expectation, read anew, is what is decided, and nothing else has changed."""
    assert result.suite is not None  # noqa: S101 - there are edits
    assert result.editions is not None  # noqa: S101
    suite = read_suite(SourceText(result.file, text), Diagnostics())
    if suite is None:
        return False
    before = {case.name: case for case in result.cases}
    edited = set(edits)
    return len(suite.cases) == len(result.suite.cases) and all(
        _open_ends(run_case(case, result.editions)) == _open_ends(before[case.name], edited)
        for case in suite.cases
        if case.name in before
    )


def _open_ends(case: CaseResult, edited: set[Span] | frozenset[Span] = frozenset()) -> tuple[object, ...]:
    """Whether a case could be compared, and what differs beside the expectations that are edited."""
    differing = [(one.name, one.value) for one in case.mismatches if one.check.span not in edited]
    return case.status == "error", differing
