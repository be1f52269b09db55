"""Seals of published editions: finding their lists, and checking editions by them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.checking.seals import Seal, check_seal, read_lock, report_gone
from policyrules.engine.folders import LOCK_FILE, absolute
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policyrules.engine.folders import Folder
    from policyrules.engine.shelf import PolicyFile, Shelf
    from policyrules.inference.checked import CheckedEdition
    from policyrules.text.diagnostic import Diagnostics


@frozen
class Lock:
    """A list of seals."""

    path: Path
    seals: tuple[Seal, ...]


def check_seals(shelf: Shelf, limit: int, diagnostics: Diagnostics) -> tuple[Lock, ...]:
    """Report sealed editions of a shelf that were changed, or are gone; gives the lists that hold for it."""
    locks = tuple(_read(path, shelf.folder, limit, diagnostics) for path in _lock_files(shelf))
    below: dict[Path, list[PolicyFile]] = {}
    for file in shelf.files:
        for folder in file.place.parents:
            below.setdefault(folder, []).append(file)
    for lock in locks:
        folder = lock.path.parent
        _check(lock, below.get(folder, []), diagnostics, whole=shelf.folder.covers(folder))
    return locks


def _check(lock: Lock, files: Iterable[PolicyFile], diagnostics: Diagnostics, *, whole: bool) -> None:
    """Compare editions with their seals; where these are all that the list is about, none may be missing."""
    held: dict[tuple[str, str], list[PolicyFile]] = {}
    for file in files:
        if file.checked is None:
            whole = False  # nobody knows which edition it holds
            continue
        edition = file.checked.edition
        held.setdefault((edition.policy, edition.edition), []).append(file)
    sealed: list[tuple[Seal, CheckedEdition]] = []
    for seal in lock.seals:
        found = held.get((seal.policy, seal.edition), [])
        sealed += [(seal, file.checked) for file in found if file.sound and file.checked is not None]
        if whole and not found:
            report_gone(seal, diagnostics)
    broken: set[tuple[str, str]] = set()
    for seal, checked in sorted(sealed, key=lambda one: len(one[1].edition.amended)):
        bases = (one.edition for one in checked.edition.amended if (seal.policy, one.edition) in broken)
        if not check_seal(seal, checked, next(bases, None), diagnostics):
            broken.add((seal.policy, seal.edition))


def _lock_files(shelf: Shelf) -> list[Path]:
    """The lists below the path of a shelf, and those in the folders above its files."""
    above = {folder for file in shelf.files for folder in file.place.parents}
    found = {folder / LOCK_FILE for folder in above if os.path.isfile(folder / LOCK_FILE)}  # noqa: PTH113 - false where a folder above may not be read
    return sorted(found | {absolute(path) for path in shelf.folder.locks})


def _read(path: Path, folder: Folder, limit: int, diagnostics: Diagnostics) -> Lock:
    with path.open("rb") as file:
        source = decode(file.read(limit + 1), folder.shown(path), diagnostics, limit)
    return Lock(path, () if source is None else read_lock(source, diagnostics))
