"""Sealing published editions: which of them have no seal yet, and the lists as they are to be written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.checking.seals import Seal, lock_text, seal_of
from policyrules.engine.checks import check_library
from policyrules.engine.folders import LOCK_FILE, PACK_FILE
from policyrules.engine.loading import LARGEST_FILE
from policyrules.engine.shelf import read_shelf
from policyrules.errors import PolicyError

if TYPE_CHECKING:
    from os import PathLike


@frozen
class NewSeals:
    """A list of seals as it is to be written, and what is new in it."""

    path: Path
    #: The path as the caller gave his own: from the working folder, or from the root.
    name: str
    text: str
    added: tuple[Seal, ...]


@frozen
class SealPlan:
    """What sealing a file or a folder comes to; nothing is written yet."""

    published: int
    drafts: int
    lists: tuple[NewSeals, ...]


def plan_seals(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> SealPlan:
    """The seals of the published editions of a file or folder that have none yet.

    A seal goes into the list of the pack that its file lies in, else into that of the file's own folder.
    Raises PolicyError where anything is wrong with the editions, sealed ones that were changed included,
    and OSError where a file cannot be opened.
    """
    shelf = read_shelf(Path(path), limit)
    found, locks = check_library(shelf, limit)
    if any(one.severity == "error" for one in found):
        raise PolicyError(found)
    known = {lock.path: lock.seals for lock in locks}
    sealed = {(one.policy, one.edition) for seals in known.values() for one in seals}
    published = [
        (file, seal_of(file.checked))
        for file in shelf.files
        if file.checked is not None and file.checked.edition.status != "draft"
    ]
    added: dict[Path, list[Seal]] = {}
    for file, seal in published:
        if (seal.policy, seal.edition) not in sealed:
            added.setdefault(_home(file.place) / LOCK_FILE, []).append(seal)
    lists = [
        NewSeals(lock, shelf.folder.shown(lock), lock_text([*known.get(lock, ()), *seals]), tuple(seals))
        for lock, seals in sorted(added.items())
    ]
    return SealPlan(len(published), len(shelf.files) - len(published), tuple(lists))


def _home(file: Path) -> Path:
    """The folder of the pack that a file lies in, else the file's own."""
    packs = (folder for folder in file.parents if os.path.isfile(folder / PACK_FILE))  # noqa: PTH113 - false where a folder above may not be read
    return next(packs, file.parent)
