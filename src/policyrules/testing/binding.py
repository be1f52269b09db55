"""A case and the edition that decides it: every name in the case is known, every value is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.engine.policy import Policy
from policyrules.testing.cohort_sections import COHORT_SECTIONS
from policyrules.testing.expected import BROKEN, ExpectedReader
from policyrules.testing.record_facts import check_declared
from policyrules.testing.section import Path, Section
from policyrules.testing.sections import FAULTS, SECTIONS
from policyrules.testing.suite import Case
from policyrules.text.data import data_of
from policyrules.text.source import NOWHERE, Span

if TYPE_CHECKING:
    from policyrules.testing.editions import Editions
    from policyrules.testing.suite import Expected
    from policyrules.text.diagnostic import Diagnostics


@frozen
class Check:
    """One expectation that has been read."""

    #: Its section and the names under it, such as `("bars", "main_grant")`.
    path: Path
    section: Section = field(eq=False, repr=False)
    #: What is expected, in the form in which decisions are compared.
    value: Any
    #: Where the value is written.
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class BoundCase:
    """A case that can be decided."""

    case: Case
    policy: Policy
    day: date
    #: The records as plain data: by name for a cohort, else one by an empty name.
    records: Mapping[str, Mapping[str, Any]]
    checks: tuple[Check, ...]


def bind(case: Case, editions: Editions, diagnostics: Diagnostics) -> BoundCase | None:
    """The case with its edition, records and expectations; None with an error."""
    if case.as_of is None:
        diagnostics.error(
            "no-day",
            case.span,
            f"nothing says for which day `{case.name}` is decided",
            "add `as_of: 2026-05-31`",
        )
        return None
    policy = editions.pick(case, case.as_of, diagnostics)
    if policy is not None:
        policy = editions.with_parameters(policy, case.parameters, diagnostics)
    if policy is None:
        return None
    for given in case.records:
        for node in given.written:
            check_declared(node, policy.checked.edition.facts, diagnostics)
    checks = _checks(case, policy, diagnostics)
    if diagnostics.errors:
        return None
    records = {given.name: data_of(given.node) for given in case.records}
    return BoundCase(case, policy, case.as_of, records, tuple(checks))


def _checks(case: Case, policy: Policy, diagnostics: Diagnostics) -> list[Check]:
    """The expectations of a case; what cannot be read is reported."""
    reader = ExpectedReader(diagnostics, tuple(one.name for one in case.records))
    faulty = any(one.path[0] in FAULTS for one in case.expected)
    sections = COHORT_SECTIONS if case.cohort else FAULTS if faulty else SECTIONS
    found = []
    for one in case.expected:
        section = sections.get(one.path[0])
        if section is None:
            _misplaced(one, case, diagnostics)
        elif _known(one, section, policy, reader):
            value = section.read(reader, policy.checked, one.path, one.node)
            if value is not BROKEN:
                found.append(Check(one.path, section, value, one.node.span))
    return found


def _known(expected: Expected, section: Section, policy: Policy, reader: ExpectedReader) -> bool:
    """Whether the policy has every name of a path; one that it has not is reported."""
    for depth, what in enumerate(section.levels, 1):
        name = expected.path[depth]
        known = list(section.known(policy.checked, expected.path[:depth]))
        if name not in known:
            reader.unknown_name(expected.spans[depth], name, what, known)
            return False
    return True


def _misplaced(expected: Expected, case: Case, diagnostics: Diagnostics) -> None:
    name = expected.path[0]
    if case.cohort:
        message = f"a cohort has no `{name}`"
        advice = f"expect {', '.join(COHORT_SECTIONS)}; anything else in a case with a single `record`"
    elif name not in SECTIONS:
        message, advice = f"one record has no `{name}`", "name several records under `cohort`"
    else:
        message = f"a record with faults is not decided, so that it has no `{name}`"
        advice = "expect nothing beside `faults`"
    diagnostics.error("misplaced", expected.spans[0], message, advice)
