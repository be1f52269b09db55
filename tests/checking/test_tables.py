"""Tables are proved complete and free of overlap, or there is an example."""

import time

import pytest

from checking.reports import check, codes
from checking.table_policies import table


def test_a_table_that_covers_every_input_once_is_fine():
    assert codes(table("points", ('"[0..15]"', "1"), ('"(15..25]"', "2"), ('"> 25"', "3"))) == []


def test_a_gap_between_ranges_is_shown_with_a_number_in_it():
    [found] = check(table("points", ('"[0..15]"', "1"), ('"[16..25]"', "2"), ('"> 25"', "3")))
    assert (found.code, found.message) == ("table-gap", "no row of `t` matches when points is 15.5")
    assert found.span.text == "t"


def test_a_gap_at_one_point_is_found():
    [found] = check(table("points", ('"[0..15)"', "1"), ('"> 15"', "2")))
    assert found.message == "no row of `t` matches when points is 15"


def test_a_gap_in_two_columns_names_both():
    rows = (('"[0..15]", "-"', "1"), ('"> 15", "urban"', "2"))
    [found] = check(table("points, district", *rows))
    assert found.message == "no row of `t` matches when points is 16 and district is rural"
    assert "otherwise" in found.help


def test_a_number_without_least_value_reaches_below_every_row():
    [found] = check(table("rate", ('"[0..15]"', "1"), ('"> 15"', "2")))
    assert found.message == "no row of `t` matches when rate is -1"
    assert "declare `min: 0` for `rate`" in found.help


def test_a_number_without_greatest_value_reaches_above_every_row():
    [found] = check(table("points", ('"[0..15]"', "1")))
    assert found.message == "no row of `t` matches when points is 16"
    assert "declare `max: 15` for `points`" in found.help


def test_an_inner_gap_is_shown_rather_than_one_beyond_the_rows():
    [found] = check(table("rate", ('"[0..15]"', "1"), ('"[16..25]"', "2")))
    assert "15.5" in found.message


def test_what_is_computed_does_not_keep_to_the_bounds_of_its_facts():
    [found] = check(table("points - 5", ('">= 0"', "1")))
    assert found.message == "no row of `t` matches when points - 5 is -1"


def test_a_name_for_a_fact_keeps_to_its_bounds():
    rows = (('"[0..5]"', "1"), ('"(5..10]"', "2"))
    text = table("same", *rows).replace("result: t", "same: level\n  result: t")
    assert codes(text) == []


def test_a_choice_of_numbers_has_only_these():
    text = table("points", ("[1, 2]", "1")).replace("{type: number, min: 0}", "{choice: [1, 2, 3]}")
    text = text.replace("when: [[1, 2]]", 'when: ["1, 2"]')
    [found] = check(text)
    assert found.message == "no row of `t` matches when points is 3"


def test_the_number_that_a_table_gives_does_not_keep_to_declared_bounds():
    more = "bars: {b: {modality: must not, grounds: {g: {when: u > 1}}}}\n"
    second = '  u: {inputs: [t], rows: [{when: [">= 0"], then: 1}]}\n'
    first = table("points", ('"-"', "-1"), output="{type: number, min: 0}", more=more)
    [found] = check(first.replace("definitions:\n  result: t\n", second))
    assert found.message == "no row of `u` matches when t is -1"


def test_an_example_leaves_out_the_columns_that_do_not_matter():
    rows = (('"[0..15]", "-"', "1"), ('"> 16", "-"', "2"))
    [found] = check(table("points, district", *rows))
    assert found.message == "no row of `t` matches when points is 15.5"


def test_a_gap_within_the_rows_is_shown_rather_than_one_beyond_them():
    [found] = check(table("rate, district", ('">= 0", "urban"', "1")))
    assert found.message == "no row of `t` matches when rate is 0 and district is rural"


def test_a_certain_gap_is_shown_rather_than_one_that_cannot_be_ruled_out():
    [found] = check(table("points, district", ('"<= rate", "urban"', "1")))
    assert found.message == "no row of `t` matches when points is 0 and district is rural"


def test_otherwise_closes_every_gap():
    assert codes(table("rate", ('"[0..15]"', "1"), end="0")) == []


def test_every_choice_is_covered():
    [found] = check(table("district", ("urban", "1")))
    assert found.message == "no row of `t` matches when district is rural"


def test_an_unsettled_choice_needs_no_row():
    text = table("district", ("urban", "1"), ("rural", "2")).replace(
        "{choice: [urban, rural]}", "{choice: [urban, rural, disputed], unsettled: [disputed]}"
    )
    assert codes(text) == []


def test_both_truths_are_covered():
    [found] = check(table("member", ("true", "1")))
    assert found.message == "no row of `t` matches when member is false"


def test_a_text_may_be_any_other_text():
    [found] = check(table("name", ("'\"a\"'", "1")))
    assert found.message == "no row of `t` matches when name is any other text"
    assert codes(table("name", ("'\"a\"'", "1"), ("'not(\"a\")'", "2"))) == []


