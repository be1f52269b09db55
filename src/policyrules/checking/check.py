"""Checking an edition as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.checking.checked import CheckedEdition
from policyrules.checking.rules import infer_rules
from policyrules.checking.scope import build_scope
from policyrules.checking.scorecards import check_scorecard
from policyrules.checking.tables import check_tables
from policyrules.policy.reader import read_edition
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.checking.rules import Ordered
    from policyrules.policy.model import Edition


def check_source(source: SourceText, diagnostics: Diagnostics) -> CheckedEdition | None:
    """Read and check a policy file; None where there is too little of it to check."""
    edition = read_edition(source, diagnostics)
    return None if edition is None else check_edition(edition, diagnostics)


def restore(text: str, name: str) -> CheckedEdition:
    """A pickled edition, from its text: it was free of errors when it was pickled."""
    checked = check_source(SourceText(name, text), Diagnostics())
    assert checked is not None  # noqa: S101 - only an edition that was checked is pickled
    return checked


def check_edition(edition: Edition, diagnostics: Diagnostics) -> CheckedEdition:
    """Check names, types, tables and the scorecard, reporting what is wrong.

    What comes back may decide only where no error was reported.
    """
    scope = build_scope(edition, diagnostics)
    ordered = infer_rules(edition, scope, diagnostics)
    checked = CheckedEdition(edition, ordered.order, ordered.findings, ordered.types)
    _check_subject(edition, diagnostics)
    _check_items(edition, diagnostics)
    _check_use(edition, ordered, diagnostics)
    if not diagnostics.errors:
        check_tables(checked, diagnostics)
        check_scorecard(checked, diagnostics)
    return checked


def _check_subject(edition: Edition, diagnostics: Diagnostics) -> None:
    wanted, known = edition.subject.id, [fact.name for fact in edition.facts]
    if wanted and wanted not in known:
        near = suggest(wanted, known)
        diagnostics.error(
            "unknown-name",
            edition.span,
            f"the fact `{wanted}` that names the subject is not declared",
            f"did you mean `{near}`?" if near else "declare it under facts",
        )


def _check_items(edition: Edition, diagnostics: Diagnostics) -> None:
    """Report facts of one record that share a key, and columns that several tables' rows lack."""
    seen: dict[str, str] = {}
    for fact in edition.facts:
        if fact.key in seen:
            diagnostics.error(
                "duplicate-key-of-fact",
                fact.span,
                f"the facts `{seen[fact.key]}` and `{fact.name}` are read from the same key `{fact.key}`",
                "give one of them another `key`",
            )
        seen[fact.key] = fact.name


def _check_use(edition: Edition, ordered: Ordered, diagnostics: Diagnostics) -> None:
    """Report parameters and definitions that nothing reads.

    In an edition without bars, scorecard and vetoes the definitions are the results.
    """
    if diagnostics.has("unknown-name"):
        return  # what seems unused may be what was misspelt
    read = {name for one in ordered.findings.values() for name in one.names}
    for parameter in edition.parameters:
        if parameter.id not in read:
            diagnostics.error(
                "unused",
                parameter.span,
                f"nothing uses the parameter `{parameter.id}`",
                "remove it, or use it",
            )
    if not (edition.bars or edition.scorecard or edition.vetoes):
        return
    for definition in edition.definitions:
        if definition.id not in read:
            diagnostics.error(
                "unused",
                definition.span,
                f"nothing uses the definition `{definition.id}`",
                "remove it, or use it",
            )
