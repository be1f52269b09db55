"""The policy that a command decides by: a file, or the folder with the editions of one policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyrules.cli.output import CommandError
from policyrules.engine.library import open_library
from policyrules.engine.loading import load
from policyrules.errors import NoEditionInForce

if TYPE_CHECKING:
    from datetime import date

    from policyrules.engine.library import Library
    from policyrules.engine.policy import Policy


def open_policy(path: str, as_of: date, *, any_date: bool = False) -> Policy:
    """The policy of a file, or the edition that is in force on the day, of those in a folder.

    Raises PolicyError and OSError as the library does, and CommandError where the folder does not tell
    which edition decides.
    """
    if not Path(path).is_dir():
        return load(path)
    library = open_library(path)
    return _in_force(path, library, as_of, any_date=any_date)


def _in_force(path: str, library: Library, as_of: date, *, any_date: bool) -> Policy:
    if len(library.policies) > 1:
        names = ", ".join(f"`{name}`" for name in library.policies)
        raise CommandError(f"there are several policies in `{path}`: {names}; name the folder of one of them")
    [name] = library.policies
    try:
        return library.policy(name, on=as_of)
    except NoEditionInForce as error:
        published = [one for one in library.editions(name) if one.status != "draft"]
        if any_date and len(published) == 1:
            return published[0]
        raise CommandError(
            f"{error}; to decide all the same, name the file of an edition and add --any-date"
        ) from None
