"""The text of an amendment that changes nothing yet, for an editor to go on from (docs: language, amendments)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from policyrules.language.literals import literal_text
from policyrules.policy.model import Table
from policyrules.policy.settling import in_words, rows_in_words
from policyrules.text.caret import text_width
from policyrules.values.calendar import Period, add_period, date_text

if TYPE_CHECKING:
    from policyrules.policy.model import Edition, Parameter

_SCHEMA_LINE = re.compile(r"# yaml-language-server: \$schema=\S*?(?:policy|amendment)\.schema\.json")
#: Longer values are cut in remarks.
_LONGEST_VALUE = 60


def next_start(edition: Edition) -> date | None:
    """The day on which the next edition may be expected to begin; None where nothing tells it.

    That is the day after the edition ends, else one year after it began.
    """
    if edition.ends is not None and edition.ends < date.max:
        return edition.ends + timedelta(days=1)
    if edition.starts is None or edition.starts.year == date.max.year:
        return None
    return add_period(edition.starts, Period(12), "down")


def revision_text(edition: Edition, name: str, starts: date) -> str:
    """The file of a draft that amends an edition: its head, room for changes, and everything that is unchanged.

    Beside each parameter and table stands what it is, where that comes from, and since when.
    """
    lines = [
        *_schema_line(edition),
        "language: 1",
        f"policy: {_scalar(edition.policy)}",
        f"edition: {_scalar(name)}",
        f"amends: {_scalar(edition.edition)}",
        "status: draft",
        f"in_force: {{from: {date_text(starts)}}}",
        "",
        f"# What changes, in the shape of an edition; the rest stays as it is in {edition.edition}. For example:",
        "changes:",
        *(f"  # {line}" for line in _examples(edition)),
    ]
    items: list[Parameter | Table] = [*edition.parameters, *edition.tables]
    if items:
        width = max(text_width(_scalar(item.id)) for item in items)
        lines += [
            "",
            f"# Every parameter and table, as it is in {edition.edition}. To revise one, take its line out and say above",
            "# what it is from now on (or `repealed`).",
            "unchanged:",
            *(_line(edition, item, width) for item in items),
        ]
    return "\n".join(lines) + "\n"


def _schema_line(edition: Edition) -> list[str]:
    """The line that tells editors of YAML where the schema is, where the edition has one."""
    found = _SCHEMA_LINE.match(edition.source.text)
    return [found[0].replace("policy.schema.json", "amendment.schema.json")] if found else []


def _examples(edition: Edition) -> list[str]:
    parameter = next((one.id for one in edition.parameters), "a_figure")
    rules = {"bars": edition.bars, "vetoes": edition.vetoes, "definitions": edition.definitions}
    group, rule = next(((key, items[0].id) for key, items in rules.items() if items), ("bars", "a_bar"))
    return [
        "parameters:",
        f"  {_scalar(parameter)}: {{value: …, source: {{clause: …}}}}",
        f"{group}:",
        f"  {_scalar(rule)}: repealed",
    ]


def _line(edition: Edition, item: Parameter | Table, width: int) -> str:
    name = _scalar(item.id)
    last = edition.edition_of(item.span)
    days = {one.edition: one.starts for one in edition.amended} | {edition.edition: edition.starts}
    since = days[last]
    told = in_words(_value(item), item.provenance.clauses, item.provenance.assumed, item.provenance.delegated)
    remark = f"{told}, since {date_text(since) if since is not None else last}"
    return f"  - {name}{' ' * (width - text_width(name))}  # {remark}"


def _value(item: Parameter | Table) -> str:
    if isinstance(item, Table):
        return rows_in_words(len(item.rows))
    match item.value:
        case None:
            text = "open"
        case tuple() as values:
            text = f"[{', '.join(map(_literal, values))}]"
        case value:
            text = _literal(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _literal(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else literal_text(value)  # type: ignore[arg-type] # a list holds no lists


def _scalar(text: str) -> str:
    """A name as a scalar of YAML, which would read this one word as nothing."""
    return f'"{text}"' if text == "null" else text
