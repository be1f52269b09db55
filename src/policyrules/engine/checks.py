"""Checking policy files, and whole folders of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.checking.editions import FiledEdition, check_editions
from policyrules.engine.folders import absolute
from policyrules.engine.loading import LARGEST_FILE
from policyrules.engine.packs import check_pack
from policyrules.engine.seals import Lock, check_seals
from policyrules.engine.shelf import Shelf, read_shelf
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.source import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike


def check(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> list[Diagnostic]:
    """Everything that is wrong with a policy file, or with a folder of them, sorted by place.

    Of a folder also the editions of each policy are compared, and the packs looked at. Sealed editions
    must be as they were. Raises OSError where a file cannot be read.
    """
    return check_shelf(read_shelf(Path(path), limit), limit)


def check_shelf(shelf: Shelf, limit: int = LARGEST_FILE) -> list[Diagnostic]:
    """Everything that is wrong with the files of a shelf, with its packs and its seals, sorted by place."""
    found, _ = check_library(shelf, limit)
    return in_order([*found, *_check_packs(shelf, limit)])


def check_library(shelf: Shelf, limit: int) -> tuple[list[Diagnostic], tuple[Lock, ...]]:
    """What keeps the editions of a shelf from being used together, and the seals that hold for them."""
    diagnostics = Diagnostics()
    if not shelf.files and not shelf.folder.packs:
        name = str(shelf.folder.path)
        place = Span(SourceText(name, ""), 0, 0)
        advice = "policies are kept as <policy>/<edition>.yaml"
        diagnostics.error("no-policies", place, f"there are no policy files in `{name}`", advice)
    if shelf.folder.path.is_dir():
        filed = [
            FiledEdition(file.place, file.checked.edition, file.sound)
            for file in shelf.files
            if file.checked is not None
        ]
        check_editions(filed, frozenset(map(absolute, shelf.folder.packs)), diagnostics)
    locks = check_seals(shelf, limit, diagnostics)
    return in_order([*shelf.findings, *diagnostics.sorted()]), locks


def _check_packs(shelf: Shelf, limit: int) -> list[Diagnostic]:
    found = []
    for folder in shelf.folder.packs:
        files = [file for file in shelf.files if file.path.is_relative_to(folder)]
        sound = [file.checked for file in files if file.sound and file.checked is not None]
        found += check_pack(folder, sound, complete=len(sound) == len(files), limit=limit)
    return found


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file and place, each once: a file is read again where another one amends it."""
    unique = {(one.file, one.span.start, one.span.end, one.code, one.message): one for one in found}
    return [unique[key] for key in sorted(unique)]
