"""Clause by rule by test: where every clause of a pack went, and which cases try its rules (docs: packs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.engine.packs import read_pack_files
from policyrules.engine.shelf import read_shelf
from policyrules.errors import PolicyError
from policyrules.policy.citations import Rule, rules_of
from policyrules.policy.pack import Clause, Pack
from policyrules.testing.files import suite_files
from policyrules.testing.suite import Case, Suite
from policyrules.testing.suite_reader import read_suite
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Scalar, Sequence
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as ListOf
    from pathlib import Path

#: What stands in `expect` under these keys is named like this in a policy file.
_SECTIONS = {"score": ("scorecard.indicators", "scorecard.adjustments"), "values": ("definitions", "tables")}


@frozen
class RuleRow:
    """A rule that cites a clause, as its last edition has it."""

    rule: Rule
    #: The editions in which it cites the clause, in the order of their files.
    editions: tuple[str, ...]
    #: The cases that name it.
    cases: tuple[Case, ...]


@frozen
class ClauseRow:
    """A clause with the rules that cite it."""

    clause: Clause
    rules: tuple[RuleRow, ...]

    @property
    def lacks(self) -> str:
        """`rule` or `test` where an encoded clause has none; else empty."""
        if self.clause.disposition != "encoded":
            return ""
        if not self.rules:
            return "rule"
        return "" if any(row.cases for row in self.rules) else "test"


@frozen
class Matrix:
    """Every clause of a pack, in the order of `clauses.yaml`."""

    pack: Pack
    rows: tuple[ClauseRow, ...]

    @property
    def gaps(self) -> tuple[ClauseRow, ...]:
        """The encoded clauses that no rule carries, or no case tries."""
        return tuple(row for row in self.rows if row.lacks)


def read_matrix(folder: Path) -> Matrix:
    """The matrix of the pack in a folder, from its clauses, its editions and the suites beside these.

    Raises PolicyError where one of the files cannot be used, and OSError where it cannot be opened.
    """
    diagnostics = Diagnostics()
    files = read_pack_files(folder, diagnostics)
    shelf = read_shelf(folder)
    suites = [_suite(path, diagnostics) for path in suite_files(folder)]
    errors = [one for one in (*diagnostics.sorted(), *shelf.findings) if one.severity == "error"]
    if errors or files.pack is None:
        raise PolicyError(errors)
    editions = [one.checked.edition for one in shelf.files if one.checked is not None]
    rules = [rule for edition in editions for rule in rules_of(edition)]
    return Matrix(files.pack, matrix_rows(files.clauses or (), rules, [one for one in suites if one]))


def matrix_rows(
    clauses: Iterable[Clause], rules: ListOf[Rule], suites: Iterable[Suite]
) -> tuple[ClauseRow, ...]:
    """For each clause the rules that cite it, and for each rule the cases that name it."""
    cases: dict[str, list[Case]] = {}
    for suite in suites:
        for case in suite.cases:
            for path in dict.fromkeys(_named_in(case)):
                cases.setdefault(f"{suite.policy}/{path}", []).append(case)
    return tuple(
        ClauseRow(
            clause, tuple(_rule_rows([one for one in rules if clause.id in one.provenance.clauses], cases))
        )
        for clause in clauses
    )


def _rule_rows(rules: Iterable[Rule], cases: dict[str, list[Case]]) -> Iterator[RuleRow]:
    """A row for each rule, whatever the number of editions that have it."""
    by_key: dict[str, list[Rule]] = {}
    for rule in rules:
        by_key.setdefault(rule.key, []).append(rule)
    for key, same in by_key.items():
        editions = tuple(dict.fromkeys(rule.edition for rule in same))
        yield RuleRow(same[-1], editions, tuple(cases.get(key, ())))


def _named_in(case: Case) -> Iterator[str]:
    """The paths of the rules that a case names: in what it expects, or by giving a parameter another value."""
    for override in case.parameters:
        yield f"parameters.{override.name}"
    for expected in case.expected:
        section, *names = expected.path
        if not names:
            continue
        if section in {"grounds", "undetermined"}:
            yield f"bars.{names[0]}"
            listed = expected.node.items if isinstance(expected.node, Sequence) else ()
            for item in listed:
                if isinstance(item, Scalar):
                    yield f"bars.{names[0]}.grounds.{item.value}"
        elif section == "effects":
            yield f"vetoes.{names[0]}"
            yield f"vetoes.{names[0]}.effects.{names[-1]}"
        else:
            for group in _SECTIONS.get(section, (section,)):
                yield f"{group}.{names[0]}"


def _suite(path: Path, diagnostics: Diagnostics) -> Suite | None:
    source = decode(path.read_bytes(), str(path), diagnostics)
    return read_suite(source, diagnostics) if source is not None else None
