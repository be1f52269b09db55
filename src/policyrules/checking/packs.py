"""The editions of a pack against what the pack says of them all (docs: packs)."""

from __future__ import annotations

from collections.abc import Iterable

from policyrules.policy.model import Edition
from policyrules.policy.pack import Pack
from policyrules.text.diagnostic import Diagnostics, Note


def check_status(pack: Pack, editions: Iterable[Edition], diagnostics: Diagnostics) -> None:
    """Report editions of a historical pack that could still decide, by their status or their window."""
    if pack.status != "historical":
        return
    said = Note("said here", pack.status_span)
    for edition in editions:
        if edition.status != "historical":
            diagnostics.error(
                "not-historical",
                edition.head.get("status", edition.span),
                f"the pack is historical, but this edition says `{edition.status}`",
                "write `status: historical`",
                said,
            )
        if edition.ends is None:
            diagnostics.error(
                "not-historical",
                edition.head.get("in_force", edition.span),
                "the pack is historical, but this edition has no last day",
                "write `in_force: {from: …, until: …}`",
                said,
            )
