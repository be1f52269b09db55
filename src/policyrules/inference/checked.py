"""An edition whose names and types are known: what evaluators need to know about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from policyrules.inference.award_rules import check_excepted
from policyrules.inference.findings import Findings
from policyrules.inference.rules import Ordered, infer_rules
from policyrules.inference.scope import build_scope
from policyrules.language.tree import Node
from policyrules.policy.digest import digest_of
from policyrules.policy.model import Edition, Parameter, Table
from policyrules.policy.reader import read_edition
from policyrules.policy.types import DecisionType, ListType, RecordType, Type, describe
from policyrules.policy.walk import expressions_in
from policyrules.policy.words import Words
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.suggest import suggest


@frozen(slots=False)
class CheckedEdition:
    """An edition without errors."""

    edition: Edition
    #: The keys of its rules, each after those that it reads.
    order: tuple[str, ...] = field(repr=False)
    #: What each rule refers to, by its key.
    findings: dict[str, Findings] = field(eq=False, repr=False)
    #: The types of definitions and tables.
    types: dict[str, Type] = field(eq=False, repr=False)

    @cached_property
    def digest(self) -> str:
        """The digest of what the edition means: `sha256:` and 64 hexadecimal digits."""
        return digest_of(self.edition)

    @cached_property
    def read_facts(self) -> frozenset[str]:
        """The paths of the facts that some expression reads, and of the one that names the subject."""
        paths = {path for one in self.findings.values() for path in one.facts}
        subject = self.edition.subject.id
        return frozenset(paths | {subject} if subject else paths)

    @cached_property
    def asked_facts(self) -> frozenset[str]:
        """The paths of the facts of which some expression asks whether they are known."""
        return self.reached_from({name for one in self.findings.values() for name in one.asked})

    def reached_from(self, names: Iterable[str]) -> frozenset[str]:
        """Names, keys of rules and paths of facts, with all that they read, themselves or through others."""
        waiting, found = set(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            keys = [f"definitions.{name}", f"tables.{name}", f"facts.{name}", name]
            if name.startswith("score."):
                keys += ["score.lines", "score.total"]
            if name in {"score.final_total", "score.final_grade"}:
                keys.append("score.final")
            if name == "vetoes.any":
                keys += [key for key in self.findings if key.startswith("vetoes.")]
            for key in keys:
                if key in self.findings:
                    waiting |= self.findings[key].facts | self.findings[key].names
        return frozenset(found)

    @cached_property
    def sensitive_nodes(self) -> frozenset[int]:
        """The identities of the expression nodes that are computed from sensitive facts."""
        return frozenset(node for one in self.findings.values() for node in one.sensitive)

    @cached_property
    def expressions(self) -> tuple[Node, ...]:
        """Every expression and cell of the edition."""
        return tuple(expressions_in(self.edition))

    @cached_property
    def items(self) -> dict[str, Any]:
        """Facts, definitions, bars, vetoes, awards, duties and publications by the keys of their rules."""
        edition = self.edition
        groups = {
            "definitions": edition.definitions,
            "bars": edition.bars,
            "vetoes": edition.vetoes,
            "awards": edition.awards,
            "duties": edition.duties,
            "publications": edition.publications,
        }
        found: dict[str, Any] = {f"facts.{fact.name}": fact for fact in edition.facts}
        found |= {f"{group}.{item.id}": item for group, items in groups.items() for item in items}
        return found

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Parameters by name."""
        return {one.id: one for one in self.edition.parameters}

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Tables by name."""
        return {one.id: one for one in self.edition.tables}

    def with_notice(self, notice: Words) -> CheckedEdition:
        """The same edition under a notice, which its digest leaves out as it does all wording."""
        return evolve(self, edition=evolve(self.edition, notice=notice))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the text: nodes are told apart by identity, which a pickle does not keep."""
        texts = ((source.text, source.name) for source in self.edition.sources)
        return restore, (self.edition.notice, self.edition.parameters, *texts)


def restore(notice: Words, parameters: tuple[Parameter, ...], *texts: tuple[str, str]) -> CheckedEdition:
    """A pickled edition, from the texts and names of its files: it was free of errors when it was pickled.

    The notice may come from its pack, which has a file of its own, and parameters from a test case.
    """
    *earlier, source = (SourceText(name, text) for text, name in texts)
    edition = read_edition(source, Diagnostics(), tuple(earlier))
    assert edition is not None  # noqa: S101 - only an edition that was read is pickled
    return resolve(evolve(edition, notice=notice, parameters=parameters), Diagnostics())


def resolve(edition: Edition, diagnostics: Diagnostics, *, results: bool = True) -> CheckedEdition:
    """Find out what every name means and of what type every expression is, reporting what does not fit.

    What comes back may decide only where no error was reported. Without `results` the names of groups
    of results are free, as they are around an expression on its own.
    """
    scope = build_scope(edition, diagnostics, results=results)
    ordered = infer_rules(edition, scope, diagnostics)
    _check_subject(edition, diagnostics)
    _check_keys(edition, diagnostics)
    check_excepted(edition.awards, diagnostics)
    _check_use(edition, ordered, diagnostics)
    tables = tuple(ordered.tables.get(table.id, table) for table in edition.tables)
    return CheckedEdition(evolve(edition, tables=tables), ordered.order, ordered.findings, ordered.types)


def _check_subject(edition: Edition, diagnostics: Diagnostics) -> None:
    wanted, known = edition.subject.id, [fact.name for fact in edition.facts]
    if wanted and wanted not in known:
        near = suggest(wanted, known)
        diagnostics.error(
            "unknown-name",
            edition.subject.span,
            f"the fact `{wanted}` that names the subject is not declared",
            f"did you mean `{near}`?" if near else "declare it under facts",
        )

    kind = next((fact.type for fact in edition.facts if fact.name == wanted), None)
    if isinstance(kind, ListType | RecordType | DecisionType):
        diagnostics.error(
            "wrong-type",
            edition.subject.span,
            f"{describe(kind)} cannot name the subject",
            "take a text or a number",
        )


def _check_keys(edition: Edition, diagnostics: Diagnostics) -> None:
    """Report facts that are read from the same key of a record."""
    seen: dict[str, str] = {}
    for fact in edition.facts:
        if fact.key in seen:
            diagnostics.error(
                "duplicate-key-of-fact",
                fact.span,
                f"the facts `{seen[fact.key]}` and `{fact.name}` are read from the same key `{fact.key}`",
                "give one of them another `key`",
            )
        seen[fact.key] = fact.name


def _check_use(edition: Edition, ordered: Ordered, diagnostics: Diagnostics) -> None:
    """Report parameters and definitions that nothing reads.

    In an edition without bars, scorecard and vetoes the definitions are the results.
    """
    if diagnostics.errors:
        return  # what seems unused may stand in what could not be read
    read = {name for one in ordered.findings.values() for name in one.names}
    for parameter in edition.parameters:
        if parameter.id not in read:
            diagnostics.error(
                "unused",
                parameter.span,
                f"nothing uses the parameter `{parameter.id}`",
                "remove it, or use it",
            )
    if not edition.has_rules:
        return
    for definition in edition.definitions:
        if definition.id not in read:
            diagnostics.error(
                "unused",
                definition.span,
                f"nothing uses the definition `{definition.id}`",
                "remove it, or use it",
            )
