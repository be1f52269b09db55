"""All policy files below a path, each read and checked once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.engine.folders import LOCK_FILE, Folder, absolute, is_policy_name, look_through
from policyrules.engine.loading import LARGEST_FILE, read_policy
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.source import SourceText, Span

if TYPE_CHECKING:
    from pathlib import Path

    from policyrules.inference.checked import CheckedEdition

#: One of the keys that every policy has.
_NAMED = re.compile(r"""^[ {]*["']?(policy|edition)["']? *:""", re.MULTILINE)
#: Found in files of which there is no text to look at.
_NO_TEXT = {"not-utf8", "file-too-large"}


@frozen
class PolicyFile:
    """A policy file with what it holds and what is wrong with it."""

    path: Path
    #: The edition; None where there is too little of it. It may decide only where the file is sound.
    checked: CheckedEdition | None
    findings: tuple[Diagnostic, ...]

    @property
    def place(self) -> Path:
        """The path from the root of the file system, without `..`."""
        return absolute(self.path)

    @property
    def sound(self) -> bool:
        """Whether nothing keeps the edition from deciding."""
        return self.checked is not None and all(one.severity != "error" for one in self.findings)

    @property
    def may_be_policy(self) -> bool:
        """Whether the file says of which policy or edition it is; one that is no text may mean to."""
        if self.checked is not None:
            return bool(self.checked.edition.policy or self.checked.edition.edition)
        return any(
            one.code in _NO_TEXT or _NAMED.search(one.span.source.text) is not None for one in self.findings
        )


@frozen
class Shelf:
    """The policy files of a folder, or one of them."""

    folder: Folder
    files: tuple[PolicyFile, ...]

    @property
    def findings(self) -> list[Diagnostic]:
        """What is wrong with the files, each for itself."""
        return [one for file in self.files for one in file.findings]


def read_shelf(path: Path, limit: int = LARGEST_FILE) -> Shelf:
    """Read and check a policy file, or all policy files below a folder.

    Raises OSError where one cannot be opened.
    """
    folder = look_through(path)
    return Shelf(folder, tuple(_read(file, limit) for file in folder.policies))


def _read(path: Path, limit: int) -> PolicyFile:
    diagnostics = Diagnostics()
    if path.name == LOCK_FILE or (path.suffix in {".yaml", ".yml"} and not is_policy_name(path.name)):
        _refuse(path, diagnostics)
        return PolicyFile(path, None, diagnostics.sorted())
    checked = read_policy(path, diagnostics, limit)
    return PolicyFile(path, checked, diagnostics.sorted())


def _refuse(path: Path, diagnostics: Diagnostics) -> None:
    """Report another file of a pack, which somebody named outright; raises OSError where it is not there."""
    with path.open("rb"):
        place = Span(SourceText(str(path), ""), 0, 0)
    suite = path.stem.endswith(".test")
    advice = "run it: `policyrules test`" if suite else "check the folder that it lies in"
    diagnostics.error("not-a-policy", place, f"`{path.name}` is no policy file", advice)
