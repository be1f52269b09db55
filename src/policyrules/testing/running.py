"""Running test suites: every case decided and compared with what it expects (docs: testing)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

from policyrules.engine.cohort import Cohort
from policyrules.engine.decision import Decision
from policyrules.engine.loading import LARGEST_FILE
from policyrules.errors import LimitExceeded, NoEditionInForce, RecordError
from policyrules.explanation.masking import MASKED
from policyrules.testing.binding import BoundCase, Check, bind
from policyrules.testing.concealing import secret_places
from policyrules.testing.editions import find_editions
from policyrules.testing.files import suite_files
from policyrules.testing.patching import place_of
from policyrules.testing.sections import FAULTS
from policyrules.testing.suite import Case, Given, Suite
from policyrules.testing.suite_reader import read_suite
from policyrules.testing.written import written_value
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.source import Span
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from os import PathLike

    from policyrules.engine.policy import Policy
    from policyrules.testing.editions import Editions

Status = Literal["passed", "failed", "error"]


@frozen
class Mismatch:
    """Something that a decision does not say as its case expects."""

    check: Check
    #: What was decided, in the form of what was expected.
    value: Any
    #: Whether neither may be shown, because both rest on sensitive facts.
    masked: bool

    @property
    def name(self) -> str:
        """What it is about, such as `bars.main_grant`."""
        return ".".join(self.check.path)

    @property
    def line(self) -> int:
        """The line of the expectation, from 1."""
        return self.check.span.line

    def expected(self, *, reveal: bool = False) -> str:
        """What was expected, as suites write it; masked unless revealed."""
        return MASKED if self.masked and not reveal else shown(self.check.value)

    def actual(self, *, reveal: bool = False) -> str:
        """What was decided, as suites write it; masked unless revealed."""
        return MASKED if self.masked and not reveal else shown(self.value)


@frozen
class CaseResult:
    """What came of one case."""

    case: Case = field(repr=False)
    #: `error` where the case itself is wrong, so that nothing was compared.
    status: Status
    mismatches: tuple[Mismatch, ...] = ()
    #: What is wrong with the case.
    diagnostics: tuple[Diagnostic, ...] = ()
    #: The case with its edition; None where its names could not be told.
    bound: BoundCase | None = field(default=None, repr=False)
    #: Where its suite writes out what unrevealed output must not show.
    secrets: tuple[Span, ...] = field(default=(), eq=False, repr=False)
    #: The decision; None for a cohort, and where there is none.
    decision: Decision | None = field(default=None, repr=False)
    #: The decisions of a cohort; None where the case has none.
    cohort: Cohort | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The name of the case."""
        return self.case.name

    @property
    def line(self) -> int:
        """The line on which the case begins, from 1."""
        return self.case.span.line


@frozen
class SuiteResult:
    """What came of the cases of one file."""

    #: The name of the file.
    file: str
    #: None where the file could not be read.
    suite: Suite | None = field(repr=False)
    cases: tuple[CaseResult, ...] = ()
    #: What is wrong with the file as a whole, or with the policy that it tries.
    diagnostics: tuple[Diagnostic, ...] = ()
    #: The editions that it was run with; None where it could not be run.
    editions: Editions | None = field(default=None, repr=False)

    @property
    def policy(self) -> str:
        """The id of the policy, empty where the file could not be read."""
        return self.suite.policy if self.suite is not None else ""

    @property
    def passed(self) -> bool:
        """Whether the file could be run and none of its cases failed."""
        return not self.diagnostics and all(one.status == "passed" for one in self.cases)


def run_suites(
    path: str | PathLike[str], *, select: str = "", edition: str = "", fail_fast: bool = False
) -> list[SuiteResult]:
    """Run a test suite, or every `*.test.yaml` of a folder.

    `select` takes only the cases in whose `policy: case` it stands; `edition` decides the cases that
    do not name one themselves, on any date; `fail_fast` stops at the first case that does not pass.
    Raises ValueError where there is nothing to run, and OSError where the path cannot be read.
    """
    results: list[SuiteResult] = []
    for file in suite_files(Path(path)):
        results.append(run_file(file, select=select, edition=edition, fail_fast=fail_fast))
        if fail_fast and not results[-1].passed:
            break
    if not any(one.cases or one.diagnostics for one in results):
        matching = f" that match `{select}`" if select else ""
        raise ValueError(f"there are no cases in `{path}`{matching}")
    return results


