"""Rules, clauses and documents of a pack against each other."""

import pytest

import policyrules
from policyrules.checking.clauses import ClauseCheck
from policyrules.policy.citations import rules_of
from policyrules.policy.pack_reader import read_clauses, read_pack
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.passages import Passages
from policyrules.text.source import SourceText

ONE = "title: Grants\ndocuments: {rules: {file: rules.txt}}\n"
TWO = "title: Grants\ndocuments: {rules: {file: rules.txt}, minutes: {file: minutes.txt}}\n"
TEXTS = {"rules": "1. No grant for whoever was fined.", "minutes": "2. Clubs should be small."}
CLAUSES = """\
clauses:
  1: {document: rules, quote: whoever was fined, modality: must not, disposition: encoded, carried_by: [grant]}
  2: {document: minutes, quote: should be small, modality: should not, disposition: encoded}
"""


def policy(source, modality="must not", rest=""):
    return (
        "policy: grant\nedition: 2026\nfacts: {fined: flag}\n"
        f"bars:\n  main:\n    modality: {modality}\n    source: {source}\n"
        f"    grounds:\n      fined: {{when: fined{rest}}}\n"
    )


def found(*policies, pack=TWO, clauses=CLAUSES, known=("grant",), texts=TEXTS):
    diagnostics = Diagnostics()
    rules = [rule for text in policies for rule in rules_of(policyrules.loads(text).checked.edition)]
    passages = {name: Passages(SourceText(f"{name}.txt", text)) for name, text in texts.items()}
    read = read_pack(SourceText("pack.yaml", pack), diagnostics)
    clauses = read_clauses(SourceText("clauses.yaml", clauses), diagnostics)
    ClauseCheck(read, clauses, passages, rules, diagnostics).check_all(known)
    return diagnostics.sorted()


def codes(*policies, **options):
    return [one.code for one in found(*policies, **options)]


SECOND = policy("{clause: 2}", "should not").replace("main:", "second:")
SOUND = (policy("{clause: 1}"), SECOND)


def test_rules_that_carry_every_clause_in_its_modality_are_passed():
    assert codes(*SOUND) == []


def test_a_clause_that_is_not_there_is_told_with_what_was_meant():
    diagnostics = found(*SOUND, policy("{clause: [1, 22]}"))
    assert [one.code for one in diagnostics] == ["unknown-clause"]
    assert diagnostics[0].help.startswith("did you mean `2`")
    assert diagnostics[0].span.text == "22"


def test_a_ground_may_leave_its_source_to_its_bar_and_may_cite_what_is_there_only():
    assert codes(*SOUND, policy("{clause: 1}", rest=", source: {clause: 9}")) == ["unknown-clause"]


def test_a_quote_is_looked_for_in_the_document_of_its_clause():
    assert codes(*SOUND, policy("{clause: 1, quote: whoever was fined}")) == []
    assert codes(*SOUND, policy("{clause: 1, quote: should be small}")) == ["quote-not-found"]


def test_a_rule_may_name_another_document_for_its_quote():
    assert codes(*SOUND, policy("{clause: 1, document: minutes, quote: should be small}")) == []
    assert codes(*SOUND, policy("{clause: 1, document: rules, quote: should be small}")) == [
        "quote-not-found"
    ]


def test_the_nearest_passage_is_told_with_its_place():
    [one] = found(*SOUND, policy("{clause: 1, quote: whoever is fined}"))
    assert "`whoever was fined`" in one.help or "whoever was fine" in one.help
    assert one.notes[0].span.source.name == "rules.txt"
    assert one.span.text == "whoever is fined"


def test_in_a_document_that_could_not_be_read_nothing_is_looked_for():
    without = {"minutes": TEXTS["minutes"]}
    assert codes(*SOUND, policy("{clause: 1, quote: nowhere}"), texts=without) == []


def test_with_several_documents_a_clause_says_in_which_it_stands():
    clauses = CLAUSES.replace("document: minutes, ", "")
    assert codes(*SOUND, clauses=clauses) == ["missing-key"]