def test_nothing_lies_between_two_days():
    rows = (('"< 2026-01-01"', "1"), ('"[2026-01-01..2026-01-31]"', "2"), ('">= 2026-02-01"', "3"))
    assert codes(table("founded", *rows)) == []


def test_a_day_that_is_left_out_is_found():
    rows = (('"< 2026-01-31"', "1"), ('">= 2026-02-01"', "2"))
    [found] = check(table("founded", *rows))
    assert found.message == "no row of `t` matches when founded is 2026-01-31"


def test_something_lies_between_two_instants():
    rows = (('"<= 2026-01-01T00:00:00Z"', "1"), ('">= 2026-01-01T00:00:01Z"', "2"))
    assert codes(table("seen", *rows)) == ["table-gap"]


def test_nothing_lies_between_two_months():
    assert codes(table("span", ('"<= 11 months"', "1"), ('">= 1 years"', "2"))) == []
    assert codes(table("span", ('"<= 11 months"', "1"), ('">= 13 months"', "2"))) == ["table-gap"]


def test_something_lies_between_two_days_of_duration():
    assert codes(table("stay", ('"<= 1 days"', "1"), ('">= 2 days"', "2"))) == ["table-gap"]
    assert codes(table("stay", ('"<= 1 days"', "1"), ('"> 1 days"', "2"))) == []


def test_an_unknown_input_needs_a_row_only_beside_an_unknown_cell():
    assert codes(table("points", ('">= 0"', "1"))) == []
    assert codes(table("member", ("unknown", "1"), ("true", "2"), ("false", "3"))) == []


def test_an_unknown_input_that_every_row_excludes_is_a_gap():
    [found] = check(table("member", ("not(unknown)", "1")))
    assert found.message == "no row of `t` matches when member is unknown"


def test_an_unknown_cell_overlaps_with_anything():
    [found] = check(table("member", ("unknown", "1"), ('"-"', "2")))
    assert (found.code, "member is unknown" in found.message) == ("table-overlap", True)


def test_overlapping_rows_are_named_with_their_places():
    [found] = check(table("points", ('"[0..15]"', "1"), ('"[15..25]"', "2"), ('"> 25"', "3")))
    assert found.code == "table-overlap"
    assert found.message == "the rows `1` and `2` of `t` both match when points is 15"
    assert [note.message for note in found.notes] == ["the row `1`", "the row `2`"]
    lines = [note.span.line for note in found.notes if note.span]
    assert lines[1] == lines[0] + 1


@pytest.mark.parametrize("hit", ["first", "sum", "minimum", "maximum"])
def test_other_hit_policies_allow_overlap(hit):
    assert codes(table("points", ('"[0..15]"', "1"), ('">= 0"', "2"), hit=hit)) == []


def test_any_allows_overlap_for_equal_outputs_only():
    assert codes(table("points", ('"[0..15]"', "1"), ('">= 0"', "1.0"), hit="any")) == []
    [found] = check(table("points", ('"[0..15]"', "1"), ('">= 0"', "2"), hit="any"))
    assert found.code == "table-overlap"
    assert codes(table("points", ('"[0..15]"', "1"), ('">= 0"', "rate"), hit="any")) == []


def test_any_compares_every_output_of_a_mapping():
    rows = (('"[0..15]"', "{a: 1, b: 2}"), ('">= 0"', "{a: 1, b: 3}"))
    assert codes(table("points", *rows, hit="any")) == ["table-overlap"]


def test_a_row_behind_one_that_takes_everything_is_dead():
    [found] = check(table("points", ('">= 0"', "1"), ('"[0..15]"', "2"), hit="first"))
    assert (found.code, found.severity) == ("dead-row", "warning")
    assert found.message == "the rows before the row `2` of `t` take all that it matches"


def test_rows_that_take_everything_together_make_a_dead_row():
    rows = (('"[0..15]"', "1"), ('"> 15"', "2"), ('"[10..20]"', "3"))
    assert codes(table("points", *rows, hit="first")) == ["dead-row"]


def test_a_row_outside_of_the_bounds_is_dead():
    [found] = check(table("points", ('"< 0"', "1"), ('">= 0"', "2")))
    assert found.message == "nothing matches the row `1` of `t`"


def test_priority_needs_a_choice():
    assert codes(table("points", ('">= 0"', "1"), hit="priority")) == ["priority-needs-choices"]
    assert codes(table("points", ('">= 0"', "x"), hit="priority", output="{choice: [x, y]}")) == []


PARAMETERS = "parameters:\n  edge: {value: 15, assumed: a guess}\n"
OPEN = "parameters:\n  edge: {value: open, type: number, delegated: the council}\n"


