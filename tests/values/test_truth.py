import pytest

from policyrules.values.truth import all_of, any_of, negate
from policyrules.values.unknown import Missing, OpenParameter, Unknown

A = Missing("a")
B = OpenParameter("b")
C = Missing("c")


def test_negation_swaps_true_and_false():
    assert negate(True) is False
    assert negate(False) is True


def test_negation_keeps_unknown_and_its_causes():
    assert negate(Unknown((A, B))) == Unknown((A, B))


def test_all_of_nothing_is_true_and_any_of_nothing_is_false():
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, False, False),
    ],
)
def test_without_unknowns_it_is_ordinary_logic(left, right, both, either):
    assert all_of([left, right]) is both
    assert any_of([left, right]) is either


def test_one_false_decides_all_of_wherever_it_stands():
    assert all_of([Unknown((A,)), False, True]) is False
    assert all_of([False, Unknown((A,))]) is False


def test_one_true_decides_any_of_wherever_it_stands():
    assert any_of([Unknown((A,)), True, False]) is True
    assert any_of([True, Unknown((A,))]) is True


def test_unknown_beside_what_does_not_decide_stays_unknown():
    assert all_of([True, Unknown((A,))]) == Unknown((A,))
    assert any_of([False, Unknown((A,))]) == Unknown((A,))


def test_causes_come_in_order_and_once_each():
    operands = [Unknown((B, A)), True, Unknown((A, C))]
    assert all_of(operands) == Unknown((B, A, C))
    assert any_of([Unknown((C,)), Unknown((B, C))]) == Unknown((C, B))


@pytest.mark.parametrize("combine", [all_of, any_of])
def test_lazy_operands_are_all_computed(combine):
    computed = []

    def operands():
        for truth in (True, False, True, False):
            computed.append(truth)
            yield truth

    combine(operands())
    assert len(computed) == 4
