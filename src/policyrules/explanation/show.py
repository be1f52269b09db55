"""An edition as a document for people (docs: command line, show)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policyrules.explanation.phrasing import Phrasing
from policyrules.explanation.show_rules import rule_blocks
from policyrules.explanation.show_tables import table_blocks
from policyrules.explanation.show_yaml import show_yaml
from policyrules.policy.citations import rules_of
from policyrules.policy.model import Parameter
from policyrules.policy.types import Fact, every_fact
from policyrules.rendering.blocks import (
    Block,
    Bullets,
    Code,
    Heading,
    Line,
    Paragraph,
    Table,
    Terms,
    joined,
)
from policyrules.rendering.formats import as_markdown, as_page, as_text
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.citations import Rule
    from policyrules.policy.model import Edition

ShowFormat = Literal["text", "markdown", "html", "yaml"]


def show_edition(checked: CheckedEdition, form: ShowFormat, language: str) -> str:
    """All that an edition says: its rules, where they come from, what was assumed and what is open.

    As YAML it is the consolidated text of the edition, which can be read again.
    """
    if form == "yaml":
        return show_yaml(checked.edition, language)
    blocks = tuple(edition_blocks(checked, language))
    match form:
        case "text":
            return as_text(blocks)
        case "markdown":
            return as_markdown(blocks)
        case "html":
            return as_page(_title(checked.edition, language), language, blocks)


def edition_blocks(checked: CheckedEdition, language: str) -> Iterator[Block]:
    """The document, before it has a format."""
    edition = checked.edition
    words = Phrasing(edition, language)
    yield Heading(1, _title(edition, language))
    if edition.notice:
        yield Paragraph(edition.notice.tell(language), "notice")
    yield _head(checked, words)
    yield from _facts(checked, words)
    yield from _parameters(words)
    yield from _definitions(words)
    yield from table_blocks(words)
    yield from rule_blocks(words)
    yield from _unsettled(words)
    yield from _sensitive(words)


def _title(edition: Edition, language: str) -> str:
    words = Phrasing(edition, language)
    title = edition.title.tell(language) or edition.policy
    return words.say("head", title=title, policy=edition.policy, edition=edition.edition)


def _head(checked: CheckedEdition, words: Phrasing) -> Terms:
    edition = checked.edition
    subject = edition.subject
    return words.terms(
        ("policy", Code(edition.policy)),
        ("edition", Code(edition.edition)),
        ("in_force", _window(words)),
        ("status", words.say(f"status_{edition.status}")),
        ("review_by", date_text(edition.review_by) if edition.review_by is not None else ""),
        ("subject", subject.noun.tell(words.language)),
        ("subject_id", Code(subject.id) if subject.id else ""),
        ("time_zone", str(edition.time_zone)),
        ("month_end", words.say(f"month_end_{edition.month_end}")),
        ("amends", joined(tuple(Code(one.edition) for one in reversed(edition.amended)), words.say("comma"))),
        ("note", edition.note),
        ("digest", Code(checked.digest)),
    )


def _window(words: Phrasing) -> str:
    starts, ends = (
        None if day is None else date_text(day) for day in (words.edition.starts, words.edition.ends)
    )
    if starts is None and ends is None:
        return words.say("always")
    if starts is None or ends is None:
        return words.say("up_to", end=ends) if starts is None else words.say("from_on", start=starts)
    return words.say("window", start=starts, end=ends)


def _facts(checked: CheckedEdition, words: Phrasing) -> Iterator[Block]:
    facts = checked.edition.facts
    if not facts:
        return
    yield Heading(2, words.say("facts"))
    yield Paragraph(words.say("facts_intro"), "faint")
    head = tuple(words.say(key) for key in ("name", "type", "remarks", "note", "changed"))
    rows = tuple(_fact_row(fact, checked, words) for fact in every_fact(facts))
    yield Table(head, rows)


def _fact_row(fact: Fact, checked: CheckedEdition, words: Phrasing) -> tuple[Line, ...]:
    within = fact.path + "[]", fact.path + "."
    read = any(path == fact.path or path.startswith(within) for path in checked.read_facts)
    remarks = (
        words.say("sensitive") if fact.sensitive else "",
        words.say("fixed") if fact.fixed else "",
        words.say("key", written=fact.key) if fact.key != fact.name else "",
        "" if read else words.say("unread"),
    )
    return (
        words.labelled(fact.path, fact.label),
        words.type(fact.type),
        joined(remarks, words.say("comma")),
        fact.note,
        words.changed(fact.span),
    )


def _parameters(words: Phrasing) -> Iterator[Block]:
    if not words.edition.parameters:
        return
    yield Heading(2, words.say("parameters"))
    heads = (words.say("value"), words.say("type"))
    yield words.table(words.edition.parameters, heads, lambda one: (words.value(one), words.type(one.type)))


def _definitions(words: Phrasing) -> Iterator[Block]:
    if not words.edition.definitions:
        return
    yield Heading(2, words.say("definitions"))
    heads = (words.say("expression"),)
    yield words.table(words.edition.definitions, heads, lambda one: (words.expression(one.value),))


def _unsettled(words: Phrasing) -> Iterator[Block]:
    """What was assumed, and what somebody still has to decide."""
    rules = rules_of(words.edition)
    yield Heading(2, words.say("assumptions"))
    assumed = tuple(
        (Code(rule.path), rule.provenance.assumed, _clauses(rule, words))
        for rule in rules
        if rule.provenance.assumed
    )
    yield from _listed(words, ("where", "assumption", "source"), assumed)
    yield Heading(2, words.say("questions"))
    asked = tuple(
        (
            Code(rule.path),
            words.say("not_set") if _is_open(rule) else "",
            rule.provenance.delegated,
            _clauses(rule, words),
        )
        for rule in rules
        if rule.provenance.delegated or _is_open(rule)
    )
    yield from _listed(words, ("where", "value", "question", "source"), asked)


def _is_open(rule: Rule) -> bool:
    return isinstance(rule.item, Parameter) and rule.item.value is None


def _clauses(rule: Rule, words: Phrasing) -> str:
    clauses = rule.provenance.clauses
    return words.say("clause", clauses=", ".join(clauses)) if clauses else ""


def _listed(words: Phrasing, head: tuple[str, ...], rows: tuple[tuple[Line, ...], ...]) -> Iterator[Block]:
    yield Table(tuple(map(words.say, head)), rows) if rows else Paragraph(words.say("none_of_them"))


def _sensitive(words: Phrasing) -> Iterator[Block]:
    found = [fact for fact in every_fact(words.edition.facts) if fact.sensitive]
    yield Heading(2, words.say("sensitive_facts"))
    if not found:
        yield Paragraph(words.say("none_of_them"))
        return
    yield Paragraph(words.say("sensitive_intro"), "faint")
    yield Bullets(tuple(words.labelled(fact.path, fact.label) for fact in found))
