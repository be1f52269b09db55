"""From a suite file to its cases (docs: testing)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policyrules.policy.places import Places
from policyrules.policy.shape import check_shape
from policyrules.testing.cohort_sections import COHORT_SECTIONS
from policyrules.testing.patching import patched
from policyrules.testing.sections import FAULTS, SECTIONS
from policyrules.testing.suite import Case, Expected, Given, Override, Suite
from policyrules.text.diagnostic import Note
from policyrules.text.document import Entry, Mapping, Node, Sequence
from policyrules.text.source import NOWHERE
from policyrules.text.suggest import suggest
from policyrules.text.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import SourceText, Span

#: How many levels of names stand below each key of `expect`.
_DEPTHS = {name: len(one.levels) for name, one in {**COHORT_SECTIONS, **SECTIONS, **FAULTS}.items()}


def read_suite(source: SourceText, diagnostics: Diagnostics) -> Suite | None:
    """The suite that a file holds, or None with at least one error.

    Names of the policy are not looked at: which edition decides is known only case by case.
    """
    document = read_yaml(source, diagnostics)
    if document is None:
        return None
    if not isinstance(document, Mapping):
        diagnostics.error(
            "wrong-shape",
            document.span,
            "a test suite is a mapping of keys to values",
            "begin with `suite:` and the id of the policy",
        )
        return None
    check_shape(document, "suite.schema.json", diagnostics)
    return None if diagnostics.errors else _suite(document, source, diagnostics)


def _suite(document: Mapping, source: SourceText, diagnostics: Diagnostics) -> Suite | None:
    """The suite of a document of the right shape."""
    keys = _keys(document)
    places = Places(diagnostics)
    reader = _Reader(diagnostics, places, keys["records"].value if "records" in keys else None)
    cases = reader.cases(document, keys["cases"].value)
    reader.check_names(cases)
    reader.check_records()
    suite = keys["suite"].value
    return None if diagnostics.errors else Suite(places.text(suite), suite.span, tuple(cases), source)


@frozen
class _Settings:
    """What a case has so far, from its suite and the case around it."""

    name: str = ""
    span: Span = NOWHERE
    #: The records by the names of the cohort, or the one record by an empty name; each with what was patched.
    records: dict[str, tuple[Node, ...]] = field(factory=dict)
    cohort: bool = False
    as_of: date | None = None
    as_of_span: Span = NOWHERE
    edition: str = ""
    edition_span: Span = NOWHERE
    any_date: bool = False
    parameters: dict[str, Override] = field(factory=dict)
    expected: dict[tuple[str, ...], Expected] = field(factory=dict)


@frozen
class _Reader:
    diagnostics: Diagnostics
    places: Places
    records: Node | None
    used: set[str] = field(factory=set)

    def cases(self, document: Mapping, node: Node) -> list[Case]:
        """Every case, the rows of tables in the place of the case that they stand in."""
        start = self.settings(_Settings(), document)
        found: list[Case] = []
        for item in node.items if isinstance(node, Sequence) else ():
            keys = _keys(item)
            outer = evolve(
                self.settings(start, item), name=self.places.text(keys["name"].value), span=item.span
            )
            rows = keys["each"].value if "each" in keys else None
            if rows is None:
                found.append(self.case(outer))
            for number, row in enumerate(rows.items if isinstance(rows, Sequence) else (), 1):
                inner = _keys(row).get("name")
                name = f"{outer.name}, {self.places.text(inner.value) if inner else number}"
                found.append(self.case(evolve(self.settings(outer, row), name=name, span=row.span)))
        return found

    def settings(self, outer: _Settings, node: Node) -> _Settings:
        """What the keys of a suite, a case or a row change of what is around it."""
        keys = _keys(node)
        as_of, edition = keys.get("as_of"), keys.get("edition")
        records, cohort = self.given(outer, keys)
        return evolve(
            outer,
            records=records,
            cohort=cohort,
            as_of=self.places.day(as_of.value) if as_of else outer.as_of,
            as_of_span=as_of.value.span if as_of else outer.as_of_span,
            edition=self.places.text(edition.value) if edition else outer.edition,
            edition_span=edition.value.span if edition else outer.edition_span,
            any_date=self.places.flag(keys["any_date"].value) if "any_date" in keys else outer.any_date,
            parameters=outer.parameters | self.parameters(keys),
            expected=outer.expected | self.expected(keys),
        )

    def given(self, outer: _Settings, keys: dict[str, Entry]) -> tuple[dict[str, tuple[Node, ...]], bool]:
        """The records, and whether they are a cohort."""
        members = keys.get("cohort")
        single = next((keys[name] for name in ("record", "with") if name in keys), None)
        if single is not None and (members is not None or outer.cohort):
            self.diagnostics.error(
                "record-and-cohort",
                single.key.span,
                f"a cohort has no `{single.key.value}` of its own",
                "give each of its members a `record` and what is changed of it `with`",
            )
            return outer.records, outer.cohort
        if members is None:
            if single is None:
                return outer.records, outer.cohort
            return {"": self.record(outer.records.get("", ()), keys)}, False
        before = outer.records if outer.cohort else {}
        found = dict(before)
        for entry in members.value.entries if isinstance(members.value, Mapping) else ():
            found[entry.key.value] = self.record(before.get(entry.key.value, ()), _keys(entry.value))
        return found, True

    def record(self, before: tuple[Node, ...], keys: dict[str, Entry]) -> tuple[Node, ...]:
        """A named record, or the one before, and the patch that follows."""
        if "record" in keys:
            named = self.named_record(keys["record"].value)
            before = (named,) if named is not None else ()
        return (*before, keys["with"].value) if "with" in keys else before

    def named_record(self, node: Node) -> Node | None:
        """The record of this name; an unknown one is reported."""
        known = _keys(self.records)
        name = self.places.text(node)
        if name in known:
            self.used.add(name)
            return known[name].value
        near = suggest(name, known)
        there = f"the records are {', '.join(known)}" if known else "the suite has no `records`"
        self.diagnostics.error(
            "unknown-record",
            node.span,
            f"unknown record `{name}`",
            f"did you mean `{near}`?" if near else there,
        )
        return None

    def parameters(self, keys: dict[str, Entry]) -> dict[str, Override]:
        """Parameters with other values."""
        return {
            name: Override(name, entry.value, entry.key.span)
            for name, entry in _keys(keys["parameters"].value if "parameters" in keys else None).items()
        }

    def expected(self, keys: dict[str, Entry]) -> dict[tuple[str, ...], Expected]:
        """Every single expectation by its path."""
        if "expect" not in keys:
            return {}
        found = _flat(keys["expect"].value, (), ())
        return {one.path: one for one in found}

    def case(self, settings: _Settings) -> Case:
        """The case that the settings amount to."""
        if not settings.expected:
            self.diagnostics.error(
                "nothing-expected",
                settings.span,
                f"the case `{settings.name}` expects nothing, so that it could only pass",
                "add `expect`",
            )
        records = settings.records or {"": ()}
        return Case(
            settings.name,
            settings.span,
            tuple(_given(name, written, settings.span) for name, written in records.items()),
            settings.cohort,
            settings.as_of,
            settings.as_of_span,
            settings.edition,
            settings.edition_span,
            settings.any_date,
            tuple(settings.parameters.values()),
            tuple(settings.expected.values()),
        )

    def check_names(self, cases: list[Case]) -> None:
        """Report cases of one name, which nobody could tell apart."""
        seen: dict[str, Case] = {}
        for case in cases:
            earlier = seen.setdefault(case.name, case)
            if earlier is not case:
                self.diagnostics.error(
                    "duplicate-name",
                    case.span,
                    f"there are two cases `{case.name}`",
                    "say in their names what tells them apart",
                    Note("the other one stands here", earlier.span),
                )

    def check_records(self) -> None:
        """Report records from which no case starts."""
        if self.diagnostics.errors:
            return  # what seems unused may stand in what could not be read
        for name, entry in _keys(self.records).items():
            if name not in self.used:
                self.diagnostics.error(
                    "unused",
                    entry.key.span,
                    f"no case starts from the record `{name}`",
                    "remove it, or use it",
                )


def _keys(node: Node | None) -> dict[str, Entry]:
    return {entry.key.value: entry for entry in node.entries} if isinstance(node, Mapping) else {}


def _flat(node: Node, path: tuple[str, ...], spans: tuple[Span, ...]) -> Iterator[Expected]:
    """The expectations below a path, as deep as its section goes."""
    if path and len(path) > _DEPTHS[path[0]]:
        yield Expected(path, node, spans)
        return
    for name, entry in _keys(node).items():
        yield from _flat(entry.value, (*path, name), (*spans, entry.key.span))


def _given(name: str, written: tuple[Node, ...], span: Span) -> Given:
    whole: Node = Mapping((), written[0].span if written else span)
    for patch in written:
        whole = patched(whole, patch)
    assert isinstance(whole, Mapping)  # noqa: S101 - the shape of records and patches was checked
    return Given(name, whole, written)