def test_parameters_and_what_is_computed_from_them_are_constants():
    rows = (('"[0..edge]"', "1"), ('"> edge, < edge - 20"', "2"))
    assert codes(table("points", *rows, more=PARAMETERS)) == []
    [found] = check(table("points", ('"[0..edge]"', "1"), ('">= edge + 1"', "2"), more=PARAMETERS))
    assert found.message == "no row of `t` matches when points is 15.5"


def test_a_cell_that_depends_on_a_fact_needs_otherwise():
    found = check(table("points", ('"<= rate"', "1"), ('"> rate"', "2")))
    gap = next(one for one in found if one.code == "table-gap")
    assert "cannot be proved" in gap.message
    assert gap.notes[0].message == "the cell for points in the row `1` depends on more than constants"
    assert gap.notes[0].span is not None
    assert gap.notes[0].span.text == "<= rate"
    assert codes(table("points", ('"<= rate"', "1"), ('"> rate"', "2"), end="0")) == ["table-unprovable"]
    assert codes(table("points", ('"<= rate"', "1"), ('"> rate"', "2"), end="0", hit="first")) == []


def test_a_cell_with_an_open_parameter_is_not_proved():
    rows = (('"<= edge"', "1"), ('"> edge"', "2"))
    assert codes(table("points", *rows, more=OPEN, hit="first")) == ["table-gap"]


def test_a_table_that_is_complete_without_the_unproved_row_is_fine():
    assert codes(table("points", ('"<= rate"', "1"), ('"-"', "2"), hit="first")) == []


def test_an_unproved_cell_does_not_matter_where_another_column_keeps_the_rows_apart():
    rows = (('"<= rate", "urban"', "1"), ('"-", "rural"', "2"))
    assert codes(table("points, district", *rows, end="0")) == []


def test_a_cell_that_falls_back_on_a_constant_is_not_proved():
    rows = (('"<= (rate otherwise 5)"', "1"), ('"> (rate otherwise 5)"', "2"))
    assert codes(table("points", *rows, hit="first")) == ["table-gap"]


def test_an_unknown_input_may_fall_outside_of_an_unproved_cell():
    # A level of at most 10 is ruled out by a rate of 20.
    rows = (('"unknown", "urban"', "1"), ('">= rate", "rural"', "2"), ('"not(unknown)", "-"', "3"))
    [found] = check(table("level, district", *rows, hit="first"))
    assert found.message == (
        "it cannot be proved that a row of `t` matches when level is unknown and district is rural"
    )


def test_a_row_that_overlaps_for_certain_is_not_doubted_as_well():
    rows = (('"<= rate"', "1"), ('"[0..5]"', "2"), ('"-"', "3"))
    assert codes(table("points", *rows)) == ["table-unprovable", "table-overlap"]


def test_any_allows_rows_that_cannot_be_proved_apart():
    assert codes(table("points", ('"<= rate"', "1"), ('"-"', "2"), hit="any")) == []


def test_a_called_table_uses_the_declared_types_of_its_inputs():
    text = table("points", ('"[0..15]"', "1"), ('"> 15"', "2"))
    called = text.replace("inputs: [points]", "inputs: {level: {type: number, max: 20}}").replace(
        "result: t", "result: t(points)"
    )
    [found] = check(called)
    assert found.message == "no row of `t` matches when level is -1"


def test_a_table_too_large_to_prove_says_so(monkeypatch):
    monkeypatch.setattr("policyrules.checking.boxes.MOST_NODES", 3)
    rows = (('"[0..15]", "urban"', "1"), ('"> 15", "-"', "2"), ('"[0..15]", "rural"', "3"))
    [found] = check(table("points, district", *rows))
    assert found.code == "table-unprovable"
    assert "some row always matches and that no two rows match at once" in found.message
    assert codes(table("points, district", *rows, end="0", hit="first")) == []


def test_a_table_past_the_budget_of_work_is_not_proved(monkeypatch):
    monkeypatch.setattr("policyrules.checking.budget.MOST_WORK", 10)
    rows = (('"[0..15]"', "1"), ('"> 15"', "2"))
    assert codes(table("points", *rows)) == ["table-unprovable"]
    assert codes(table("points", *rows, end="0", hit="first")) == []


def test_a_thousand_rows_are_proved_quickly():
    rows = [(f'"[{n}..{n + 1})"', "1") for n in range(1000)]
    text = table("points", *rows, ('">= 1000"', "1"))
    started = time.process_time()
    assert codes(text) == []
    assert codes(text.replace("[500..501)", "(500..501)")) == ["table-gap"]
    assert codes(text.replace("[500..501)", "[500..501]")) == ["table-overlap"]
    assert time.process_time() - started < 20


def test_many_values_beside_all_others_are_proved_quickly():
    many = ", ".join(map(str, range(2000)))
    started = time.process_time()
    assert codes(table("points", (f'"{many}"', "1"), (f'"not({many})"', "2"))) == []
    assert time.process_time() - started < 20
