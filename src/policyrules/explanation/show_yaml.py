"""The text of an edition, with what its amendments changed merged in (docs: language, editions and amendments)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.explanation.show_wording import tell
from policyrules.policy.amendment import read_document
from policyrules.policy.formatting import formatted
from policyrules.policy.forms import Form, edition_form
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Sequence
from policyrules.text.source import SourceText
from policyrules.text.yaml_writer import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.policy.model import Edition
    from policyrules.text.document import Entry, Node


def show_yaml(edition: Edition, language: str) -> str:
    """The edition as one whole policy file; beside each item stands the edition that last changed it.

    Of an edition that amends nothing, it is the text of its file.
    """
    read = read_document(edition.sources, Diagnostics()) if edition.amended else None
    if read is None:
        return edition.source.text
    merged, amended = read
    document = _in_order(merged)
    items = {id(entry) for entry in _items(edition_form(), document)}
    names = ", ".join([*(one.edition for one in amended), edition.edition])
    text = write_yaml(
        document, lambda entry: edition.edition_of(entry.key.span) if id(entry) in items else ""
    )
    text = f"# {tell(language, 'consolidated', editions=names)}\n{text}"
    return formatted(SourceText("", text), Diagnostics()) or text


def _in_order(document: Mapping) -> Mapping:
    """The document with its sections in the usual order, without those of which nothing is left."""
    order = list(edition_form().schema["properties"])
    entries = [
        entry for entry in document.entries if not isinstance(entry.value, Mapping) or entry.value.entries
    ]
    entries.sort(key=lambda entry: order.index(entry.key.value))
    return Mapping(tuple(entries), document.span)


def _items(form: Form, node: Node) -> Iterator[Entry]:
    """The entries of everything that has a name."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if form.collection:
                yield entry
            listed = entry.key.value == "list" and "type" in form.keys
            child = form.elements_of(entry.value) if listed else form.key(entry.key.value)
            yield from _items(child, entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _items(form.element(), item)
