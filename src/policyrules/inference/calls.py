"""The types that functions and tables take and give (docs: language, functions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.inference.agreement import join
from policyrules.inference.comparing import comparable
from policyrules.language.hints import hint_for_word
from policyrules.language.signatures import SIGNATURES, Signature
from policyrules.language.tree import Call, Literal
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    FlagType,
    ListType,
    NumberType,
    TextType,
    Type,
    describe,
)
from policyrules.text.suggest import suggest
from policyrules.values.numbers import ROUNDING_MODES

if TYPE_CHECKING:
    from policyrules.inference.findings import Typed
    from policyrules.inference.infer import Inference

_ANY = AnyType()
_RESULTS: dict[str, Type] = {
    "number": NumberType(),
    "flag": FlagType(),
    "date": DateType(),
    "datetime": DateTimeType(),
}
_WANTED = {
    "number": "a number",
    "text": "a text",
    "date": "a date",
    "datetime": "a date with time",
    "day": "a date",
    "list": "a list",
    "numbers": "numbers or lists of numbers",
    "number list": "a list of numbers",
    "measure": "a text or a list",
    "mode": "a way of rounding in quotes",
}


def call_type(inference: Inference, node: Call, arguments: list[Typed]) -> Type:
    """The type of a call; what does not fit the function or table is reported."""
    signature = SIGNATURES.get(node.function)
    table = inference.tables.get(node.function)
    if table is not None and table.callable:
        return _table_call(inference, node, arguments)
    if signature is None:
        known = [*SIGNATURES, *(name for name, one in inference.tables.items() if one.callable)]
        near = suggest(node.function, known)
        if table is not None:
            help_text = f"the table `{node.function}` is read without brackets"
        elif hint_for_word(node.function):
            help_text = hint_for_word(node.function) or ""
        elif near:
            help_text = f"did you mean `{near}`?"
        else:
            help_text = "the functions are " + ", ".join(SIGNATURES)
        inference.error(
            "unknown-function", node.function_span, f"unknown function `{node.function}`", help_text
        )
        return _ANY
    least = len(signature.takes) - signature.optional
    most = None if signature.repeated else len(signature.takes)
    if len(arguments) < least or (most is not None and len(arguments) > most):
        inference.error(
            "argument-count",
            node.span,
            f"`{node.function}` takes {_count(least, most)}, not {len(arguments)}",
            f"write {signature.usage(node.function)}",
        )
        return _gives(signature, arguments)
    for number, (argument, typed) in enumerate(zip(node.arguments, arguments, strict=True)):
        wanted = signature.takes[min(number, len(signature.takes) - 1)]
        if not _takes(wanted, typed.type):
            inference.error(
                "wrong-argument",
                argument.span,
                f"`{node.function}` takes {_WANTED.get(wanted, wanted)} here, not {describe(typed.type)}",
                f"write {signature.usage(node.function)}",
            )
        if wanted == "mode" and isinstance(argument, Literal) and argument.value not in ROUNDING_MODES:
            inference.error(
                "wrong-argument",
                argument.span,
                f"`{argument.value}` is no way of rounding",
                f"the ways are {', '.join(ROUNDING_MODES)}",
            )
    if signature.gives == "same":
        return _joined(inference, node, arguments)
    if node.function == "contains":
        _contains(inference, node, arguments)
    return _gives(signature, arguments)


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more arguments"
    words = f"{least}" if least == most else f"{least} or {most}"
    return f"{words} argument{'' if most == 1 else 's'}"


def _takes(wanted: str, kind: Type) -> bool:
    number = isinstance(kind, NumberType) or (isinstance(kind, ChoiceType) and kind.numeric)
    text = isinstance(kind, TextType) or (isinstance(kind, ChoiceType) and not kind.numeric)
    numbers = isinstance(kind, ListType) and (
        isinstance(kind.element, AnyType) or _takes("number", kind.element)
    )
    fits = {
        "number": number,
        "text": text,
        "mode": text,
        "date": isinstance(kind, DateType),
        "datetime": isinstance(kind, DateTimeType),
        "day": isinstance(kind, DateType | DateTimeType),
        "list": isinstance(kind, ListType),
        "number list": numbers,
        "numbers": number or numbers,
        "measure": text or isinstance(kind, ListType),
        "anything": True,
    }
    return isinstance(kind, AnyType) or fits[wanted]


def _gives(signature: Signature, arguments: list[Typed]) -> Type:
    kind = arguments[0].type if arguments else _ANY
    if signature.gives == "element":
        return kind.element if isinstance(kind, ListType) else _ANY
    if signature.gives == "same":
        return kind
    return _RESULTS[signature.gives]


def _joined(inference: Inference, node: Call, arguments: list[Typed]) -> Type:
    """The type of lists put together."""
    result: Type = _ANY
    for argument, typed in zip(node.arguments, arguments, strict=True):
        joined = join(result, typed.type)
        if joined is None:
            inference.error("mixed-types", argument.span, "this list holds values of another type")
            return _ANY
        result = joined
    if isinstance(result, ListType) and not isinstance(
        result.element, AnyType | NumberType | TextType | ChoiceType | DateType | DateTimeType | FlagType
    ):
        inference.error(
            "mixed-types", node.span, f"`{node.function}` compares elements, and records cannot be compared"
        )
    return result


def _contains(inference: Inference, node: Call, arguments: list[Typed]) -> None:
    first, second = arguments[0], arguments[1]
    if isinstance(first.type, ListType):
        comparable(
            inference, "=", node, (None, first.__class__(first.type.element)), (node.arguments[1], second)
        )
    elif not isinstance(first.type, AnyType) and not _takes("text", second.type):
        inference.error(
            "wrong-argument", node.arguments[1].span, f"a text contains a text, not {describe(second.type)}"
        )


def _table_call(inference: Inference, node: Call, arguments: list[Typed]) -> Type:
    table = inference.tables[node.function]
    inference.findings.names.add(node.function)
    if len(arguments) != len(table.inputs):
        names = ", ".join(one.name for one in table.inputs)
        inference.error(
            "argument-count",
            node.span,
            f"the table `{node.function}` takes {len(table.inputs)} inputs, not {len(arguments)}",
            f"write {node.function}({names})",
        )
    for argument, typed, one in zip(node.arguments, arguments, table.inputs, strict=False):
        comparable(inference, "=", argument, (argument, typed), (None, typed.__class__(one.type or _ANY)))
    return inference.inferred[node.function].type if node.function in inference.inferred else table.output
