"""A pack: policies that belong together, their documents, and where every clause of these went (docs: packs)."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from policyrules.policy.model import Status
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.source import NOWHERE, SourceText, Span
from policyrules.values.calendar import Duration, Period

Disposition = Literal["encoded", "delegated", "text only"]
ClauseModality = Literal["must not", "should not", "must", "should"]


@frozen
class Named:
    """A name that a pack writes, with its place."""

    name: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Document:
    """A text that rules are taken from; `file` lies in the folder of the pack."""

    id: str
    title: Words = NO_WORDS
    file: str
    note: str = ""
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    #: Where the file is named.
    file_span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Corrections:
    """How somebody has a result about them corrected, and how long that may take."""

    route: Words
    deadline: Period | Duration | None = None
    note: str = ""


@frozen(kw_only=True)
class Pack:
    """What `pack.yaml` says."""

    title: Words = NO_WORDS
    jurisdiction: Words = NO_WORDS
    status: Status = "in-force"
    status_span: Span = field(default=NOWHERE, eq=False, repr=False)
    #: Stamped on whatever is shown of the pack's policies that have no notice of their own.
    notice: Words = NO_WORDS
    documents: tuple[Document, ...] = ()
    documents_span: Span = field(default=NOWHERE, eq=False, repr=False)
    reviewer: Words = NO_WORDS
    corrections: Corrections | None = None
    #: Policies that clauses name and that are still to be written.
    planned: tuple[Named, ...] = ()
    note: str = ""
    source: SourceText = field(default=SourceText("", ""), eq=False, repr=False)
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Quote:
    """Words of a document, exactly."""

    text: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class TextOnly:
    """A part of an encoded clause that stays text, and why."""

    id: str
    quote: Quote | None
    reason: str


@frozen(kw_only=True)
class Clause:
    """A clause of a document, and where it went.

    `encoded`: rules cite it, among them rules of every policy in `carried_by`. `delegated`: others
    decide it, who is in `to`. `text only`: no rule may cite it, for the `reason` given.
    """

    id: str
    title: Words = NO_WORDS
    #: The id of its document; empty where the pack has one document only.
    document: str = ""
    document_span: Span = field(default=NOWHERE, eq=False, repr=False)
    quotes: tuple[Quote, ...] = ()
    modality: ClauseModality | None = None
    disposition: Disposition
    carried_by: tuple[Named, ...] = ()
    to: str = ""
    reason: str = ""
    text_only: tuple[TextOnly, ...] = ()
    note: str = ""
    span: Span = field(default=NOWHERE, eq=False, repr=False)
