"""Whether two parts of policy files say the same, however they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.language.parser import ExpressionError, parse_cell, parse_expression
from policyrules.policy.forms import by_name
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.scalars import locate

if TYPE_CHECKING:
    from policyrules.language.tree import Node as Tree
    from policyrules.policy.forms import Form
    from policyrules.text.document import Node

#: The places whose scalars are compared as what they parse to.
_EXPRESSIONS = {"expression", "literal", "then", "value"}
#: The places that hold nothing but words, so that quotes around them mean nothing.
_TEXTS = {"text", "clause"}


def same(form: Form, one: Node, other: Node) -> bool:
    """Whether two nodes say the same at a place; in doubt they do not."""
    one, other = form.long(one), form.long(other)
    match one, other:
        case Scalar(), Scalar():
            return _same_scalar(form, one, other)
        case Sequence(), Sequence():
            pairs = list(zip(one.items, other.items, strict=False))
            return len(one.items) == len(other.items) and all(same(form.element(), *pair) for pair in pairs)
        case Mapping(), Mapping():
            mine, theirs = by_name(one), by_name(other)
            return mine.keys() == theirs.keys() and all(
                same(form.key(key), mine[key].value, theirs[key].value) for key in mine
            )
    return False


def _same_scalar(form: Form, one: Scalar, other: Scalar) -> bool:
    alike = form.name in _TEXTS or bool(one.style) == bool(other.style)
    if alike and one.value.strip() == other.value.strip():
        return True
    tree = _tree(form, one)
    return tree is not None and tree == _tree(form, other)


def _tree(form: Form, scalar: Scalar) -> Tree | None:
    if form.name not in _EXPRESSIONS and form.name != "cell":
        return None
    try:
        return parse_cell(locate(scalar)) if form.name == "cell" else parse_expression(locate(scalar))
    except ExpressionError:
        return None
