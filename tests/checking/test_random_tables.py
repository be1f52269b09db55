"""Random tables are judged as by looking at every point."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from checking.reports import codes
from checking.table_policies import table


def _number_cells():
    bound = st.integers(0, 4)
    ends = st.tuples(bound, bound).map(sorted)
    ranges = st.builds(
        lambda end, left, right: f"{left}{end[0]}..{end[1]}{right}",
        ends,
        st.sampled_from("[("),
        st.sampled_from("])"),
    )
    compared = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), bound)
    test = st.one_of(ranges, compared, bound.map(str), st.just("unknown"))
    return st.one_of(
        st.just("-"), test, st.lists(test, min_size=1, max_size=2).map(", ".join), test.map("not({})".format)
    )


def _word_cells(*words: str):
    word = st.sampled_from([*words, "unknown"])
    return st.one_of(st.just("-"), word, word.map("not({})".format))


CELLS = {
    "points": _number_cells(),
    "district": _word_cells("urban", "rural"),
    "member": _word_cells("true", "false"),
}
#: Every end that a cell can mention and what lies between; points have no greatest value.
VALUES = {
    "points": [n / 2 for n in range(10)],
    "district": ["urban", "rural"],
    "member": ["true", "false"],
}


def _passes_test(test: str, value: object) -> bool | None:
    """Whether a value passes, written anew; None where an unknown one may or may not."""
    if test == "unknown":
        return value is None
    if value is None and test[0] in "[(":
        low, high = map(int, test[1:-1].split(".."))
        # Unknown points lie in 0..∞, so that only a range that ends in front of them is ruled out.
        return False if high == 0 and test[-1] == ")" else None
    if value is None and test in {"< 0", ">= 0"}:
        return test == ">= 0"
    if value is None:
        return None
    if test[0] in "[(":
        low, high = map(int, test[1:-1].split(".."))
        return (value >= low if test[0] == "[" else value > low) and (
            value <= high if test[-1] == "]" else value < high
        )
    if " " in test:
        operator, end = test.split()
        return {
            "<": value < int(end),
            "<=": value <= int(end),
            ">": value > int(end),
            ">=": value >= int(end),
            "=": value == int(end),
            "!=": value != int(end),
        }[operator]
    return value == (int(test) if test.isdigit() else test)


def _passes(cell: str, value: object) -> bool | None:
    if cell == "-":
        return True
    negated = cell.startswith("not(")
    tests = (cell[4:-1] if negated else cell).split(", ")
    found = [_passes_test(test, value) for test in tests]
    passed = True if True in found else None if None in found else False
    return passed if not negated or passed is None else not passed


@st.composite
def _tables(draw):
    inputs = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=3, unique=True))
    count = draw(st.integers(1, 5))
    rows = [[draw(CELLS[name]) for name in inputs] for _ in range(count)]
    outputs = [draw(st.sampled_from("xy")) for _ in rows]
    return inputs, rows, outputs


def _expected(inputs, rows, outputs, hit):
    """The codes that brute force over all values gives, each once."""
    values = []
    for number, name in enumerate(inputs):
        asks = any("unknown" in row[number] for row in rows)
        values.append([*VALUES[name], *([None] if asks else [])])
    found, alive = set(), set()
    for point in product(*values):
        truths = []
        for row in rows:
            each = [_passes(cell, value) for cell, value in zip(row, point, strict=True)]
            truths.append(False if False in each else None if None in each else True)
        if all(truth is False for truth in truths):
            found.add("table-gap")
        matched = [index for index, truth in enumerate(truths) if truth is True]
        if len(matched) > 1 and hit == "unique":
            found.add("table-overlap")
        if hit == "any" and len({outputs[index] for index in matched}) > 1:
            found.add("table-overlap")
        for index, truth in enumerate(truths):
            if truth is not False:
                alive.add(index)
            if truth is True and hit == "first":
                break
    if len(alive) < len(rows):
        found.add("dead-row")
    return found


@settings(max_examples=150, deadline=None)
@given(_tables(), st.sampled_from(["unique", "first", "any", "priority", "sum", "minimum", "maximum"]))
def test_random_tables_are_judged_as_by_brute_force(drawn, hit):
    inputs, rows, outputs = drawn
    written = [
        (", ".join(f'"{cell}"' for cell in row), output) for row, output in zip(rows, outputs, strict=True)
    ]
    if hit in {"sum", "minimum", "maximum"}:
        output, written = "number", [(cells, str("xy".index(then))) for cells, then in written]
    else:
        output = "{choice: [x, y]}"
    found = set(codes(table(", ".join(inputs), *written, hit=hit, output=output)))
    assert found == _expected(inputs, rows, outputs, hit)
