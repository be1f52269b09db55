"""A clause matrix as text, Markdown, HTML and JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from policyrules.rendering import html, markdown
from policyrules.rendering.html import Element, element
from policyrules.testing.matrix_words import word
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policyrules.policy.words import Words
    from policyrules.testing.matrix import ClauseRow, Matrix, RuleRow

FORMAT: Final = "policyrules/clauses/1"
_COLUMNS: Final = ("rule", "where", "source", "tests")


@frozen
class _Form:
    """Puts the parts of a matrix into words of one language."""

    language: str

    def say(self, key: str, **values: object) -> str:
        return word(self.language, key, **values)

    def title(self, matrix: Matrix) -> str:
        return matrix.pack.title.tell(self.language)

    def summary(self, matrix: Matrix) -> list[str]:
        """How many clauses went where, and how many rows are not complete."""
        went = Counter(row.clause.disposition for row in matrix.rows)
        lacks = Counter(row.lacks for row in matrix.rows)
        counts = {key: went[key] for key in ("encoded", "delegated", "text only")}
        lines = [self.say("summary", clauses=len(matrix.rows), **counts)]
        if matrix.gaps:
            lines.append(self.say("gaps", rule=lacks["rule"], test=lacks["test"]))
        return lines

    def heading(self, row: ClauseRow) -> str:
        """The id, the title, where the clause went and how it binds."""
        clause = row.clause
        words = [self.say(clause.disposition)]
        if clause.modality is not None:
            words.append(self.say(clause.modality))
        told = f"{clause.id}  {clause.title.tell(self.language)}".rstrip()
        return told + self.say("aside", text=self.say("list").join(words))

    def remarks(self, row: ClauseRow) -> Iterator[str]:
        """What `clauses.yaml` says of a clause beside its words, and what its row lacks."""
        clause = row.clause
        if clause.to:
            yield self.say("to", text=clause.to)
        if clause.reason:
            yield self.say("reason", text=clause.reason)
        for part in clause.text_only:
            yield self.say("part", quote=part.quote.text if part.quote else "", reason=part.reason)
        if clause.note:
            yield self.say("note", text=clause.note)
        if row.lacks == "rule":
            yield self.say("no_rule")
            if clause.carried_by:
                policies = self.say("list").join(one.name for one in clause.carried_by)
                yield self.say("carried_by", policies=policies)
        if row.lacks == "test":
            yield self.say("no_tests")

    def quotes(self, row: ClauseRow) -> list[str]:
        return [self.say("quote", text=" ".join(one.text.split())) for one in row.clause.quotes]

    def kind(self, row: RuleRow) -> str:
        """What sort of rule it is, and how it binds."""
        modality = row.rule.modality
        bound = self.say("aside", text=self.say(modality)) if modality else ""
        return self.say(row.rule.kind) + bound

    def sources(self, row: RuleRow) -> list[str]:
        """What was assumed or left to others, and in which editions."""
        own = row.rule.provenance
        told = [self.say("assumed", text=own.assumed)] if own.assumed else []
        told += [self.say("delegated_to", text=own.delegated)] if own.delegated else []
        if len(row.editions) > 1:
            told.append(self.say("editions", names=self.say("list").join(row.editions)))
        return told


def place_of(row: RuleRow) -> str:
    """`file:line`."""
    span = row.rule.item.span
    return f"{span.source.name}:{span.line}"


def as_text(matrix: Matrix, language: str) -> str:
    """Clause after clause, each with its rules and their tests."""
    form = _Form(language)
    lines = [form.title(matrix), *_notice(matrix, language, "‖ {}"), *form.summary(matrix)]
    for row in matrix.rows:
        lines += ["", form.heading(row)]
        lines += [f"    {one}" for one in (*form.quotes(row), *form.remarks(row))]
        for rule in row.rules:
            lines.append(f"    - {rule.rule.key}: {form.kind(rule)}  [{place_of(rule)}]")
            lines += [f"        {one}" for one in form.sources(rule)]
            lines += [f"        ✓ {case.name}" for case in rule.cases]
    return "\n".join(lines)


def as_markdown(matrix: Matrix, language: str) -> str:
    """A heading for each clause, and a table of its rules."""
    form = _Form(language)
    parts = [f"# {markdown.escape(form.title(matrix))}"]
    parts += _notice(matrix, language, "> {}", markdown.escape)
    parts += [markdown.escape(one) for one in form.summary(matrix)]
    for row in matrix.rows:
        parts.append(f"## {markdown.escape(form.heading(row))}")
        parts += [f"> {markdown.escape(one)}" for one in form.quotes(row)]
        remarks = [f"- {markdown.escape(one)}" for one in form.remarks(row)]
        if remarks:
            parts.append("\n".join(remarks))
        if row.rules:
            cells = [_cells(form, rule, markdown.code, markdown.escape) for rule in row.rules]
            parts.append(markdown.table([form.say(one) for one in _COLUMNS], cells))
    return "\n\n".join(parts)


def _cells(
    form: _Form, row: RuleRow, code: Callable[[str], str], escape: Callable[[str], str]
) -> tuple[str, ...]:
    cases = "<br>".join(escape(case.name) for case in row.cases) or escape(form.say("no_test"))
    rule = f"{code(row.rule.key)} {escape(form.kind(row))}"
    return rule, code(place_of(row)), "<br>".join(map(escape, form.sources(row))), cases


def as_html(matrix: Matrix, language: str) -> str:
    """A page that stands alone."""
    form = _Form(language)
    title = form.title(matrix)
    body = [element("h1", title)]
    body += [element("p", one, class_="notice") for one in _notice(matrix, language, "{}")]
    body += [element("p", one) for one in form.summary(matrix)]
    body += [_section(form, row) for row in matrix.rows]
    return html.page(title, language, body).rstrip("\n")


def _section(form: _Form, row: ClauseRow) -> Element:
    heads = [form.say(one) for one in _COLUMNS]
    lines = [
        [
            element("span", element("code", rule.rule.key), " ", form.kind(rule)),
            element("code", place_of(rule)),
            _list(form.sources(rule)),
            _list([case.name for case in rule.cases] or [form.say("no_test")]),
        ]
        for rule in row.rules
    ]
    return element(
        "section",
        element("h2", form.heading(row)),
        *(element("blockquote", one) for one in form.quotes(row)),
        _list(list(form.remarks(row))),
        html.table(heads, lines) if lines else None,
    )


def _list(lines: list[str]) -> Element:
    return element("ul", *(element("li", one) for one in lines)) if lines else element("span")


def as_json(matrix: Matrix, _: str) -> str:
    """`policyrules/clauses/1`: the matrix as data, in every language that its files have."""
    pack = matrix.pack
    data = {
        "format": FORMAT,
        "title": _words(pack.title),
        "notice": _words(pack.notice),
        "clauses": [_clause(row) for row in matrix.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _clause(row: ClauseRow) -> dict[str, Any]:
    clause = row.clause
    told: dict[str, Any] = {
        "id": clause.id,
        "title": _words(clause.title),
        "quotes": [one.text for one in clause.quotes],
        "disposition": clause.disposition,
        "modality": clause.modality,
        "carried_by": [one.name for one in clause.carried_by],
        "lacks": row.lacks or None,
        "text_only": [
            {"id": part.id, "quote": part.quote.text if part.quote else "", "reason": part.reason}
            for part in clause.text_only
        ],
        "rules": [_rule(one) for one in row.rules],
    }
    optional = {"document": clause.document, "to": clause.to, "reason": clause.reason, "note": clause.note}
    return told | {key: value for key, value in optional.items() if value}


def _rule(row: RuleRow) -> dict[str, Any]:
    rule, span = row.rule, row.rule.item.span
    return {
        "policy": rule.policy,
        "editions": list(row.editions),
        "rule": rule.path,
        "kind": rule.kind,
        "modality": rule.modality or None,
        "file": span.source.name,
        "line": span.line,
        "assumed": rule.provenance.assumed or None,
        "delegated": rule.provenance.delegated or None,
        "tests": [
            {"case": case.name, "file": case.span.source.name, "line": case.span.line} for case in row.cases
        ],
    }


def _words(words: Words) -> dict[str, str]:
    return dict(words.texts)


def _notice(
    matrix: Matrix, language: str, form: str, escape: Callable[[str], str] = visible
) -> Iterator[str]:
    notice = matrix.pack.notice.tell(language)
    if notice:
        yield form.format(escape(notice))
