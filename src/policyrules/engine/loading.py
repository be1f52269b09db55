"""Reading policies from files and texts, and checking them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.checking.check import check_sources
from policyrules.engine.chain import sources_of
from policyrules.engine.packs import under_pack
from policyrules.engine.policy import Policy
from policyrules.errors import PolicyError
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from os import PathLike

    from policyrules.inference.checked import CheckedEdition

#: The largest policy file that is read, in bytes, unless the caller says otherwise.
LARGEST_FILE = 5_000_000


def load(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> Policy:
    """Read and check one policy file; in a pack, it stands under the notice of the pack.

    An amendment is read together with the editions beside it that it is built on.
    Raises PolicyError with everything that is wrong with it, and OSError where it cannot be opened.
    """
    diagnostics = Diagnostics()
    policy = _policy(sources_of(Path(path), diagnostics, limit), diagnostics)
    return Policy(under_pack(policy.checked, Path(path), limit), policy.warnings)


def loads(
    text: str | bytes, *, name: str = "policy", amends: Policy | None = None, limit: int = LARGEST_FILE
) -> Policy:
    """Read and check a policy from text; `name` stands for the file in messages.

    The text of an amendment needs `amends`, the edition that it changes. Raises PolicyError with
    everything that is wrong with it.
    """
    diagnostics = Diagnostics()
    if not isinstance(text, str | bytes):
        raise TypeError(f"a policy is text or bytes, not {type(text).__name__}")
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    source = decode(data, name, diagnostics, limit)
    earlier = amends.checked.edition.sources if amends is not None else ()
    return _policy((*earlier, source) if source is not None else (), diagnostics)


def read_policy(path: Path, diagnostics: Diagnostics, limit: int = LARGEST_FILE) -> CheckedEdition | None:
    """Read and check one policy file into diagnostics; None where there is too little of it to check.

    An amendment is read together with the editions beside it that it is built on. What comes back may decide only where no error was reported. Raises OSError where it cannot be opened.
    """
    return check_sources(sources_of(path, diagnostics, limit), diagnostics)


def _policy(sources: tuple[SourceText, ...], diagnostics: Diagnostics) -> Policy:
    checked = check_sources(sources, diagnostics)
    if checked is None or diagnostics.errors:
        raise PolicyError(diagnostics.sorted())
    return Policy(checked, diagnostics.sorted())
