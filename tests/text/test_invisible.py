"""Invisible characters are found wherever they stand."""

import sys
import time
import unicodedata

import pytest

from policyrules.text.invisible import find_invisible, visible

VISIBLE_FORMAT_CHARACTERS = set(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\u202e", "text direction control U+202E"),
        ("\u2066", "text direction control U+2066"),
        ("\u200b", "zero-width character U+200B"),
        ("\u200d", "zero-width character U+200D"),
        ("\xad", "soft hyphen U+00AD"),
        ("\u3164", "blank filler U+3164"),
        ("\ufeff", "byte order mark inside the text U+FEFF"),
        ("\0", "NUL character U+0000"),
        ("\x1b", "control character U+001B"),
        ("\x85", "uncommon line separator U+0085"),
        ("\x9b", "control character U+009B"),
        ("\u2028", "uncommon line separator U+2028"),
        ("\ud800", "half of a surrogate pair U+D800"),
        ("\U000e0041", "invisible character U+E0041"),
    ],
)
def test_each_kind_is_named_with_its_code_point(character, kind):
    assert find_invisible(f"ab{character}c") == [(2, kind)]


def test_every_format_and_control_character_of_unicode_is_found_save_the_visible_ones():
    hidden = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in {"Cf", "Cc", "Cs", "Zl", "Zp"}
    }
    hidden -= VISIBLE_FORMAT_CHARACTERS | set("\t\n\r")
    found = {character for character in hidden if find_invisible(f"é{character}")}
    assert found == hidden


@pytest.mark.parametrize(
    "text", ["tab\tand\r\nlines\rend\n", "中文，字 é e\u0301", "\u0600 1", "a b\u3000c\xa0d", ""]
)
def test_what_can_be_seen_is_left_alone(text):
    assert find_invisible(text) == []


def test_the_joiner_within_one_emoji_is_allowed():
    assert find_invisible("👩\u200d🌾 and ❤️\u200d🔥") == []


@pytest.mark.parametrize(
    "text",
    ["a\u200db", "👩\u200d", "\u200d👩", "👩\u200da", "a\u200d👩", "👩\u200d\u200d👩", "👩\u200d\ufe0f"],
)
def test_the_joiner_elsewhere_is_found(text):
    assert find_invisible(text)


def test_ascii_controls_are_found_in_pure_ascii():
    assert [index for index, _ in find_invisible("\x07a\x7f")] == [0, 2]


def test_five_megabytes_take_less_than_a_second():
    started = time.process_time()
    assert find_invisible("a: b\n" * 1_000_000) == []
    assert find_invisible("字: b\n" * 1_000_000) == []
    assert time.process_time() - started < 20


def test_invisible_characters_are_shown_as_escapes():
    assert visible("a\x07\u202e\U000e0041字") == "a\\x07\\u202e\\U000e0041字"


def test_only_the_first_hundred_are_described():
    found = find_invisible("a" + "\0" * 5_000_000)
    assert [index for index, _ in found] == list(range(1, 101))