def run_file(path: Path, *, select: str = "", edition: str = "", fail_fast: bool = False) -> SuiteResult:
    """Run one file; raises OSError where it cannot be read."""
    diagnostics = Diagnostics()
    suite = load_suite(path, diagnostics)
    editions = find_editions(suite, diagnostics) if suite is not None else None
    if suite is None or editions is None:
        return SuiteResult(str(path), suite, diagnostics=diagnostics.sorted())
    found: list[CaseResult] = []
    for case in suite.cases:
        if select.casefold() not in f"{suite.policy}: {case.name}".casefold():
            continue
        found.append(run_case(case, editions, edition))
        if fail_fast and found[-1].status != "passed":
            break
    return SuiteResult(str(path), suite, tuple(found), editions=editions)


def load_suite(path: Path, diagnostics: Diagnostics) -> Suite | None:
    """Read a suite file; None with an error. Raises OSError where it cannot be opened."""
    with path.open("rb") as file:
        source = decode(file.read(LARGEST_FILE + 1), str(path), diagnostics, LARGEST_FILE)
    return read_suite(source, diagnostics) if source is not None else None


def run_case(case: Case, editions: Editions, edition: str = "") -> CaseResult:
    """Decide a case and compare; whatever is wrong with it is in the result."""
    diagnostics = Diagnostics()
    if edition and not case.edition:
        case = evolve(case, edition=edition, edition_span=case.span, any_date=True)
    bound = bind(case, editions, diagnostics)
    if bound is None:
        result = CaseResult(case, "error", diagnostics=diagnostics.sorted())
    else:
        result = judge(bound)
    secrets = secret_places(case, editions.all) if result.diagnostics else ()
    return evolve(result, secrets=tuple(secrets))


def judge(bound: BoundCase, policy: Policy | None = None) -> CaseResult:
    """Decide a bound case, by its own edition or by another one with the same names, and compare."""
    policy = policy or bound.policy
    diagnostics = Diagnostics()
    said = _decide(bound, policy, diagnostics)
    if diagnostics.errors:
        return CaseResult(bound.case, "error", diagnostics=diagnostics.sorted(), bound=bound)
    found = []
    for check in bound.checks:
        value = check.section.actual(said, check.path, check.value)
        if value != check.value:
            masked = check.section.sensitive(policy.checked, check.path)
            masked = masked or (isinstance(said, Decision) and check.section.masked(said, check.path))
            found.append(Mismatch(check, value, masked))
    return CaseResult(
        bound.case,
        "failed" if found else "passed",
        tuple(found),
        bound=bound,
        decision=said if isinstance(said, Decision) else None,
        cohort=said if isinstance(said, Cohort) else None,
    )


def _decide(
    bound: BoundCase, policy: Policy, diagnostics: Diagnostics
) -> Decision | Cohort | RecordError | None:
    """What the policy says of a case; the error of its record where faults are expected; None with an error."""
    case = bound.case
    try:
        if case.cohort:
            cohort = policy.evaluate_cohort(bound.records, as_of=bound.day, any_date=case.any_date)
            _check_members(bound, cohort, diagnostics)
            return cohort
        if any(check.path[0] in FAULTS for check in bound.checks):
            return _faults_of(bound, policy)
        return policy.evaluate(bound.records[""], as_of=bound.day, any_date=case.any_date)
    except NoEditionInForce as error:
        message, advice = str(error).partition(";")[0], "correct `as_of`, or say `any_date: true`"
        diagnostics.error("no-edition-in-force", case.as_of_span, message, advice)
    except (RecordError, LimitExceeded) as error:
        _report(error, case.records[0], case, diagnostics)
    return None


def _check_members(bound: BoundCase, cohort: Cohort, diagnostics: Diagnostics) -> None:
    """Report the members of a cohort that could not be decided, unless the case expects it."""
    expected = {name for check in bound.checks if check.path[0] == "faults" for name in check.value}
    given = {one.name: one for one in bound.case.records}
    for name, error in cohort.errors.items():
        if name not in expected:
            _report(error, given[name], bound.case, diagnostics)


def _report(error: RecordError | LimitExceeded, given: Given, case: Case, diagnostics: Diagnostics) -> None:
    """Report why a record could not be decided, at the values that are wrong."""
    if isinstance(error, LimitExceeded):
        diagnostics.error("too-much-work", case.span, str(error))
        return
    for fault in error.faults:
        message = f"{fault.pointer or 'the record'}: {fault.message}"
        diagnostics.error(fault.code, place_of(given.node, fault.pointer), message)


def _faults_of(bound: BoundCase, policy: Policy) -> RecordError:
    """What is wrong with the record of a case, or an error without faults."""
    try:
        policy.read(bound.records[""])
    except RecordError as error:
        return error
    return RecordError([])


def shown(value: Any) -> str:
    """A value as suites write it, or else as Python does."""
    try:
        return written_value(value)
    except (TypeError, ValueError):
        return repr(value)
