"""Checking an edition as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.checking.scorecards import check_scorecard
from policyrules.checking.tables import check_tables
from policyrules.inference.checked import CheckedEdition, resolve
from policyrules.policy.reader import read_edition
from policyrules.text.diagnostic import Diagnostics, Note

if TYPE_CHECKING:
    from policyrules.policy.model import Edition
    from policyrules.text.diagnostic import Diagnostic
    from policyrules.text.source import SourceText, Span


#: What an amendment means to change and misses. That the rest does not fit follows, and is told once this is mended.
_MISSED = {"no-such-item", "nothing-to-repeal", "unknown-key"}


def check_sources(sources: tuple[SourceText, ...], diagnostics: Diagnostics) -> CheckedEdition | None:
    """Read and check an edition; None where there is too little of it to check.

    `sources` are its own text, last, and those of the editions that it is built on, the oldest first;
    without any there is nothing to check.
    """
    if not sources:
        return None
    *earlier, source = sources
    found = Diagnostics()
    edition = read_edition(source, found, tuple(earlier))
    checked = None if edition is None else check_edition(edition, found)
    _tell(found.sorted(), source, tuple(earlier), edition, diagnostics)
    return checked


def _tell(
    found: tuple[Diagnostic, ...],
    source: SourceText,
    earlier: tuple[SourceText, ...],
    edition: Edition | None,
    diagnostics: Diagnostics,
) -> None:
    """Hand findings on; those in a file that was sound by itself with the amendment that they come of."""
    before: set[tuple[Span, str]] = set()
    missed = any(one.code in _MISSED and one.span.source is source for one in found)
    if any(one.span.source is not source for one in found):
        alone = Diagnostics()
        check_sources(earlier, alone)
        before = {(one.span, one.message) for one in alone.sorted()}
    for one in found:
        if edition is None or one.span.source is source or (one.span, one.message) in before:
            diagnostics.add(one)
            continue
        if missed:
            continue
        message = (
            f"this was in order before; it is the edition `{edition.edition}` that changes what it rests on: "
            "change or repeal this there, too"
        )
        diagnostics.add(evolve(one, notes=(*one.notes, Note(message, edition.span))))


def check_edition(edition: Edition, diagnostics: Diagnostics) -> CheckedEdition:
    """Check names and types, and where those are sound, tables and the scorecard.

    What comes back may decide only where no error was reported.
    """
    checked = resolve(edition, diagnostics)
    if not diagnostics.errors:
        check_tables(checked, diagnostics)
        check_scorecard(checked, diagnostics)
    return checked
