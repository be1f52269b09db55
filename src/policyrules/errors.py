"""The errors that a caller can meet; all are values with their details on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyrules.text.diagnostic import Diagnostic


class PolicyrulesError(Exception):
    """Whatever this library raises on purpose."""


class PolicyError(PolicyrulesError):
    """A policy file or an expression that cannot be used.

    `diagnostics` holds everything that was found, sorted by place; the text of the error is
    the same, drawn with carets.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n\n".join(diagnostic.render() for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type[PolicyError], tuple[tuple[Diagnostic, ...]]]:
        return PolicyError, (self.diagnostics,)


@frozen
class Fault:
    """One thing that is wrong with a record."""

    #: Where in the record, as a JSON Pointer (RFC 6901); empty for the whole record.
    pointer: str
    #: A stable code, such as `wrong-type`.
    code: str
    #: What is wrong, in lower case, without a final period.
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or 'the record'}: {self.message} [{self.code}]"


class RecordError(PolicyrulesError):
    """A record that cannot be read; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[RecordError], tuple[tuple[Fault, ...]]]:
        return RecordError, (self.faults,)


class NoEditionInForce(PolicyrulesError):  # noqa: N818 - it names what is the case
    """A decision, or an edition, was asked for a date on which none is in force."""


class NotInLibrary(PolicyrulesError, LookupError):  # noqa: N818 - it names what is the case
    """A library was asked for a policy, or an edition of one, that it does not hold."""


class LimitExceeded(PolicyrulesError):  # noqa: N818 - it names what is the case
    """Deciding this record would take more work than is allowed (docs: limits)."""
