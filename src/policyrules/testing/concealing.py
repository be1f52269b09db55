"""Keeping sensitive values of a suite out of what is printed about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.explanation.masking import MASKED, is_sensitive
from policyrules.testing.record_facts import sensitive_places
from policyrules.text.source import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyrules.engine.policy import Policy
    from policyrules.testing.suite import Case
    from policyrules.text.diagnostic import Diagnostic


def secret_places(case: Case, policies: Iterable[Policy]) -> Iterator[Span]:
    """Where a case writes out values of sensitive facts, or what is computed from them."""
    for policy in policies:
        for given in case.records:
            for node in given.written:
                yield from sensitive_places(node, policy.checked.edition.facts)
        for one in case.expected:
            if one.path[0] == "values" and is_sensitive(policy.checked, ".".join(one.path)):
                yield one.node.span


def concealed(diagnostic: Diagnostic, secrets: Iterable[Span]) -> Diagnostic:
    """The finding with these places covered in the line that it draws, and in its message."""
    span = diagnostic.span
    covered = [one for one in secrets if one.source is span.source]
    if not covered:
        return diagnostic
    text = span.source.text
    for one in covered:
        # Of the same length, so that every place stays where it is.
        text = text[: one.start] + re.sub(r"[^\r\n]", "•", one.text) + text[one.end :]
    told = evolve(diagnostic, span=Span(SourceText(span.source.name, text), span.start, span.end))
    if not any(one.start <= span.start and span.end <= one.end for one in covered):
        return told
    return evolve(told, message=re.sub(r"`[^`]*`", MASKED, told.message), help="")
