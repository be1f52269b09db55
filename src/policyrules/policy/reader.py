"""From a policy file to an edition (docs: language, one edition)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.policy.amendment import read_document
from policyrules.policy.award_reader import AwardReader
from policyrules.policy.fact_reader import FactReader
from policyrules.policy.model import Definition, Edition, Parameter, Subject
from policyrules.policy.parameter_reader import ParameterReader
from policyrules.policy.places import Places
from policyrules.policy.rule_reader import RuleReader
from policyrules.policy.shape import FILE_NAME
from policyrules.policy.types import ChoiceType, Fact
from policyrules.text.document import Mapping, Node, Scalar

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.source import SourceText


def read_edition(
    source: SourceText, diagnostics: Diagnostics, earlier: tuple[SourceText, ...] = ()
) -> Edition | None:
    """The edition that a file holds, or None where there is too little of it.

    An amendment is read together with the texts of the editions that it is built on, the oldest first.
    What is wrong is reported; what can be read is in the edition all the same, so that later
    checks can report as well.
    """
    read = read_document((*earlier, source), diagnostics)
    if read is None:
        return None
    document, amended = read
    places = Places(diagnostics)
    keys = places.entries(document)
    types = FactReader(places)
    facts = types.facts(keys.get("facts"))
    parameters = ParameterReader(places, types).parameters(keys.get("parameters"))
    rules = RuleReader(places, types, _choices(facts, parameters))
    awards = AwardReader(places)
    spans = {entry.key.value: entry.key.span for entry in document.entries}
    return Edition(
        **_head(places, keys),
        facts=facts,
        parameters=parameters,
        definitions=tuple(_definition(places, *item) for item in places.named(keys.get("definitions"))),
        tables=tuple(rules.table(*item) for item in places.named(keys.get("tables"))),
        bars=tuple(rules.bar(*item) for item in places.named(keys.get("bars"))),
        scorecard=rules.scorecard(keys["scorecard"], spans["scorecard"]) if "scorecard" in keys else None,
        vetoes=tuple(rules.veto(*item) for item in places.named(keys.get("vetoes"))),
        awards=tuple(awards.award(*item) for item in places.named(keys.get("awards"))),
        duties=tuple(awards.duty(*item) for item in places.named(keys.get("duties"))),
        publications=tuple(awards.publication(*item) for item in places.named(keys.get("publications"))),
        source=source,
        amended=amended,
        span=document.entries[0].key.span if document.entries else document.span,
    )


def _choices(facts: tuple[Fact, ...], parameters: tuple[Parameter, ...]) -> dict[str, ChoiceType]:
    """The options of the facts and parameters that head a column, which need not be names in its cells."""
    typed = [(fact.name, fact.type) for fact in facts] + [(one.id, one.type) for one in parameters]
    return {name: kind for name, kind in typed if isinstance(kind, ChoiceType)}


def _definition(places: Places, name: str, span: Any, node: Node) -> Definition:
    keys = places.entries(node)
    value = keys.get("value") if isinstance(node, Mapping) else node
    return Definition(value=places.required(value), **places.about(name, span, keys))


def _head(places: Places, keys: dict[str, Node]) -> dict[str, Any]:
    for key in ("policy", "edition"):
        node = keys.get(key)
        if isinstance(node, Scalar) and not node.is_null and not FILE_NAME.fullmatch(places.text(node)):
            places.diagnostics.error(
                "bad-id",
                node.span,
                f"`{node.value}` cannot be a file name",
                "use letters, digits, `-`, `_` and `.`, beginning with a letter or a digit",
            )
    window = places.entries(keys.get("in_force"))
    starts, ends = places.day(window.get("from")), places.day(window.get("until"))
    if starts is not None and ends is not None and ends < starts:
        places.diagnostics.error(
            "empty-window", window["until"].span, "`until` lies before `from`", "both days are included"
        )
    status = places.text(keys.get("status"))
    month_end = places.text(places.entries(keys.get("calendar")).get("month_end"))
    review_by: date | None = places.day(keys.get("review_by"))
    return {
        "policy": places.text(keys.get("policy")),
        "edition": places.text(keys.get("edition")),
        "title": places.words(keys.get("title")),
        "notice": places.words(keys.get("notice")),
        "note": places.text(keys.get("note")),
        "status": status if status in {"draft", "historical"} else "in-force",
        "starts": starts,
        "ends": ends,
        "review_by": review_by,
        "subject": _subject(places, keys.get("subject")),
        "time_zone": places.offset(keys.get("time_zone")),
        "month_end": month_end if month_end in {"up", "error"} else "down",
        "head": {
            key: node.span
            for key, node in (keys | window).items()
            if key in {"policy", "edition", "status", "in_force", "from", "until"}
        },
    }


def _subject(places: Places, node: Node | None) -> Subject:
    if isinstance(node, Mapping):
        keys = places.entries(node)
        span = keys["id"].span if "id" in keys else node.span
        return Subject(places.words(keys.get("is")), places.text(keys.get("id")), span)
    return Subject(places.words(node))
