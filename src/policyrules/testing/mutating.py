"""Trying test suites by mutants: which small mistakes in a policy would no case notice (docs: testing, mutation)."""

from __future__ import annotations

import signal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attrs import evolve, field, frozen

from policyrules.checking.scorecards import check_scorecard
from policyrules.checking.tables import check_tables
from policyrules.engine.policy import Policy
from policyrules.inference.checked import resolve
from policyrules.policy.digest import digest_of
from policyrules.testing.mutants import Mutant, mutants_of
from policyrules.testing.running import judge, run_file
from policyrules.text.diagnostic import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Edition, Parameter
    from policyrules.testing.binding import BoundCase, Check
    from policyrules.testing.running import SuiteResult

#: `invalid` where checking, or the digest, tells the mutant from a policy that says something else.
Fate = Literal["killed", "survived", "invalid"]
#: What an edition may have that only keeps it from being tidy.
_UNTIDY = {"unused"}
#: How many mutants a process tries in one go.
_BATCH = 12
#: The keys of rules by what the trace calls them.
_KEYS = {
    "bar": "bars",
    "veto": "vetoes",
    "award": "awards",
    "duty": "duties",
    "definition": "definitions",
    "table": "tables",
}
_SCORE = ("score.lines", "score.total", "score.final")


@frozen
class Target:
    """An edition that cases decide by, and the files of these cases."""

    policy: str
    edition: str
    #: The name of the edition's file.
    file: str
    suites: tuple[str, ...]


