"""What is not known, and why (docs: language, truth and knowledge)."""

from __future__ import annotations

from typing import NoReturn

from attrs import frozen


@frozen(order=True)
class Missing:
    """A fact that the record does not settle, by its path, such as `sanctions[2].state`."""

    path: str


@frozen(order=True)
class OpenParameter:
    """A parameter that nobody has set yet (`value: open`)."""

    name: str


@frozen(order=True)
class Problem:
    """Something that cannot be computed, and where it stands."""

    code: str
    message: str
    #: `file:line:column` of the expression.
    place: str


Cause = Missing | OpenParameter | Problem


@frozen
class Unknown:
    """A value that is not known. It is neither true nor false, so `if unknown:` raises."""

    causes: tuple[Cause, ...] = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("unknown is neither true nor false; compare with `is True` or `is False`")


class Impossible(Exception):  # noqa: N818 - not an error of the caller: it becomes a Problem
    """An operation without a result for these operands; whoever evaluates adds the place."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def causes_of(*values: object) -> tuple[Cause, ...]:
    """The causes that these values carry, each once, in order."""
    found: dict[Cause, None] = {}
    for value in values:
        for cause in getattr(value, "causes", ()):
            found[cause] = None
    return tuple(found)
