"""The report on an impact as a page of HTML with pictures; nothing in it comes from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.comparison.impact_report import (
    change_blocks,
    count_words,
    flip_blocks,
    head_blocks,
    outcome,
    outcome_blocks,
    shift_blocks,
    shift_words,
    subject,
    title_of,
)
from policyrules.comparison.pictures import flow, histogram
from policyrules.comparison.wording import say
from policyrules.rendering.blocks import Paragraph
from policyrules.rendering.formats import elements
from policyrules.rendering.html import Element, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.comparison.impact import Impact
    from policyrules.comparison.tables import OutcomeTable


def impact_page(impact: Impact, language: str) -> str:
    """The whole report; every picture stands beside a table of the same counts."""
    body = [
        *elements(head_blocks(impact, language)),
        *elements(outcome_blocks(impact, language)),
        *_flows(impact, language),
        *elements(shift_blocks(impact, language)),
        *_histogram(impact, language),
        *elements(flip_blocks(impact, language)),
        *elements(change_blocks(impact, language)),
    ]
    return page(title_of(impact, language), language, body)


def _flows(impact: Impact, language: str) -> Iterator[Element]:
    changed = [table for table in impact.tables if not table.unchanged]
    for table in changed:
        if table.complete:
            yield _flow(impact, table, language)
    if not all(table.complete for table in changed):
        yield from elements([Paragraph(say(language, "picture_none"), "faint")])


def _flow(impact: Impact, table: OutcomeTable, language: str) -> Element:
    old, new = (
        [(name, outcome(impact, table.rule, name, language)) for name in names]
        for names in (table.old, table.new)
    )
    flows = [
        say(language, "picture_flow_part", count=count, before=before, after=after)
        for (_, before), counts in zip(old, table.counts, strict=True)
        for (_, after), count in zip(new, counts, strict=True)
        if count
    ]
    told = say(
        language,
        "picture_flow",
        old=impact.comparison.old.edition,
        new=impact.comparison.new.edition,
        flows=say(language, "comma").join(flows),
    )
    counts = [[count or 0 for count in row] for row in table.counts]
    return flow(subject(impact, table.rule, language), told, old, new, counts)


def _histogram(impact: Impact, language: str) -> Iterator[Element]:
    shifts = impact.shifts
    if shifts is None:
        return
    classes = [
        (shift_words(*ends, language), count, count_words(count, language))
        for ends, count in zip(shifts.classes, shifts.counts, strict=True)
    ]
    parts = [
        say(language, "outcome_count", outcome=words, count=shown)
        for words, count, shown in classes
        if count != 0
    ]
    told = say(language, "picture_shifts", parts=say(language, "semicolon").join(parts))
    yield histogram(say(language, "shifts"), told, classes)
