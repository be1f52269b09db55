"""Policies inside of a pack: the notice they stand under, and what is checked of them together."""

import os
import pickle

import pytest

import policyrules
from policyrules.engine.packs import check_pack

PACK = "title: Grants\nnotice: {en: Not to be applied, zh: 不得适用}\n"
POLICY = """\
policy: grant
edition: 2026
facts: {fined: flag}
bars:
  main_grant:
    modality: must not
    grounds:
      fined: {when: fined}
"""
HISTORY = POLICY.replace(
    "facts:", "status: historical\nin_force: {from: 2026-01-01, until: 2026-12-31}\nfacts:"
)


@pytest.fixture
def folder(tmp_path):
    """A pack with one policy; further files by name."""

    def make(pack=PACK, policy=POLICY, **files):
        (tmp_path / "grant").mkdir(exist_ok=True)
        (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
        (tmp_path / "grant" / "2026.yaml").write_text(policy, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def decided(policy):
    return policy.evaluate({"fined": True}, as_of="2026-05-01")


def explained(policy, **options):
    return decided(policy).explain(**options)


def test_a_policy_without_a_notice_stands_under_that_of_its_pack(folder):
    policy = policyrules.load(folder() / "grant" / "2026.yaml")
    assert "Not to be applied" in explained(policy)
    assert "不得适用" in explained(policy, language="zh")
    assert "Not to be applied" in explained(policy, format="json")


def test_the_working_folder_does_not_matter(folder, monkeypatch):
    monkeypatch.chdir(folder() / "grant")
    assert "Not to be applied" in explained(policyrules.load("2026.yaml"))


def test_a_notice_of_its_own_comes_first(folder):
    policy = policyrules.load(folder(policy=POLICY + "notice: For study\n") / "grant" / "2026.yaml")
    assert "For study" in explained(policy)
    assert "Not to be applied" not in explained(policy)


def test_the_notice_survives_pickling(folder):
    policy = policyrules.load(folder() / "grant" / "2026.yaml")
    again = pickle.loads(pickle.dumps(policy))  # noqa: S301 - made here
    assert again == policy
    assert "Not to be applied" in explained(again)
    decision = pickle.loads(pickle.dumps(decided(policy)))  # noqa: S301 - made here
    assert "Not to be applied" in decision.explain()


def test_the_notice_is_wording_and_leaves_the_digest_and_the_decision_as_they_are(folder):
    inside = policyrules.load(folder() / "grant" / "2026.yaml")
    alone = policyrules.loads(POLICY)
    assert inside.digest == alone.digest
    assert decided(inside).to_json() == decided(alone).to_json()


def test_policies_of_a_library_stand_under_the_notice_of_their_pack(folder):
    library = policyrules.open_library(
        folder(policy=POLICY.replace("facts:", "in_force: {from: 2026-01-01}\nfacts:"))
    )
    assert "Not to be applied" in explained(library.policy("grant", on="2026-05-01"))


def test_a_pack_whose_notice_cannot_be_read_keeps_its_policies_from_loading(folder):
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(folder(pack="title: Grants\nnotise: Not to be applied\n") / "grant" / "2026.yaml")
    assert [one.code for one in raised.value.diagnostics] == ["unknown-key"]


def test_a_policy_in_no_pack_has_no_notice(tmp_path):
    (tmp_path / "2026.yaml").write_text(POLICY, encoding="utf-8")
    assert not policyrules.load(tmp_path / "2026.yaml").checked.edition.notice


def codes(folder, **options):
    path = folder / "grant" / "2026.yaml"
    return [one.code for one in check_pack(folder, [policyrules.load(path).checked], **options)]


def test_a_pack_without_documents_asks_for_no_sources(folder):
    assert codes(folder()) == []


def test_editions_of_a_historical_pack_are_historical_and_over(folder):
    pack = PACK + "status: historical\n"
    assert codes(folder(pack)) == ["not-historical", "not-historical"]
    assert codes(folder(pack, POLICY.replace("facts:", "status: historical\nfacts:"))) == ["not-historical"]
    assert codes(folder(pack, HISTORY)) == []


def test_editions_of_another_pack_may_be_anything(folder):
    assert codes(folder(PACK + "status: in-force\n", HISTORY)) == []


DOCUMENTS = PACK + "documents: {rules: {file: rules.txt}}\n"
CITING = POLICY.replace("    grounds:", "    source: {clause: 1}\n    grounds:")
CLAUSES = "clauses:\n  1: {quote: no grant, disposition: encoded, carried_by: [grant]}\n"


def test_a_pack_with_documents_needs_clauses(folder):
    assert codes(folder(DOCUMENTS, CITING, rules__txt="no grant")) == ["no-clauses"]


def test_a_pack_of_which_all_is_in_order_is_passed(folder):
    assert codes(folder(DOCUMENTS, CITING, rules__txt="no grant", clauses__yaml=CLAUSES)) == []


def test_rules_that_may_stand_in_an_unreadable_edition_are_not_missed(folder):
    clauses = CLAUSES + "  2: {quote: grant, disposition: encoded}\n"
    pack = folder(DOCUMENTS, CITING, rules__txt="no grant", clauses__yaml=clauses)
    assert codes(pack) == ["clause-without-rule"]
    assert codes(pack, complete=False) == []


@pytest.mark.parametrize("file", ["../rules.txt", "/etc/hostname", "texts/../../rules.txt"])
def test_a_document_outside_of_the_pack_is_not_opened(folder, file):
    assert codes(folder(DOCUMENTS.replace("rules.txt", file), CITING, clauses__yaml=CLAUSES)) == [
        "outside-pack"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_of_the_pack_is_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "rules.txt"
    outside.write_text("no grant", encoding="utf-8")
    pack = folder(DOCUMENTS, CITING, clauses__yaml=CLAUSES)
    (pack / "rules.txt").symlink_to(outside)
    assert codes(pack) == ["outside-pack"]


@pytest.mark.parametrize("file", ["absent.txt", "grant", '"a\\0b"'])
def test_a_document_that_cannot_be_opened_is_told(folder, file):
    assert codes(folder(DOCUMENTS.replace("rules.txt", file), CITING, clauses__yaml=CLAUSES)) == [
        "no-such-file"
    ]


def test_a_document_that_is_not_utf8_is_told(folder):
    pack = folder(DOCUMENTS, CITING, clauses__yaml=CLAUSES)
    (pack / "rules.txt").write_bytes(b"no grant \xff")
    assert codes(pack) == ["not-utf8"]


def test_checking_a_folder_checks_its_packs(folder):
    pack = folder(
        DOCUMENTS, CITING, rules__txt="no grants", clauses__yaml=CLAUSES.replace("no grant", "a grant")
    )
    [one] = policyrules.check(pack)
    assert (one.code, one.file) == ("quote-not-found", str(pack / "clauses.yaml"))
