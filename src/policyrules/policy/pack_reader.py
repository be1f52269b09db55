"""From `pack.yaml` and `clauses.yaml` to a pack and its clauses (docs: packs)."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from policyrules.policy.model import Status
from policyrules.policy.pack import (
    Clause,
    ClauseModality,
    Corrections,
    Disposition,
    Document,
    Named,
    Pack,
    Quote,
    TextOnly,
)
from policyrules.policy.places import Places
from policyrules.policy.shape import check_shape
from policyrules.text.document import Mapping, Node, Scalar, Sequence
from policyrules.text.yaml import read_yaml
from policyrules.values.calendar import Duration, Period

if TYPE_CHECKING:
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import SourceText, Span

#: The keys that go with one disposition alone, and whether it needs them.
_KEYS: dict[Disposition, dict[str, bool]] = {
    "encoded": {"carried_by": False, "text_only": False, "modality": False},
    "delegated": {"to": True},
    "text only": {"reason": True},
}
_MEANINGS = {
    "carried_by": "it says which policies carry the clause",
    "text_only": "it says which parts of the clause stay text",
    "modality": "it says how rules bind that carry the clause",
    "to": "it says who decides",
    "reason": "it says why nothing executes the clause",
}


def read_pack(source: SourceText, diagnostics: Diagnostics) -> Pack | None:
    """The pack that a `pack.yaml` describes, or None where there is too little of it."""
    document = _mapping(source, "pack.schema.json", "begin with `title:`", diagnostics)
    if document is None:
        return None
    places = Places(diagnostics)
    keys = places.entries(document)
    spans = {entry.key.value: entry.key.span for entry in document.entries}
    status = places.text(keys.get("status"))
    return Pack(
        title=places.words(keys.get("title")),
        jurisdiction=places.words(keys.get("jurisdiction")),
        status=status if status in get_args(Status) else "in-force",  # type: ignore[arg-type] # the word was looked up
        status_span=keys["status"].span if "status" in keys else document.span,
        notice=places.words(keys.get("notice")),
        documents=tuple(_document(places, *item) for item in places.several(keys.get("documents"))),
        documents_span=spans.get("documents", document.span),
        reviewer=places.words(keys.get("reviewer")),
        corrections=_corrections(places, keys.get("corrections")),
        planned=_names(places, keys.get("planned")),
        note=places.text(keys.get("note")),
        source=source,
        span=document.entries[0].key.span if document.entries else document.span,
    )


def read_clauses(source: SourceText, diagnostics: Diagnostics) -> tuple[Clause, ...] | None:
    """The clauses of a `clauses.yaml`, in the order of the file, or None where it cannot be read."""
    document = _mapping(source, "clauses.schema.json", "begin with `clauses:`", diagnostics)
    if document is None:
        return None
    places = Places(diagnostics)
    clauses = places.entries(document).get("clauses")
    if not isinstance(clauses, Mapping):
        return None
    return tuple(_clause(places, entry.key.value, entry.key.span, entry.value) for entry in clauses.entries)


def _mapping(source: SourceText, schema: str, advice: str, diagnostics: Diagnostics) -> Mapping | None:
    document = read_yaml(source, diagnostics)
    if document is None:
        return None
    if not isinstance(document, Mapping):
        diagnostics.error("wrong-shape", document.span, "this file is a mapping of keys to values", advice)
        return None
    check_shape(document, schema, diagnostics)
    return document


def _names(places: Places, node: Node | None) -> tuple[Named, ...]:
    """One name, or a list of them."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(Named(places.text(one), one.span) for one in nodes if isinstance(one, Scalar))


def _document(places: Places, name: str, span: Span, node: Node) -> Document:
    keys = places.entries(node)
    return Document(
        id=name,
        title=places.words(keys.get("title")),
        file=places.text(keys.get("file")),
        note=places.text(keys.get("note")),
        span=span,
        file_span=keys["file"].span if "file" in keys else span,
    )


def _corrections(places: Places, node: Node | None) -> Corrections | None:
    if not isinstance(node, Mapping):
        return None
    keys = places.entries(node)
    deadline = places.literal(keys.get("deadline"))
    if "deadline" in keys and not isinstance(deadline, Period | Duration | None):
        places.diagnostics.error(
            "wrong-literal", keys["deadline"].span, "this must be a time such as 10 days or 2 months"
        )
    return Corrections(
        route=places.words(keys.get("route")),
        deadline=deadline if isinstance(deadline, Period | Duration) else None,
        note=places.text(keys.get("note")),
    )


def _clause(places: Places, name: str, span: Span, node: Node) -> Clause:
    keys = places.entries(node)
    written = places.text(keys.get("disposition"))
    disposition: Disposition = written if written in get_args(Disposition) else "encoded"  # type: ignore[assignment] # the word was looked up
    if written == disposition:
        _check_keys(places.diagnostics, name, span, node, disposition)
    modality = places.text(keys.get("modality"))
    return Clause(
        id=name,
        title=places.words(keys.get("title")),
        document=places.text(keys.get("document")),
        document_span=keys["document"].span if "document" in keys else span,
        quotes=_quotes(places, keys.get("quote")),
        modality=modality if modality in get_args(ClauseModality) else None,  # type: ignore[arg-type] # the word was looked up
        disposition=disposition,
        carried_by=_names(places, keys.get("carried_by")),
        to=places.text(keys.get("to")),
        reason=places.text(keys.get("reason")),
        text_only=tuple(_text_only(places, *item) for item in places.several(keys.get("text_only"))),
        note=places.text(keys.get("note")),
        span=span,
    )


def _check_keys(
    diagnostics: Diagnostics, name: str, span: Span, node: Node, disposition: Disposition
) -> None:
    """Report keys that go with another disposition, and those that this one needs."""
    if not isinstance(node, Mapping):
        return
    own = _KEYS[disposition]
    for entry in node.entries:
        key = entry.key.value
        others = [one for one, keys in _KEYS.items() if key in keys]
        if others and key not in own:
            diagnostics.error(
                "misplaced-key",
                entry.key.span,
                f"`{key}` does not go with the disposition `{disposition}`",
                f"{_MEANINGS[key]}, so it goes with `{others[0]}`",
            )
    given = {entry.key.value for entry in node.entries}
    for key, needed in own.items():
        if needed and key not in given:
            diagnostics.error(
                "missing-key",
                span,
                f"the clause `{name}` is `{disposition}` and needs the key `{key}`",
                _MEANINGS[key],
            )


def _quotes(places: Places, node: Node | None) -> tuple[Quote, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(Quote(text=places.text(one), span=one.span) for one in nodes if isinstance(one, Scalar))


def _text_only(places: Places, name: str, _: Span, node: Node) -> TextOnly:
    keys = places.entries(node)
    quotes = _quotes(places, keys.get("quote"))
    return TextOnly(id=name, quote=quotes[0] if quotes else None, reason=places.text(keys.get("reason")))
