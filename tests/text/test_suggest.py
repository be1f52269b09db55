"""The suggestion for an unknown name."""

import time

from policyrules.text.suggest import suggest


def test_a_letter_left_out_is_recognised():
    assert suggest("lookbak", ["members", "lookback", "founded"]) == "lookback"


def test_two_letters_in_wrong_order_are_recognised():
    assert suggest("memebrs", ["members", "remember_me"]) == "members"


def test_a_name_in_another_case_comes_first():
    assert suggest("Total", ["totals", "tota", "TOTAL"]) == "TOTAL"


def test_chinese_names_are_suggested():
    assert suggest("会员数", ["成员数", "成立日期"]) == "成员数"


def test_nothing_is_suggested_where_nothing_is_alike():
    assert suggest("district", ["members", "founded"]) is None


def test_nothing_is_suggested_from_nothing():
    assert suggest("district", []) is None


def test_the_word_itself_is_no_suggestion():
    assert suggest("visits", ["visits"]) is None


def test_of_equally_good_names_the_first_in_the_alphabet_is_taken_whatever_the_order():
    names = ["case_c", "case_b", "case_a"]
    assert suggest("case_d", names) == suggest("case_d", reversed(names)) == "case_a"


def test_a_word_of_more_than_sixty_characters_gets_no_suggestion():
    assert suggest("a" * 60, ["a" * 59]) == "a" * 59
    assert suggest("a" * 61, ["a" * 60]) is None


def test_among_thousands_of_names_the_one_meant_is_found_quickly():
    names = [f"{chr(97 + n % 26)}_fact_{n}" for n in range(3000)]
    started = time.process_time()
    assert all(suggest(f"{name}x", names) == name for name in names)
    assert time.process_time() - started < 30


def test_a_very_long_word_gets_no_suggestion_and_takes_no_time():
    assert suggest("a" * 5_000_000, ["a" * 90]) is None
