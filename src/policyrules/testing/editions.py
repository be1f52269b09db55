"""The editions that a suite is about, and the same with other parameters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policyrules.checking.check import check_edition
from policyrules.engine.folders import is_policy_name
from policyrules.engine.library import Library
from policyrules.engine.policy import Policy
from policyrules.engine.shelf import PolicyFile, read_shelf
from policyrules.errors import NoEditionInForce, NotInLibrary
from policyrules.policy.fact_reader import FactReader
from policyrules.policy.parameter_reader import ParameterReader, type_of_literal
from policyrules.policy.places import Places
from policyrules.policy.types import DurationType
from policyrules.policy.windows import days_in_words, windows_of
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.suggest import suggest
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from datetime import date

    from policyrules.policy.model import Parameter
    from policyrules.testing.suite import Case, Override, Suite


@frozen
class Editions:
    """The editions of one policy; those with other parameters are made once and kept."""

    policy: str
    library: Library
    _changed: dict[tuple[object, ...], Policy] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def all(self) -> tuple[Policy, ...]:
        """Every edition, drafts among them."""
        return self.library.editions(self.policy)

    def pick(self, case: Case, day: date, diagnostics: Diagnostics) -> Policy | None:
        """The edition that a case names, or else that in force on the day; None with an error."""
        try:
            if case.edition:
                return self._named(case, day, diagnostics)
            if case.any_date and len(self.all) == 1:
                return self.all[0]
            return self.library.policy(self.policy, on=day)
        except NotInLibrary as error:
            message, _, advice = str(error).partition("; ")
            diagnostics.error("unknown-edition", case.edition_span, message, advice)
        except NoEditionInForce as error:
            advice = "say which `edition` decides, and `any_date: true`"
            diagnostics.error("no-edition-in-force", case.as_of_span, str(error), advice)
        return None

    def _named(self, case: Case, day: date, diagnostics: Diagnostics) -> Policy | None:
        policy = self.library.edition(self.policy, case.edition)
        if case.any_date or policy.in_force(day):
            return policy
        diagnostics.error(
            "no-edition-in-force",
            case.as_of_span,
            f"`{case.edition}` is in force {days_in_words(policy.starts, policy.ends)}, not on {date_text(day)}",
            "correct `as_of`, or say `any_date: true`",
        )
        return None

    def with_parameters(
        self, policy: Policy, overrides: tuple[Override, ...], diagnostics: Diagnostics
    ) -> Policy | None:
        """An edition with the values that a case gives its parameters; None with an error."""
        if not overrides:
            return policy
        found = Diagnostics()
        changed = {one.name: _override(policy, one, found) for one in overrides}
        key = (policy.digest, tuple(sorted((name, repr(one)) for name, one in changed.items())))
        if not found.errors and key not in self._changed:
            edition = policy.checked.edition
            parameters = tuple(changed.get(one.id) or one for one in edition.parameters)
            proved = Diagnostics()
            checked = check_edition(evolve(edition, parameters=parameters), proved)
            for one in proved.sorted():
                if one.severity == "error":
                    message = f"with these parameters {one.message} ({one.span.place})"
                    found.error("wrong-parameters", overrides[0].span, message, one.help)
            if not found.errors:
                self._changed[key] = Policy(checked, proved.sorted(), ends=policy.ends)
        for one in found.sorted():
            diagnostics.add(one)
        return self._changed.get(key) if not found.errors else None


def find_editions(suite: Suite, diagnostics: Diagnostics) -> Editions | None:
    """The editions beside a suite, or in the folder above it; None with an error."""
    folder = Path(suite.name).parent
    others: list[str] = []
    for place in (folder, folder.parent):
        files = _files_in(place)
        mine = [one for one in files if one.checked is None or one.checked.edition.policy == suite.policy]
        for finding in (finding for one in mine for finding in one.findings if finding.severity == "error"):
            diagnostics.add(finding)
        if diagnostics.errors:
            return None
        if mine:
            return Editions(suite.policy, Library(_policies(mine)))
        others += [one.checked.edition.policy for one in files if one.checked is not None]
    near = suggest(suite.policy, others)
    diagnostics.error(
        "unknown-policy",
        suite.span,
        f"there is no policy `{suite.policy}` beside this suite",
        f"did you mean `{near}`?"
        if near
        else "put the suite into the folder of the policy's editions, or into one below it",
    )
    return None


def _files_in(folder: Path) -> list[PolicyFile]:
    """The policy files of a folder itself, not of those below it."""
    files = sorted(one for one in folder.iterdir() if one.is_file() and is_policy_name(one.name))
    read = [one for file in files for one in read_shelf(file).files]
    return [one for one in read if one.may_be_policy]


def _policies(files: list[PolicyFile]) -> list[Policy]:
    """The editions of files, each with the day on which it ends."""
    found = [(one.checked, one.findings) for one in files if one.checked is not None]
    windows = windows_of(checked.edition for checked, _ in found)
    ends = {one.edition.edition: one.ends for one in windows}
    return [Policy(checked, findings, ends=ends.get(checked.edition.edition)) for checked, findings in found]


def _override(policy: Policy, override: Override, diagnostics: Diagnostics) -> Parameter | None:
    """The parameter with the value that a case gives it; None with an error."""
    parameters = policy.checked.parameters
    before = parameters.get(override.name)
    if before is None:
        near = suggest(override.name, parameters)
        there = f"there are {', '.join(parameters)}" if parameters else "the policy has no parameters"
        diagnostics.error(
            "unknown-name",
            override.span,
            f"unknown parameter `{override.name}`",
            f"did you mean `{near}`?" if near else there,
        )
        return None
    places = Places(diagnostics)
    value = ParameterReader(places, FactReader(places)).value(before, override.node)
    kind = before.type
    if isinstance(kind, DurationType) and not kind.hours and value is not None:
        kind = type_of_literal(value)  # hours may not do where days did
    return evolve(before, value=value, type=kind)
