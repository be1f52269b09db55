"""Checking the weights and grades of a scorecard (docs: language, scorecard)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.checking.grades import check_grades
from policyrules.checking.weights import check_weights

if TYPE_CHECKING:
    from policyrules.inference.checked import CheckedEdition
    from policyrules.text.diagnostic import Diagnostics


def check_scorecard(checked: CheckedEdition, diagnostics: Diagnostics) -> None:
    """Report weights that do not sum to the total, and totals without exactly one grade.

    Takes an edition in which names and types are right.
    """
    card = checked.edition.scorecard
    if card is not None:
        check_weights(checked, card, diagnostics)
        check_grades(checked, card, diagnostics)
