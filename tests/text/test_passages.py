"""Quotations found in documents: white space aside, word for word."""

import pytest

from policyrules.text.passages import Passages, same_words
from policyrules.text.source import SourceText

CHINESE = Passages(SourceText("opinion.txt", "一、本屆不得當選村(居)、社區的\n黨支部委員會成員,不宜推選。"))
ENGLISH = Passages(SourceText("rules.txt", "Whoever was fined within\n  three years\treceives no grant."))


@pytest.mark.parametrize(
    "words", ["fined within three years", "fined\nwithin   three years", "  receives no grant.  "]
)
def test_line_ends_and_runs_of_blanks_count_as_one_space(words):
    assert ENGLISH.holds(words)


def test_words_are_not_run_together():
    assert not ENGLISH.holds("withinthree years")
    assert not ENGLISH.holds("with in three")


@pytest.mark.parametrize("words", ["社區的黨支部委員會成員", "社區的 黨支部 委員會成員", "社區的\n黨支部"])
def test_white_space_beside_chinese_characters_counts_as_nothing(words):
    assert CHINESE.holds(words)


def test_white_space_between_latin_and_chinese_characters_counts_as_nothing_too():
    mixed = Passages(SourceText("a", "the grant\n資助 of clubs"))
    assert mixed.holds("grant資助of")
    assert mixed.holds("grant 資助 of clubs")


@pytest.mark.parametrize("words", ["社区的黨支部", "委員會成員，不宜", "村（居）"])
def test_other_characters_are_other_words(words):
    assert not CHINESE.holds(words)


def test_composed_and_decomposed_letters_are_the_same():
    assert Passages(SourceText("a", "Cafe\u0301s may apply")).holds("Caf\u00e9s")


def test_the_nearest_passage_is_given_with_its_place():
    place = CHINESE.nearest("社區的黨支部委员会成員")
    assert place.text.replace("\n", "") == "社區的黨支部委員會成員"
    assert (place.line, place.column) == (1, 14)


def test_the_nearest_passage_begins_and_ends_as_the_words_do():
    assert ENGLISH.nearest("fined within 3 years receives no grant").text.startswith("fined within")
    assert ENGLISH.nearest("fined within 3 years receives no grant").text.endswith("no grant")
    assert ENGLISH.nearest("Whoever is fined within three months").text.split()[0] == "Whoever"


def test_words_unlike_any_passage_have_no_nearest_one():
    assert ENGLISH.nearest("minutes are kept by somebody") is None
    assert ENGLISH.nearest("") is None


def test_in_a_document_too_long_to_search_nothing_similar_is_looked_for():
    long = Passages(SourceText("a", "fined within three years. " * 10_000))
    assert long.holds("fined within three years")
    assert long.nearest("fined within 3 years") is None


def test_one_text_within_another_has_the_same_words_either_way():
    assert same_words("no  grant", "receives no grant")
    assert same_words("receives no grant", "no grant")
    assert not same_words("no grants", "receives no grant")
    assert not same_words("", "receives")
