"""What another edition does to records: blocks of a document, and `policyrules/impact/1` (docs: comparing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from policyrules.comparison.report import change_line
from policyrules.comparison.sentences import rule_name
from policyrules.comparison.tally import ABSENT, DECISION, GRADE
from policyrules.comparison.wording import say
from policyrules.explanation.decision_json import value_data
from policyrules.explanation.text import render_rule
from policyrules.rendering.blocks import Block, Bullets, Heading, Listing, Paragraph, Table, Terms
from policyrules.values.calendar import date_text
from policyrules.values.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from policyrules.comparison.impact import Flip, Impact
    from policyrules.comparison.tables import OutcomeTable, Shifts
    from policyrules.engine.decision import Decision

FORMAT: Final = "policyrules/impact/1"
_KINDS: Final = {"bars": "bar", "vetoes": "veto", "awards": "award", "duties": "duty"}


def impact_blocks(impact: Impact, language: str) -> list[Block]:
    """The whole report."""
    return [
        *head_blocks(impact, language),
        *outcome_blocks(impact, language),
        *shift_blocks(impact, language),
        *flip_blocks(impact, language),
        *change_blocks(impact, language),
    ]


def title_of(impact: Impact, language: str) -> str:
    """The heading of the report."""
    new = impact.comparison.new
    words = {"title": new.title(language), "policy": new.id}
    return say(language, "impact_head", **words, old=impact.comparison.old.edition, new=new.edition)


def head_blocks(impact: Impact, language: str) -> Iterator[Block]:
    """What was compared, and how many records there were."""
    yield Heading(1, title_of(impact, language))
    notice = impact.comparison.new.checked.edition.notice
    if notice:
        yield Paragraph(notice.tell(language), "notice")
    yield Paragraph(say(language, "impact_day", day=date_text(impact.as_of)))
    if impact.suppress_below:
        yield Paragraph(say(language, "suppressed", below=impact.suppress_below), "notice")
    items = [(say(language, "records"), count_words(impact.records, language))]
    items += [
        (say(language, f"status_{name}"), count_words(count, language))
        for name, count in impact.status.items()
        if count != 0 or name == "decided"
    ]
    items += [
        (say(language, "lacking", name=name), count_words(count, language))
        for name, count in impact.lacking.items()
    ]
    yield Terms(tuple(items))
    if impact.failures:
        yield Bullets(
            tuple(
                f"#{one.number} ({say(language, f'status_{one.under}')}): {'; '.join(str(one.error).splitlines())}"
                for one in impact.failures
            )
        )


def count_words(count: int | None, language: str) -> str:
    """A count, or that it is withheld."""
    return say(language, "withheld") if count is None else str(count)


def outcome_blocks(impact: Impact, language: str) -> Iterator[Block]:
    """The outcomes under both editions, by rule; rules under which nothing changes in a line each."""
    if not impact.tables:
        return
    yield Heading(2, say(language, "outcomes"))
    same = [table for table in impact.tables if table.unchanged]
    for table in impact.tables:
        if not table.unchanged:
            yield from table_blocks(impact, table, language)
    if same:
        yield Heading(3, say(language, "unchanged"))
        yield Terms(
            tuple(
                (subject(impact, table.rule, language), _outcomes(impact, table, language)) for table in same
            )
        )


def table_blocks(impact: Impact, table: OutcomeTable, language: str) -> Iterator[Block]:
    """The table of one rule: old outcomes down, new ones across."""
    yield Heading(3, subject(impact, table.rule, language))
    head = [say(language, "old_new"), *(outcome(impact, table.rule, one, language) for one in table.new)]
    rows = [
        (
            outcome(impact, table.rule, one, language),
            *(count_words(count, language) for count in counts),
            count_words(total, language),
        )
        for one, counts, total in zip(table.old, table.counts, table.old_totals, strict=True)
    ]
    totals = [count_words(count, language) for count in (*table.new_totals, table.total)]
    rows.append((say(language, "sum"), *totals))
    yield Table((*head, say(language, "sum")), tuple(rows))


def _outcomes(impact: Impact, table: OutcomeTable, language: str) -> str:
    return say(language, "comma").join(
        say(language, "outcome_count", outcome=outcome(impact, table.rule, name, language), count=count)
        for name, count in zip(
            table.old, (count_words(one, language) for one in table.old_totals), strict=True
        )
    )


def subject(impact: Impact, rule: str, language: str) -> str:
    """The rule that a table is about."""
    if rule in {DECISION, GRADE}:
        return say(language, "decision_row" if rule == DECISION else "grade_row")
    key = ".".join(rule.split(".")[:2])
    name = rule_name(key, impact.comparison.rules, language)
    effect = rule[len(key) + 1 :]
    if not effect:
        return name
    return say(language, "within", inner=say(language, "effect_named", name=effect), outer=name)


def outcome(impact: Impact, rule: str, word: str, language: str) -> str:
    """An outcome in words; a grade by its label."""
    if word == ABSENT:
        return say(language, "absent")
    if rule == GRADE:
        for policy in (impact.comparison.new, impact.comparison.old):
            card = policy.checked.edition.scorecard
            for grade in card.grades if card is not None else ():
                if grade.id == word:
                    return grade.label.pick(language) or word
    return say(language, word)


def shift_blocks(impact: Impact, language: str) -> Iterator[Block]:
    """By how much totals shift."""
    shifts = impact.shifts
    if shifts is None:
        return
    yield Heading(2, say(language, "shifts"))
    rows = [
        (shift_words(*ends, language), count_words(count, language))
        for ends, count in zip(shifts.classes, shifts.counts, strict=True)
        if count != 0
    ]
    if shifts.inexact != 0:
        rows.append((say(language, "inexact"), count_words(shifts.inexact, language)))
    yield Table((say(language, "shift"), say(language, "records")), tuple(rows))


def shift_words(low: Decimal | None, high: Decimal | None, language: str) -> str:
    """A class of shifts."""
    if low is None and high is not None:
        return say(language, "shift_low", high=_signed(high))
    if high is None and low is not None:
        return say(language, "shift_high", low=_signed(low))
    assert low is not None  # noqa: S101 - only the outer classes have no end
    assert high is not None  # noqa: S101 - the same
    if low == high:
        return say(language, "shift_none")
    return say(language, "shift_between", low=_signed(low), high=_signed(high))


def _signed(number: Decimal) -> str:
    text = decimal_text(number)
    return f"+{text}" if number > 0 else text.replace("-", "−")


def flip_blocks(impact: Impact, language: str) -> Iterator[Block]:
    """Each kind of change, with what is responsible and one example."""
    if not impact.flips:
        return
    yield Heading(2, say(language, "flips"))
    for flip in impact.flips:
        yield from _flip(impact, flip, language)


def _flip(impact: Impact, flip: Flip, language: str) -> Iterator[Block]:
    old, new = (outcome(impact, flip.rule, one, language) for one in (flip.old, flip.new))
    words = {"rule": subject(impact, flip.rule, language), "old": old, "new": new}
    yield Heading(3, say(language, "flip", **words, count=count_words(flip.count, language)))
    if flip.records:
        names = say(language, "comma").join(flip.records)
        more = flip.count is not None and flip.count > len(flip.records)
        yield Paragraph(say(language, "flip_records_more" if more else "flip_records", names=names))
    changes = flip.responsible.changes
    if not changes:
        yield Paragraph(say(language, "no_one_responsible"))
    else:
        many = "together" if flip.responsible.together else "responsible"
        yield Paragraph(say(language, many))
        yield Bullets(tuple(change_line(one, impact.comparison.rules, language) for one in changes))
    if flip.example is not None:
        name = flip.records[0] if flip.records else f"#{flip.example.number}"
        for decision in (flip.example.old, flip.example.new):
            lines = explanation(decision, flip.rule, language)
            if lines:
                yield Paragraph(say(language, "example", name=name, edition=decision.edition))
                yield Listing(lines)


def explanation(decision: Decision, rule: str, language: str) -> tuple[str, ...]:
    """Why a decision has its outcome for a rule, sensitive facts masked; nothing where it has no such rule."""
    group, name = [*rule.split("."), ""][:2]
    tree = decision.trace()
    if group == "score":
        name = next((node.id for node in tree.children if node.kind == "score"), "")
        text = render_rule(decision, tree, "score", name, language=language)
    else:
        text = render_rule(decision, tree, _KINDS.get(group, group), name, language=language)
    return tuple(text.splitlines())


def change_blocks(impact: Impact, language: str) -> Iterator[Block]:
    """The changes of meaning."""
    changes = impact.comparison.altering
    yield Heading(2, say(language, "meaning"))
    if not changes:
        yield Paragraph(say(language, "nothing"))
        return
    yield Bullets(tuple(change_line(one, impact.comparison.rules, language) for one in changes))


def impact_data(impact: Impact) -> dict[str, Any]:
    """The report as data; None stands for a count that is withheld."""
    return {
        "format": FORMAT,
        "policy": impact.comparison.new.id,
        "old": {"edition": impact.comparison.old.edition, "digest": impact.comparison.old.digest},
        "new": {"edition": impact.comparison.new.edition, "digest": impact.comparison.new.digest},
        "as_of": date_text(impact.as_of),
        "suppress_below": impact.suppress_below,
        "records": impact.records,
        "status": dict(impact.status),
        "lacking": dict(impact.lacking),
        "tables": [_table_data(table) for table in impact.tables],
        "shifts": _shift_data(impact.shifts),
        "flips": [_flip_data(flip) for flip in impact.flips],
        "failures": [
            {"number": one.number, "under": one.under, "error": str(one.error)} for one in impact.failures
        ],
    }


def _table_data(table: OutcomeTable) -> dict[str, Any]:
    return {
        "rule": table.rule,
        "old": list(table.old),
        "new": list(table.new),
        "counts": [list(row) for row in table.counts],
        "old_totals": list(table.old_totals),
        "new_totals": list(table.new_totals),
        "total": table.total,
    }


def _shift_data(shifts: Shifts | None) -> dict[str, Any] | None:
    if shifts is None:
        return None
    classes = [
        {"low": value_data(low), "high": value_data(high), "count": count}
        for (low, high), count in zip(shifts.classes, shifts.counts, strict=True)
    ]
    return {"classes": classes, "inexact": shifts.inexact}


def _flip_data(flip: Flip) -> dict[str, Any]:
    return {
        "rule": flip.rule,
        "old": flip.old,
        "new": flip.new,
        "count": flip.count,
        "records": list(flip.records),
        "responsible": [change.key for change in flip.responsible.changes],
        "together": flip.responsible.together,
    }
