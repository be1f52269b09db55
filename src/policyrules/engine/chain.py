"""Finding the files of an amended edition: each amends one that lies beside it (docs: language, amendments)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from policyrules.engine.folders import is_policy_name
from policyrules.policy.amendment import amended_edition
from policyrules.text.diagnostic import Note
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from pathlib import Path

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.document import Scalar
    from policyrules.text.source import SourceText

#: How an edition's file ends; the first is preferred.
_ENDINGS = (".yaml", ".yml")
#: How many of the other files are named where one is not there.
_LISTED = 10


def sources_of(path: Path, diagnostics: Diagnostics, limit: int) -> tuple[SourceText, ...]:
    """The texts that make up the edition of a file, the oldest first and that of the file itself last.

    Empty, with an error, where one of them is not there, cannot be read or is larger than `limit` bytes,
    or where they amend each other in a circle. Raises OSError where the file itself cannot be opened.
    """
    source = decode(bytes_of(path, limit), str(path), diagnostics, limit)
    chain: list[tuple[Path, SourceText]] = []
    #: Where each file says what it amends.
    links: list[Scalar] = []
    while source is not None:
        chain.append((path, source))
        amended = amended_edition(source)
        if amended is None:
            return tuple(one for _, one in reversed(chain))
        links.append(amended)
        base = _base(path, amended, diagnostics)
        if base is None or _circular(base, chain, links, diagnostics):
            return ()
        path, source = base, _read_base(base, amended, diagnostics, limit)
    return ()


def bytes_of(path: Path, limit: int) -> bytes:
    """The content of a file, or one byte more than the limit of one that is too large."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def _base(path: Path, amended: Scalar, diagnostics: Diagnostics) -> Path | None:
    """The file of the edition that is amended, or None with an error."""
    name = amended.value.strip()
    for ending in _ENDINGS:
        base = path.with_name(name + ending)
        if os.path.isfile(base):  # noqa: PTH113 - false where no file can have so long a name
            return base
    others = sorted(
        one.stem for one in path.parent.iterdir() if is_policy_name(one.name) and one.stem != path.stem
    )
    # Names that are years all look alike, so the nearest would be a guess.
    listed = ", ".join(others[:_LISTED]) + (", …" if len(others) > _LISTED else "")
    wanted = path.with_name(name + _ENDINGS[0])
    diagnostics.error(
        "no-base",
        amended.span,
        f"there is no file `{wanted}` with the edition `{name}` that this one amends",
        f"the other editions there: {listed}" if others else "put the file of that edition beside this one",
    )
    return None


def _circular(
    base: Path, chain: list[tuple[Path, SourceText]], links: list[Scalar], diagnostics: Diagnostics
) -> bool:
    """Whether a file is in the chain already, which is reported where the first of them names the next."""
    places = [one for one, _ in chain]
    if base not in places:
        return False
    first = places.index(base)
    names = [one.stem for one in places[first:]]
    if len(names) == 1:
        message, advice = (
            f"the edition `{names[0]}` cannot amend itself",
            "name the earlier edition that it changes",
        )
    else:
        message = f"these editions amend each other: {names[0]} amends {', which amends '.join([*names[1:], names[0]])}"
        advice = "the first edition of a policy is a whole file, which amends nothing"
    notes = [
        Note(f"`{places[first + number].stem}` says so here", links[first + number].span)
        for number in range(1, len(names))
    ]
    diagnostics.error("amends-circle", links[first].span, message, advice, *notes)
    return True


def _read_base(path: Path, amended: Scalar, diagnostics: Diagnostics, limit: int) -> SourceText | None:
    try:
        data = bytes_of(path, limit)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        diagnostics.error(
            "no-base",
            amended.span,
            f"the file `{path}` of the edition `{amended.value.strip()}`, which this one amends, cannot be read: {reason}",
        )
        return None
    return decode(data, str(path), diagnostics, limit)