def test_with_one_document_a_clause_need_not_say_so():
    clauses = CLAUSES.replace("document: rules, ", "").replace(
        "document: minutes, quote: should be small", "quote: No grant"
    )
    assert codes(*SOUND, pack=ONE, clauses=clauses) == []


@pytest.mark.parametrize(("modality", "expected"), [("must not", []), ("should not", ["other-modality"])])
def test_a_bar_binds_as_the_clause_that_it_cites(modality, expected):
    assert codes(*SOUND, policy("{clause: 1}", modality)) == expected


def test_a_bar_that_cites_several_clauses_binds_as_one_of_them():
    assert codes(*SOUND, policy("{clause: [1, 2]}", "should not")) == []


def test_a_clause_without_modality_leaves_it_to_the_bar():
    clauses = CLAUSES.replace("modality: should not, ", "")
    assert codes(*SOUND, policy("{clause: 2}", "must not"), clauses=clauses) == []


def test_an_encoded_clause_that_no_rule_cites_is_told():
    [one] = found(policy("{clause: 1}"))
    assert (one.code, one.span.text) == ("clause-without-rule", "2")


def test_a_policy_that_should_carry_a_clause_and_does_not_is_told_though_another_one_does():
    other = policy("{clause: 1}").replace("policy: grant", "policy: honours")
    assert codes(other, SECOND, known=("grant", "honours")) == ["clause-without-rule"]
    assert codes(*SOUND, other, known=("grant", "honours")) == []


def test_a_policy_that_is_not_there_is_told_with_what_was_meant():
    clauses = CLAUSES.replace("[grant]", "[grants]")
    [one] = found(*SOUND, clauses=clauses)
    assert (one.code, one.help) == ("unknown-policy", "did you mean `grant`?")


def test_a_planned_policy_is_not_missed_until_it_is_there():
    clauses = CLAUSES.replace("[grant]", "[grant, honours]")
    pack = TWO + "planned: [honours]\n"
    honours = policy("{clause: 1}").replace("policy: grant", "policy: honours")
    assert codes(*SOUND, clauses=clauses, pack=pack) == []
    assert codes(*SOUND, honours, clauses=clauses, pack=pack, known=("grant", "honours")) == [
        "planned-policy"
    ]


def test_where_editions_could_not_be_read_no_rule_is_missed():
    assert codes(known=None) == []


@pytest.mark.parametrize("cited", ["1", "[1, 2]"])
def test_no_rule_cites_a_clause_that_stays_text_be_it_beside_others(cited):
    clauses = (
        "clauses:\n"
        "  1: {document: rules, quote: No grant, disposition: text only, reason: it is a preface}\n"
        "  2: {document: minutes, quote: Clubs, disposition: encoded}\n"
    )
    [one] = found(SECOND, policy(f"{{clause: {cited}}}"), clauses=clauses)
    assert one.code == "text-only"
    assert "it is a preface" in one.help


@pytest.mark.parametrize("quote", ["should be small", "be small", "Clubs should be small."])
def test_no_rule_quotes_the_part_of_a_clause_that_stays_text(quote):
    clauses = CLAUSES.replace(
        "disposition: encoded}",
        "disposition: encoded, text_only: {size: {quote: should be small, reason: advice}}}",
    )
    cited = policy(f"{{clause: 2, quote: {quote}}}", "should not")
    assert codes(*SOUND, cited, clauses=clauses) == ["text-only"]


def test_the_rest_of_that_clause_may_be_quoted():
    clauses = CLAUSES.replace(
        "disposition: encoded}", "disposition: encoded, text_only: {size: {quote: be small, reason: advice}}}"
    )
    assert codes(*SOUND, policy("{clause: 2, quote: Clubs should}", "should not"), clauses=clauses) == []


def test_a_rule_without_any_source_is_told_and_an_assumed_one_is_not():
    bare = policy("{clause: 1}").replace("    source: {clause: 1}\n", "")
    assert codes(*SOUND, bare) == ["no-source"]
    assert codes(*SOUND, bare.replace("    grounds:", "    assumed: usual\n    grounds:")) == []