@frozen
class Mutation:
    """What became of the mutants of an edition."""

    target: Target
    mutants: tuple[Mutant, ...]
    fates: tuple[Fate, ...]

    def count(self, fate: Fate) -> int:
        """How many of the mutants had a fate."""
        return self.fates.count(fate)

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The mutants that no case noticed."""
        return tuple(one for one, fate in zip(self.mutants, self.fates, strict=True) if fate == "survived")


def targets_of(results: Iterable[SuiteResult]) -> tuple[Target, ...]:
    """Every edition by which a case of some suites is decided."""
    suites: dict[tuple[str, str, str], list[str]] = {}
    for result in results:
        for case in result.cases:
            if case.bound is not None:
                edition = case.bound.policy.checked.edition
                files = suites.setdefault((edition.policy, edition.edition, edition.source.name), [])
                if result.file not in files:
                    files.append(result.file)
    return tuple(Target(*key, tuple(files)) for key, files in sorted(suites.items()))


def edition_of(target: Target, results: Iterable[SuiteResult]) -> Edition:
    """The edition of a target as it is written, without the parameters that cases give."""
    return next(
        one.checked.edition
        for result in results
        if result.file in target.suites and result.editions is not None
        for one in result.editions.all
        if one.edition == target.edition
    )


def mutate(
    results: Sequence[SuiteResult],
    *,
    jobs: int = 1,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Mutation]:
    """Try suites, all of whose cases pass, by the mutants of every edition that decides one of them.

    With more than one job, processes share the work and read the files again. `watch` is told again and again
    how many more mutants were tried, of how many.
    """
    targets = targets_of(results)
    mutants = {one: tuple(mutants_of(edition_of(one, results))) for one in targets}
    batches = [
        (one, range(start, min(start + _BATCH, len(mutants[one]))))
        for one in targets
        for start in range(0, len(mutants[one]), _BATCH)
    ]
    total, fates = sum(map(len, mutants.values())), {one: list[Fate]() for one in targets}
    for (target, numbers), found in zip(batches, _fates(batches, jobs), strict=True):
        fates[target] += found
        watch(len(numbers), total)
    return [Mutation(one, mutants[one], tuple(fates[one])) for one in targets]


def _fates(batches: Sequence[tuple[Target, range]], jobs: int) -> Iterator[list[Fate]]:
    """The fates of each batch of mutants, in the order of the batches."""
    jobs = min(jobs, len(batches))
    if jobs <= 1:
        trial_of = cache(read_trial)
        for target, numbers in batches:
            yield trial_of(target).fates(numbers)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - one process does without
    from multiprocessing import get_context  # noqa: PLC0415 - the same

    # Ctrl-C is for the process that waits, which ends the others.
    quiet = (signal.SIGINT, signal.SIG_IGN)
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=signal.signal, initargs=quiet) as pool:
        yield from pool.map(_try_batch, *zip(*batches, strict=True))


def _try_batch(target: Target, numbers: range) -> list[Fate]:
    return _kept_trial(target).fates(numbers)


def read_trial(target: Target) -> Trial:
    """The edition and the cases of a target, read from their files."""
    results = [run_file(Path(one)) for one in target.suites]
    bound = [
        case.bound
        for result in results
        for case in result.cases
        if case.bound is not None and case.bound.policy.edition == target.edition
    ]
    return Trial.of(edition_of(target, results), bound)


#: A process reads the files of a target once.
_kept_trial = cache(read_trial)


@frozen
class _Witness:
    """A case, and what its expectations rest on."""

    bound: BoundCase
    #: The names that stand in its expectations.
    named: frozenset[str]
    #: What these read, themselves or through others: names, and keys of rules.
    reached: frozenset[str]
    #: The parameters to which it gives other values.
    given: dict[str, Parameter]
    #: What tells the edition that decides it from that of other cases; empty where it gives none.
    variant: tuple[tuple[str, str], ...]


@frozen
class Trial:
    """An edition, its mutants, and the cases that may notice them."""

    edition: Edition
    digest: str
    mutants: list[Mutant]
    #: Those that killed a mutant last come first.
    witnesses: list[_Witness] = field(eq=False)

    @classmethod
    def of(cls, edition: Edition, cases: Sequence[BoundCase]) -> Trial:
        """A trial of an edition by cases that pass."""
        witnesses = [_witness(one) for one in cases]
        return cls(edition, digest_of(edition), mutants_of(edition), witnesses)

    def fates(self, numbers: Iterable[int]) -> list[Fate]:
        """What becomes of the mutants of these numbers."""
        return [self.fate(self.mutants[number]) for number in numbers]

    def fate(self, mutant: Mutant) -> Fate:
        """Whether some case notices a mutant."""
        checked = _checked(mutant.edition)
        if checked is None or checked.digest == self.digest:
            return "invalid"
        variants: dict[tuple[object, ...], CheckedEdition | None] = {(): checked}
        group, _, rest = mutant.place.partition(".")
        name = rest.partition(".")[0]
        words = frozenset(rest.split("."))
        near = {id(one) for one in self.witnesses if _touches(group, name, one.reached)}
        for one in sorted(self.witnesses, key=lambda one: (words.isdisjoint(one.named), id(one) not in near)):
            if group == "parameters" and name in one.given:
                continue  # it decides by another value anyway
            if one.variant not in variants:
                variants[one.variant] = _variant(mutant.edition, one.given)
            variant = variants[one.variant]
            if variant is None or _fails(one.bound, variant, dropped=mutant.operator == "drop"):
                self.witnesses.remove(one)
                self.witnesses.insert(0, one)
                return "killed"
        return "survived"


def _witness(bound: BoundCase) -> _Witness:
    checked = bound.policy.checked
    names = {name for check in bound.checks for name in _names(check, checked)}
    given = {one.name: checked.parameters[one.name] for one in bound.case.parameters}
    variant = tuple(sorted((name, repr(one)) for name, one in given.items()))
    named = frozenset(name for check in bound.checks for name in check.path[1:])
    return _Witness(bound, named, checked.reached_from(names), given, variant)


def _names(check: Check, checked: CheckedEdition) -> tuple[str, ...]:
    """The keys of the rules that an expectation is about."""
    rule = check.section.rule(checked, check.path)
    if rule is None:
        return ()
    kind, name = rule
    return (f"{_KEYS[kind]}.{name}",) if kind in _KEYS else _SCORE


def _touches(group: str, name: str, reached: frozenset[str]) -> bool:
    """Whether something of an edition is among what was reached."""
    if group == "scorecard":
        return not reached.isdisjoint(_SCORE)
    if group == "facts":
        return any(one == name or one.startswith((f"{name}.", f"{name}[")) for one in reached)
    return name in reached or f"{group}.{name}" in reached


def _checked(edition: Edition) -> CheckedEdition | None:
    """The edition, checked; None where that shows what is wrong with it. What is unused is let pass."""
    found = Diagnostics()
    checked = resolve(edition, found)
    if any(one.severity == "error" and one.code not in _UNTIDY for one in found.sorted()):
        return None
    proved = Diagnostics()
    check_tables(checked, proved)
    check_scorecard(checked, proved)
    return None if proved.errors else checked


def _variant(edition: Edition, given: Mapping[str, Parameter]) -> CheckedEdition | None:
    """An edition with the parameters that a case gives it; None where they do not fit together."""
    return _checked(evolve(edition, parameters=tuple(given.get(one.id, one) for one in edition.parameters)))


def _fails(bound: BoundCase, checked: CheckedEdition, *, dropped: bool) -> bool:
    """Whether a case does not pass by another edition; it does not where that lacks a name that it expects."""
    if dropped and not all(_known(check, checked) for check in bound.checks):
        return True
    return judge(bound, Policy(checked, ends=bound.policy.ends)).status != "passed"


def _known(check: Check, checked: CheckedEdition) -> bool:
    levels = range(1, len(check.section.levels) + 1)
    return all(check.path[depth] in check.section.known(checked, check.path[:depth]) for depth in levels)
