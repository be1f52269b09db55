"""What lies below a folder: policy files, packs, lists of seals."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from attrs import frozen

PACK_FILE: Final = "pack.yaml"
#: The file with the seals of the editions in its folder and below it.
LOCK_FILE: Final = "editions.lock"
#: Folders of a pack in which there are no policies.
_BESIDE_PACK: Final = {"records", "documents"}


@frozen
class Folder:
    """What was found below a path; a path that is no folder holds nothing but itself."""

    path: Path
    policies: tuple[Path, ...] = ()
    #: Folders with a `pack.yaml`.
    packs: tuple[Path, ...] = ()
    #: Files with seals.
    locks: tuple[Path, ...] = ()

    @property
    def place(self) -> Path:
        """The path from the root of the file system, without `..`."""
        return absolute(self.path)

    def covers(self, folder: Path) -> bool:
        """Whether everything below a folder was looked at."""
        return self.path.is_dir() and folder.is_relative_to(self.place)

    def shown(self, path: Path) -> str:
        """A path as this folder's is given: from the working folder, or from the root."""
        return str(path) if self.path.is_absolute() else os.path.relpath(path)


def look_through(path: Path) -> Folder:
    """The policy files of a folder, `<pack>/<policy>/<edition>.yaml` at any depth, packs and seals; or a file.

    Left out are the other files of packs, and whatever is hidden (`.git`).
    """
    if not path.is_dir():
        return Folder(path, (path,))
    policies, packs, locks = [], [], []
    for name, folders, files in os.walk(path):
        here = Path(name)
        in_pack = PACK_FILE in files
        folders[:] = [
            one for one in folders if not one.startswith(".") and not (in_pack and one in _BESIDE_PACK)
        ]
        policies += [here / file for file in files if not file.startswith(".") and is_policy_name(file)]
        packs += [here] if in_pack else []
        locks += [here / LOCK_FILE] if LOCK_FILE in files else []
    found = (file for file in sorted(policies) if file.is_file())
    return Folder(path, tuple(found), tuple(sorted(packs)), tuple(sorted(locks)))


def policy_files(path: Path) -> list[Path]:
    """The file itself, or the policy files of a folder, sorted."""
    return list(look_through(path).policies)


def is_policy_name(name: str) -> bool:
    """Whether a file of this name in a folder is taken for a policy."""
    stem, _, ending = name.rpartition(".")
    return (
        ending in {"yaml", "yml"}
        and stem not in {"pack", "clauses", "mutants"}
        and not stem.endswith(".test")
    )


def absolute(path: Path) -> Path:
    """The path from the root of the file system, without `..`; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `Path.absolute` keeps `..`
