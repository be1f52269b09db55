"""A library: all editions of all policies below a folder, of which each day has its own in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyrules.engine.checks import check_library, in_order
from policyrules.engine.loading import LARGEST_FILE
from policyrules.engine.packs import under_pack
from policyrules.engine.policy import Policy, as_day
from policyrules.engine.shelf import Shelf, read_shelf
from policyrules.errors import NoEditionInForce, NotInLibrary, PolicyError
from policyrules.policy.windows import days_in_words, windows_of
from policyrules.text.suggest import suggest
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from policyrules.policy.model import Edition
    from policyrules.text.diagnostic import Diagnostic


def open_library(path: str | PathLike[str], *, limit: int = LARGEST_FILE) -> Library:
    """Read and check all editions of all policies below a folder; `limit` is in bytes for each file.

    Raises PolicyError with everything that is wrong with them, sealed editions that were changed and
    editions that overlap included, and OSError where a file cannot be opened.
    """
    shelf = read_shelf(Path(path), limit)
    found, _ = check_library(shelf, limit)
    if any(one.severity == "error" for one in found):
        raise PolicyError(found)
    return Library(_policies(shelf, limit), tuple(found))


def _policies(shelf: Shelf, limit: int) -> list[Policy]:
    """The editions of a sound shelf, each with the day on which it ends and the notice of its pack."""
    by_id: dict[str, list[Edition]] = {}
    for file in shelf.files:
        if file.checked is not None:
            by_id.setdefault(file.checked.edition.policy, []).append(file.checked.edition)
    windows = [window for editions in by_id.values() for window in windows_of(editions)]
    ends = {(one.edition.policy, one.edition.edition): one.ends for one in windows}
    policies: list[Policy] = []
    wrong: list[Diagnostic] = []
    for file in shelf.files:
        if file.checked is None:
            continue
        name = file.checked.edition.policy, file.checked.edition.edition
        try:
            checked = under_pack(file.checked, file.path, limit)
            policies.append(Policy(checked, file.findings, ends=ends.get(name)))
        except PolicyError as error:
            wrong += error.diagnostics
    if wrong:
        raise PolicyError(in_order(wrong))
    return policies


class Library:
    """The editions of policies; immutable, and safe to share between threads. Made by `policyrules.open_library`."""

    __slots__ = ("_editions", "_warnings")

    def __init__(self, policies: Iterable[Policy], warnings: tuple[Diagnostic, ...] = ()) -> None:
        editions: dict[str, dict[str, Policy]] = {}
        for one in sorted(policies, key=_by_beginning):
            editions.setdefault(one.id, {})[one.edition] = one
        self._editions = editions
        self._warnings = warnings

    @property
    def policies(self) -> tuple[str, ...]:
        """The ids of the policies, in alphabetical order."""
        return tuple(self._editions)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What checking found that keeps no policy from deciding, such as days without an edition."""
        return self._warnings

    def policy(self, id: str, *, on: date | str) -> Policy:  # noqa: A002 - the word of the language
        """The edition of a policy that is in force on a day, given as a date or as ISO text.

        Raises NoEditionInForce where there is none, NotInLibrary for an unknown id, and ValueError
        where `on` is no date.
        """
        day = as_day(on, "on")
        published = [one for one in self.editions(id) if one.status != "draft"]
        for one in published:
            if one.in_force(day):
                return one
        windows = [f"`{one.edition}` {days_in_words(one.starts, one.ends)}" for one in published]
        known = f"there is {', '.join(windows)}" if windows else "all its editions are drafts"
        raise NoEditionInForce(f"no edition of `{id}` is in force on {date_text(day)}: {known}")

    def editions(self, id: str) -> tuple[Policy, ...]:  # noqa: A002 - the word of the language
        """The editions of a policy, drafts among them, in the order in which they begin.

        Raises NotInLibrary for an unknown id.
        """
        return tuple(self._named(id).values())

    def edition(self, id: str, name: str) -> Policy:  # noqa: A002 - the word of the language
        """One edition of a policy by its name, such as `2026`; raises NotInLibrary where there is none."""
        editions = self._named(id)
        if name not in editions:
            near = suggest(name, editions)
            hint = f"did you mean `{near}`?" if near else f"there are {_listed(editions)}"
            raise NotInLibrary(f"`{id}` has no edition `{name}`; {hint}")
        return editions[name]

    def _named(self, id: str) -> dict[str, Policy]:  # noqa: A002 - the word of the language
        if id not in self._editions:
            near = suggest(id, self._editions)
            hint = f"did you mean `{near}`?" if near else f"it holds {_listed(self._editions) or 'none'}"
            raise NotInLibrary(f"there is no policy `{id}` in this library; {hint}")
        return self._editions[id]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and self._editions == other._editions

    def __hash__(self) -> int:
        return hash(tuple(self._editions))

    def __repr__(self) -> str:
        return f"<Library of {', '.join(self._editions)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        policies = tuple(one for editions in self._editions.values() for one in editions.values())
        return Library, (policies, self._warnings)


def _by_beginning(policy: Policy) -> tuple[str, date, str]:
    return policy.id, policy.starts or date.min, policy.edition


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
