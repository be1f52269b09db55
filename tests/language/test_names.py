import unicodedata

import pytest

from policyrules.grammar_files import grammar_text
from policyrules.language.names import KEYWORDS, check_name, normal_name


@pytest.mark.parametrize(
    "name",
    ["a", "_", "_1", "member_count2", "近三年处分", "VIP客户", "データX", "회원", "наука", "αβγ", "नियम", "จำนวน",
     "caf\u00e9", "cafe\u0301", "count", "open", "repealed", "year", "And", "々", "col·lecció"],
)  # fmt: skip
def test_letters_of_any_script_make_a_name(name):
    assert check_name(name) is None


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("", "missing"),
        ("1a", "begin with"),
        ("a-b", "`-`"),
        ("a b", "` `"),
        ("аbc", "Cyrillic `а` and Latin `b`"),
        ("νalue", "Greek"),
        ("ａ", "variant form of `a`"),
        ("a１", "variant form of `1`"),
        ("ﬁne", "variant form of `fi`"),
        ("a\u200b", "U+200B ZERO WIDTH SPACE"),
        ("a\u202eb", "invisible"),
        ("a\u00adb", "invisible"),
        ("a\ufe0f", "invisible"),
        ("a\ud800", "invisible"),
        ("a\u3164", "invisible"),
        ("a😀", "`😀`"),
        ("a。", "`。`"),
        ("\u0301a", "begin with"),
        ("a\n", "invisible"),
    ],
)
def test_other_names_are_refused_with_a_reason(name, part):
    problem = check_name(name)
    assert problem is not None
    assert part in problem or (name == "a\n" and "`\n`" in problem)


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
def test_keywords_are_reserved(keyword):
    assert check_name(keyword) == f"`{keyword}` is a keyword and cannot be a name"


def test_the_keywords_are_those_of_the_grammar():
    words = (
        "if then else or and not some every no in where satisfies for between is known unknown within"
        " before after otherwise true false"
    )
    assert set(words.split()) == KEYWORDS
    grammar = grammar_text("expression.lark")
    alternatives = grammar.split("_KEYWORD_NOT_AHEAD: /(?!(?:")[1].split(")")[0]
    assert set(alternatives.split("|")) == KEYWORDS


def test_normal_names_are_nfc():
    assert normal_name("cafe\u0301") == unicodedata.normalize("NFC", "cafe\u0301") == "caf\u00e9"
