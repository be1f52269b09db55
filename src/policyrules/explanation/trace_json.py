"""The JSON form of a trace, `policyrules/trace/1` (docs: language, decisions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from policyrules.explanation.decision_json import value_data
from policyrules.explanation.trace_node import ListCount
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure, ScoreIs
from policyrules.policy.words import Words
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from policyrules.evaluation.decided import Decided
    from policyrules.explanation.trace_node import TraceNode
    from policyrules.policy.model import Edition, Provenance

FORMAT = "policyrules/trace/1"


def trace_data(decided: Decided, tree: TraceNode) -> dict[str, Any]:
    """A trace with the decision that it belongs to."""
    edition = decided.checked.edition
    data = {
        "format": FORMAT,
        "policy": edition.policy,
        "edition": edition.edition,
        "digest": decided.checked.digest,
        "as_of": date_text(decided.as_of),
        "tree": _node(tree, edition),
    }
    if edition.notice:
        data["notice"] = _words(edition.notice)
    return data


def _node(node: TraceNode, edition: Edition) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": node.kind, "decisive": node.decisive}
    optional = {
        "id": node.id,
        "text": node.text,
        "outcome": node.outcome,
        "label": _words(node.label),
        "because": _words(node.because),
        "source": {name: _plain(item) for name, item in _told(node.provenance).items() if item},
        "details": {name: _value(item) for name, item in node.details},
        "children": [_node(child, edition) for child in node.children],
    }
    data.update({name: item for name, item in optional.items() if item})
    if node.value is not None:
        data["value"] = _value(node.value)
    if node.span.source.name:
        data["place"] = {"line": node.span.line, "column": node.span.column}
        written = edition.edition_of(node.span)
        if written != edition.edition:
            data["place"]["edition"] = written
    return data


def _told(provenance: Provenance) -> dict[str, Any]:
    """Where a rule comes from; places in the file are told of nodes only."""
    return attrs.asdict(
        provenance, recurse=False, filter=lambda one, _: not one.name.endswith(("span", "spans"))
    )


def _plain(item: Any) -> Any:
    return list(item) if isinstance(item, tuple) else item


def _words(words: Words) -> dict[str, str]:
    return {language or "any": text for language, text in words.texts}


def _value(value: Any) -> Any:
    match value:
        case ListCount():
            return {"elements": {"least": value.least, "most": value.most}}
        case GradeIs() | GradeAtMost() | GradeDown() | Deny() | Measure():
            return {"is": type(value).__name__, **attrs.asdict(value)}
        case ScoreIs():
            return {"is": "ScoreIs"}
        case Words():
            return _words(value)
        case _:
            return value_data(value)
