"""A comparison as blocks of a document, and as `policyrules/comparison/1` (docs: comparing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policyrules.comparison.reached import own_rule
from policyrules.comparison.sentences import rules_in_words, sentence, warning
from policyrules.comparison.values import as_data
from policyrules.comparison.wording import say
from policyrules.rendering.blocks import Block, Bullets, Code, Heading, Line, Paragraph
from policyrules.text.source import NOWHERE

if TYPE_CHECKING:
    from policyrules.comparison.changes import Change
    from policyrules.comparison.compare import Comparison
    from policyrules.engine.policy import Policy
    from policyrules.policy.model import Item
    from policyrules.text.source import Span

FORMAT = "policyrules/comparison/1"


def comparison_blocks(comparison: Comparison, language: str, *, wording: bool) -> list[Block]:
    """The comparison for people, under a heading."""
    new = comparison.new
    found: list[Block] = [
        Heading(
            1,
            say(
                language,
                "head",
                title=new.title(language),
                policy=new.id,
                old=comparison.old.edition,
                new=new.edition,
            ),
        )
    ]
    notice = new.checked.edition.notice
    if notice:
        found.append(Paragraph(notice.tell(language), "notice"))
    if comparison.same_meaning:
        found.append(Paragraph(say(language, "nothing")))
    rules = comparison.rules
    sections = [("meaning", comparison.altering), ("order", comparison.reordered)]
    sections += [("reworded_head", comparison.reworded)] if wording else []
    for head, changes in sections:
        if changes:
            lines = tuple(change_line(change, rules, language) for change in changes)
            found += [Heading(2, say(language, head)), Bullets(lines)]
    if comparison.reworded and not wording:
        found.append(Paragraph(say(language, "more_wording", count=len(comparison.reworded)), "faint"))
    return found


def change_line(change: Change, rules: dict[str, Item], language: str) -> Line:
    """A change in a sentence, with the rules that it reaches, what looks like a slip, and its key."""
    told = [sentence(change, language)]
    if change.alters and change.owners:
        others = tuple(key for key in change.reaches if key != own_rule(change))
        # That a rule reaches itself goes without saying.
        told += [rules_in_words(others, rules, language)] if others or not change.reaches else []
    told += [warning(one, change, language) for one in change.warnings]
    return (*with_code(say(language, "semicolon").join(told)), " [", Code(change.key), "]")


def with_code(text: str) -> tuple[str | Code, ...]:
    """A text with what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return (text,)
    return tuple(Code(part) if place % 2 else part for place, part in enumerate(parts))


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as data."""
    return {
        "format": FORMAT,
        "policy": comparison.new.id,
        "old": _edition(comparison.old),
        "new": _edition(comparison.new),
        "same_meaning": comparison.same_meaning,
        "changes": [change_data(one) for one in comparison.changes],
    }


def _edition(policy: Policy) -> dict[str, str]:
    return {"edition": policy.edition, "digest": policy.digest}


def change_data(change: Change) -> dict[str, Any]:
    """A change as data, with its sentence in both languages."""
    return {
        "kind": change.kind,
        "key": change.key,
        "alters": change.alters,
        "old": as_data(change.old),
        "new": as_data(change.new),
        "places": {"old": _place(change.old_span), "new": _place(change.new_span)},
        "clauses": list(change.provenance.clauses),
        "reaches": list(change.reaches),
        "warnings": [one.code for one in change.warnings],
        "sentence": {language: sentence(change, language) for language in ("en", "zh")},
    }


def _place(span: Span) -> str | None:
    return None if span == NOWHERE else span.place
