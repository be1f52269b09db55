"""Rules against the clauses that they are taken from, and clauses against their documents (docs: packs)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from policyrules.policy.citations import Rule
from policyrules.policy.pack import Clause, Pack
from policyrules.policy.words import Words
from policyrules.text.diagnostic import Diagnostics, Note
from policyrules.text.passages import Passages, same_words
from policyrules.text.source import Span
from policyrules.text.suggest import suggest


@frozen(slots=False)
class ClauseCheck:
    """Checks the rules of a pack against its clauses.

    `passages` holds the documents whose text could be read, by id; `rules` those of every edition.
    """

    pack: Pack
    clauses: Sequence[Clause]
    passages: Mapping[str, Passages]
    rules: Sequence[Rule]
    diagnostics: Diagnostics

    def check_all(self, policies: Iterable[str] | None) -> None:
        """Report everything; `policies` are those of the pack, or None where some could not be read."""
        for clause in self.clauses:
            self._check_clause(clause)
        for rule in self.rules:
            self._check_rule(rule)
        if policies is not None:
            self._check_carried(set(policies))

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _documents(self) -> list[str]:
        return [document.id for document in self.pack.documents]

    def _check_clause(self, clause: Clause) -> None:
        if clause.document:
            self._check_document(clause.document, clause.document_span)
        elif len(self._documents) > 1:
            self.diagnostics.error(
                "missing-key",
                clause.span,
                f"the clause `{clause.id}` needs the key `document`",
                f"the pack has several: {', '.join(self._documents)}",
            )
        quotes = [*clause.quotes, *(part.quote for part in clause.text_only if part.quote is not None)]
        for quote in quotes:
            self._check_quote(quote.text, quote.span, {clause.document})

    def _check_rule(self, rule: Rule) -> None:
        provenance = rule.provenance
        if rule.unsourced:
            self.diagnostics.error(
                "no-source",
                rule.item.span,
                f"the {rule.kind} `{rule.item.id}` does not say where it comes from",
                "add `source: {clause: …}`, `assumed: why`, or `delegated: to whom`",
            )
        if provenance.document:
            self._check_document(provenance.document, provenance.document_span)
        for name, span in zip(provenance.clauses, provenance.clause_spans, strict=False):
            self._check_citation(name, span)
        self._check_modality(rule)
        cited = [self._by_id[name] for name in provenance.clauses if name in self._by_id]
        if provenance.quote:
            documents = {provenance.document} if provenance.document else {one.document for one in cited}
            self._check_quote(provenance.quote, provenance.quote_span, documents)
            self._check_text_only(rule, cited)

    def _check_citation(self, name: str, span: Span) -> None:
        clause = self._by_id.get(name)
        if clause is None:
            near = suggest(name, self._by_id)
            self.diagnostics.error(
                "unknown-clause",
                span,
                f"the pack has no clause `{name}`",
                f"did you mean `{near}`{_about(self._by_id[near].title)}?"
                if near
                else "add it to clauses.yaml",
            )
        elif clause.disposition == "text only":
            self.diagnostics.error(
                "text-only",
                span,
                f"the clause `{name}` stays text, so that no rule may cite it",
                f"the reason is: {clause.reason}",
                Note("said here", clause.span),
            )

    def _check_text_only(self, rule: Rule, cited: Sequence[Clause]) -> None:
        for clause in cited:
            for part in clause.text_only:
                if part.quote is not None and same_words(part.quote.text, rule.provenance.quote):
                    self.diagnostics.error(
                        "text-only",
                        rule.provenance.quote_span,
                        f"this part of the clause `{clause.id}` stays text, so that no rule may carry it",
                        f"the reason is: {part.reason}",
                        Note("said here", part.quote.span),
                    )

    def _check_modality(self, rule: Rule) -> None:
        own = rule.item.provenance
        cited = [(name, self._by_id[name].modality) for name in own.clauses if name in self._by_id]
        binding = [(name, modality) for name, modality in cited if modality is not None]
        if rule.modality and binding and all(modality != rule.modality for _, modality in binding):
            name, modality = binding[0]
            self.diagnostics.error(
                "other-modality",
                rule.item.span,
                f"the {rule.kind} `{rule.item.id}` says `{rule.modality}` where the clause `{name}` says `{modality}`",
                f"write `modality: {modality}`, or correct the clause that it cites",
                Note("said here", self._by_id[name].span),
            )

    def _check_document(self, name: str, span: Span) -> None:
        if name not in self._documents:
            near = suggest(name, self._documents)
            listed = f"the pack has {', '.join(self._documents)}" if self._documents else "the pack has none"
            self.diagnostics.error(
                "unknown-document",
                span,
                f"the pack has no document `{name}`",
                f"did you mean `{near}`?" if near else listed,
            )

    def _check_quote(self, quote: str, span: Span, documents: Iterable[str]) -> None:
        """Report words that stand in none of the documents (all of them where none is named)."""
        named = [name for name in documents if name] or self._documents
        if not quote or not named or any(name not in self.passages for name in named):
            return  # what could not be read was reported
        searched = [self.passages[name] for name in named]
        if any(one.holds(quote) for one in searched):
            return
        near = next((place for one in searched if (place := one.nearest(quote)) is not None), None)
        files = ", ".join(f"`{one.source.name}`" for one in searched)
        self.diagnostics.error(
            "quote-not-found",
            span,
            f"these words do not stand in {files}",
            f"it says `{' '.join(near.text.split())}`"
            if near
            else "quote the document exactly, punctuation included",
            *([Note("there", near)] if near else []),
        )

    def _check_carried(self, policies: set[str]) -> None:
        """Report clauses that ought to be carried by rules and are not, and plans that are fulfilled."""
        planned = {one.name for one in self.pack.planned}
        for one in self.pack.planned:
            if one.name in policies:
                self.diagnostics.error(
                    "planned-policy",
                    one.span,
                    f"the policy `{one.name}` is planned, and is there",
                    "take it off the list, so that the clauses that name it are checked",
                )
        for clause in self.clauses:
            if clause.disposition == "encoded":
                self._check_encoded(clause, policies, planned)

    def _check_encoded(self, clause: Clause, policies: set[str], planned: set[str]) -> None:
        citing = {rule.policy for rule in self.rules if clause.id in rule.provenance.clauses}
        for one in clause.carried_by:
            if one.name in planned or one.name in citing:
                continue
            if one.name in policies:
                self.diagnostics.error(
                    "clause-without-rule",
                    one.span,
                    f"no rule of `{one.name}` cites the clause `{clause.id}`",
                    f"cite it there: `source: {{clause: {clause.id}}}`, or name another policy",
                )
                continue
            near = suggest(one.name, policies | planned)
            self.diagnostics.error(
                "unknown-policy",
                one.span,
                f"the pack has no policy `{one.name}`",
                f"did you mean `{near}`?"
                if near
                else "name it under `planned` in pack.yaml until it is written",
            )
        if not clause.carried_by and not citing:
            self.diagnostics.error(
                "clause-without-rule",
                clause.span,
                f"no rule cites the clause `{clause.id}`, which is said to be encoded",
                f"cite it in a rule: `source: {{clause: {clause.id}}}`, or give it another disposition",
            )


def _about(title: Words) -> str:
    """A title in brackets, to tell clauses apart."""
    told = title.tell("en")
    return f" ({told})" if told else ""
