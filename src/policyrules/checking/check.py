"""Checking an edition as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.checking.scorecards import check_scorecard
from policyrules.checking.tables import check_tables
from policyrules.inference.checked import CheckedEdition, resolve
from policyrules.policy.reader import read_edition

if TYPE_CHECKING:
    from policyrules.policy.model import Edition
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import SourceText


def check_source(source: SourceText, diagnostics: Diagnostics) -> CheckedEdition | None:
    """Read and check a policy file; None where there is too little of it to check."""
    edition = read_edition(source, diagnostics)
    return None if edition is None else check_edition(edition, diagnostics)


def check_edition(edition: Edition, diagnostics: Diagnostics) -> CheckedEdition:
    """Check names and types, and where those are sound, tables and the scorecard.

    What comes back may decide only where no error was reported.
    """
    checked = resolve(edition, diagnostics)
    if not diagnostics.errors:
        check_tables(checked, diagnostics)
        check_scorecard(checked, diagnostics)
    return checked
