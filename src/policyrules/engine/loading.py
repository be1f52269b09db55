"""Reading policies from files and texts, and checking them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.checking.check import check_source
from policyrules.engine.policy import Policy
from policyrules.errors import PolicyError
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from os import PathLike

#: The largest policy file that is read, in bytes, unless the caller says otherwise.
LARGEST_FILE = 5_000_000


def load(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> Policy:
    """Read and check one policy file.

    Raises PolicyError with everything that is wrong with it, and OSError where it cannot be opened.
    """
    diagnostics = Diagnostics()
    return _policy(decode(_bytes(Path(path), limit), str(path), diagnostics, limit), diagnostics)


def loads(text: str | bytes, *, name: str = "policy", limit: int = LARGEST_FILE) -> Policy:
    """Read and check a policy from text; `name` stands for the file in messages.

    Raises PolicyError with everything that is wrong with it.
    """
    diagnostics = Diagnostics()
    if not isinstance(text, str | bytes):
        raise TypeError(f"a policy is text or bytes, not {type(text).__name__}")
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return _policy(decode(data, name, diagnostics, limit), diagnostics)


def check(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> list[Diagnostic]:
    """Everything that is wrong with a policy file, or with all policy files of a folder, sorted by place.

    Raises OSError where the path cannot be read.
    """
    found: list[Diagnostic] = []
    for file in policy_files(Path(path)):
        diagnostics = Diagnostics()
        source = decode(_bytes(file, limit), str(file), diagnostics, limit)
        if source is not None:
            check_source(source, diagnostics)
        found += diagnostics.sorted()
    return found


def policy_files(path: Path) -> list[Path]:
    """The file itself, or the policy files of a folder: `<pack>/<policy>/<edition>.yaml` at any depth."""
    if not path.is_dir():
        return [path]
    files = [*path.rglob("*.yaml"), *path.rglob("*.yml")]
    return sorted(file for file in files if _is_policy(file))


def _is_policy(file: Path) -> bool:
    return file.is_file() and file.stem not in {"pack", "clauses"} and not file.stem.endswith(".test")


def _bytes(path: Path, limit: int) -> bytes:
    """The content of a file, or one byte more than the limit of one that is too large."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def _policy(source: SourceText | None, diagnostics: Diagnostics) -> Policy:
    checked = check_source(source, diagnostics) if source is not None else None
    if checked is None or diagnostics.errors:
        raise PolicyError(diagnostics.sorted())
    return Policy(checked, diagnostics.sorted())
