"""What `pack.yaml` and `clauses.yaml` say, and what is refused in them."""

import pytest

from policyrules.policy.pack_reader import read_clauses, read_pack
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.values.calendar import Duration, Period

PACK = """\
title: {en: Grants, zh: 资助}
jurisdiction: a town
status: historical
notice: Not to be applied
documents:
  town-rules: {title: Rules, file: texts/rules.txt, note: as printed}
reviewer: the clerk
corrections: {route: in writing, deadline: 10 days}
planned: [awards, honours]
"""
CLAUSES = """\
clauses:
  1: {quote: the town, disposition: text only, reason: it decides nothing}
  1.10:
    title: {en: no grant}
    document: town-rules
    quote: [whoever was fined, receives no grant]
    modality: must not
    disposition: encoded
    carried_by: [grant]
    text_only:
      manners: {quote: should not apply, reason: advice}
  2(a): {quote: the council names, disposition: delegated, to: the council}
"""


def pack(text):
    diagnostics = Diagnostics()
    return read_pack(SourceText("pack.yaml", text), diagnostics), diagnostics.sorted()


def clauses(text):
    diagnostics = Diagnostics()
    return read_clauses(SourceText("clauses.yaml", text), diagnostics), diagnostics.sorted()


def codes(found):
    return [one.code for one in found]


def test_everything_that_a_pack_says_is_read():
    read, found = pack(PACK)
    assert found == ()
    assert read.title.pick("zh") == "资助"
    assert (read.jurisdiction.pick("en"), read.status) == ("a town", "historical")
    assert read.notice.pick("en") == "Not to be applied"
    [document] = read.documents
    assert (document.id, document.file, document.note) == ("town-rules", "texts/rules.txt", "as printed")
    assert read.reviewer.pick("en") == "the clerk"
    assert read.corrections.route.pick("en") == "in writing"
    assert [one.name for one in read.planned] == ["awards", "honours"]


@pytest.mark.parametrize(("written", "deadline"), [("10 days", Duration), ("2 months", Period)])
def test_a_deadline_is_a_time(written, deadline):
    read, found = pack(PACK.replace("10 days", written))
    assert found == ()
    assert isinstance(read.corrections.deadline, deadline)


@pytest.mark.parametrize("written", ["10", "2026-01-01", "soon"])
def test_anything_else_is_no_deadline(written):
    read, found = pack(PACK.replace("10 days", written))
    assert len(found) == 1
    assert read.corrections.deadline is None


def test_a_pack_needs_a_title_alone():
    assert pack("title: Grants\n")[1] == ()
    assert codes(pack("notice: Old\n")[1]) == ["missing-key"]


@pytest.mark.parametrize("text", ["- title\n", "grants\n"])
def test_a_file_that_is_no_mapping_is_refused(text):
    assert codes(pack(text)[1]) == ["wrong-shape"]
    assert codes(clauses(text)[1]) == ["wrong-shape"]


@pytest.mark.parametrize("text", ["", "title: [\n", "title: &a x\n", "title: a\ntitle: b\n"])
def test_the_files_are_read_as_strictly_as_policies(text):
    assert pack(text)[1]


def test_everything_that_clauses_say_is_read_in_their_order():
    read, found = clauses(CLAUSES)
    assert found == ()
    assert [one.id for one in read] == ["1", "1.10", "2(a)"]
    assert [one.disposition for one in read] == ["text only", "encoded", "delegated"]
    first, second, third = read
    assert (first.reason, third.to) == ("it decides nothing", "the council")
    assert [one.text for one in second.quotes] == ["whoever was fined", "receives no grant"]
    assert (second.document, second.modality) == ("town-rules", "must not")
    assert [one.name for one in second.carried_by] == ["grant"]
    [part] = second.text_only
    assert (part.id, part.quote.text, part.reason) == ("manners", "should not apply", "advice")


@pytest.mark.parametrize(
    ("disposition", "key"),
    [("delegated", "to"), ("text only", "reason")],
)
def test_a_disposition_needs_what_it_rests_on(disposition, key):
    _, found = clauses(f"clauses:\n  1: {{quote: a, disposition: {disposition}}}\n")
    assert codes(found) == ["missing-key"]
    assert f"`{key}`" in found[0].message


@pytest.mark.parametrize(
    ("disposition", "key"),
    [
        ("encoded", "to: somebody"),
        ("encoded", "reason: none"),
        ("delegated, to: somebody", "carried_by: [grant]"),
        ("delegated, to: somebody", "modality: must"),
        ("text only, reason: none", "carried_by: [grant]"),
        ("text only, reason: none", "text_only: {a: {quote: b, reason: c}}"),
    ],
)
def test_a_key_of_another_disposition_is_refused(disposition, key):
    _, found = clauses(f"clauses:\n  1: {{quote: a, disposition: {disposition}, {key}}}\n")
    assert codes(found) == ["misplaced-key"]


def test_an_unknown_disposition_is_told_alone():
    assert codes(clauses("clauses:\n  1: {quote: a, disposition: encode, to: b}\n")[1]) == ["not-allowed"]


def test_a_clause_needs_its_words_and_where_it_went():
    assert codes(clauses("clauses:\n  1: {title: a}\n")[1]) == ["missing-key", "missing-key"]
