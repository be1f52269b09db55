"""Decision tables as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.rendering.blocks import Block, Heading, Line, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.explanation.phrasing import Phrasing
    from policyrules.policy.model import Input, Row, Table


def table_blocks(words: Phrasing) -> Iterator[Block]:
    """Every decision table of the edition."""
    if words.edition.tables:
        yield Heading(2, words.say("tables"))
    for one in words.edition.tables:
        yield from _table(one, words)


def _table(one: Table, words: Phrasing) -> Iterator[Block]:
    yield Heading(3, words.name(one))
    typed: list[Line] = [
        (f"{column.name}: ", *pieces(words.type(column.type)))
        for column in one.inputs
        if column.type is not None
    ]
    yield words.about(
        one,
        ("inputs", joined(tuple(typed), words.say("semicolon"))),
        ("output", words.type(one.output)),
        ("hit", words.say(f"hit_{one.hit}")),
        ("otherwise", words.outputs(one.otherwise) if one.otherwise is not None else ""),
    )
    heads = (*(_head(column, words) for column in one.inputs), words.say("then"))
    yield words.table(one.rows, heads, lambda row: _cells(row, words), first="row")


def _head(column: Input, words: Phrasing) -> str:
    """The head of a column: its input, with the label of the fact or parameter that it is."""
    edition = words.edition
    labels = {fact.name: fact.label for fact in edition.facts}
    labels |= {one.id: one.label for one in (*edition.parameters, *edition.definitions)}
    label = labels[column.name].tell(words.language) if column.name in labels else ""
    return words.say("named", label=label, id=column.name) if label not in {"", column.name} else column.name


def _cells(row: Row, words: Phrasing) -> tuple[Line, ...]:
    return (*map(words.expression, row.cells), words.outputs(row.then))
