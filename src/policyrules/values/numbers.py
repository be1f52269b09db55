"""Exact decimal numbers (docs: language, numbers and calendar).

Nothing here depends on the caller's decimal context, and no float is ever used.
"""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Literal

from policyrules.values.unknown import Impossible

#: The greatest power of ten that a number may reach.
GREATEST_EXPONENT = 6144

#: The context of arithmetic. Its Emin makes what is nearer to zero than about 10^-6190 zero, or
#: squaring a small number forty times would need more memory to write it out than there is.
CARRY = Context(
    prec=50,
    rounding=ROUND_HALF_EVEN,
    Emin=1 - GREATEST_EXPONENT,
    Emax=MAX_EMAX,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)

#: The context of what is compared, rounded or written: the precision and range of decimal128.
WRITTEN = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=1 - GREATEST_EXPONENT,
    Emax=GREATEST_EXPONENT,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)

RoundingMode = Literal["half up", "half even", "down", "up", "floor", "ceiling"]

#: The modes as the decimal module names them; "half up" and "up" go away from zero.
ROUNDING_MODES: dict[RoundingMode, str] = {
    "half up": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}

_GREATEST = Decimal((0, (1,), GREATEST_EXPONENT))
_NUMBER = re.compile(r"((?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:_[0-9]{3})+)(?:\.[0-9]+)?)(%?)")


def past_magnitude(x: Decimal) -> bool:
    """Whether the absolute value, rounded to 34 digits, is past 10^6144 (or infinite)."""
    if x.is_infinite():
        return True
    if not x or x.adjusted() < GREATEST_EXPONENT:
        # Even 9.99…E+6143 rounds to no more than 10^6144.
        return False
    return x.adjusted() > GREATEST_EXPONENT or WRITTEN.plus(x).copy_abs() > _GREATEST


def written(x: Decimal) -> Decimal:
    """The number rounded half-even to 34 significant digits.

    Raises Impossible (`magnitude`) when its absolute value is past 10^6144. Below about
    10^-6176 it is zero.
    """
    if past_magnitude(x):
        raise Impossible("magnitude", "the number is past 10^6144")
    # A zero may have any exponent, and a sign.
    return WRITTEN.plus(x) or Decimal(0)


def decimal_text(x: Decimal) -> str:
    """The number in 34 digits as text without exponent, trailing zeros or -0: `0.5`, `1200`."""
    return f"{WRITTEN.normalize(written(x)):f}"


def plain(x: Decimal) -> Decimal:
    """The number in 34 digits, without trailing zeros and without a positive exponent."""
    return Decimal(decimal_text(x))


def significant_digits(x: Decimal) -> int:
    """How many digits the coefficient has without trailing zeros; zero has one."""
    return len("".join(map(str, x.as_tuple().digits)).rstrip("0")) or 1


def round_to_places(x: Decimal, places: int, mode: RoundingMode) -> Decimal:
    """The number in 34 digits, rounded to so many decimal places; negative ones are tens.

    Raises Impossible (`magnitude`) past 6144 places either way.
    """
    if abs(places) > GREATEST_EXPONENT:
        raise Impossible("magnitude", "more than 6144 places to round to")
    value = written(x)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -places:
        return value
    unit = Decimal((0, (1,), -places))
    return written(value.quantize(unit, rounding=ROUNDING_MODES[mode], context=CARRY))


def round_to_step(x: Decimal, step: Decimal, mode: RoundingMode) -> Decimal:
    """The number in 34 digits, rounded to a multiple of the step.

    Raises Impossible: `rounding-step` unless the step is more than zero, `magnitude` when the
    multiple is past 10^6144. A multiple of more than 34 digits is itself rounded to 34.
    """
    return written(nearest_multiple(x, step, mode))


def nearest_multiple(x: Decimal, step: Decimal, mode: RoundingMode) -> Decimal:
    """As `round_to_step`, but the multiple may lie past 10^6144."""
    if step <= 0:
        raise Impossible("rounding-step", "the step to round to is not more than zero")
    # Whole numbers keep the quotient exact, whatever the two magnitudes.
    numerator, denominator = written(x).as_integer_ratio()
    step_numerator, step_denominator = written(step).as_integer_ratio()
    times = _round_quotient(numerator * step_denominator, denominator * step_numerator, mode)
    return CARRY.multiply(Decimal(times), step)


def _round_quotient(dividend: int, divisor: int, mode: RoundingMode) -> int:
    """The quotient as a whole number; the divisor is more than zero."""
    below, remainder = divmod(dividend, divisor)
    if not remainder:
        return below
    away = below + 1 if dividend > 0 else below
    toward = below if dividend > 0 else below + 1
    match mode:
        case "floor":
            return below
        case "ceiling":
            return below + 1
        case "down":
            return toward
        case "up":
            return away
        case "half up" | "half even" if 2 * remainder != divisor:
            return below + (2 * remainder > divisor)
        case "half up":
            return away
        case "half even":
            return below + below % 2


def parse_number(text: str) -> Decimal | None:
    """A number as it is written in expressions, or None: `12`, `0.5`, `1_000`, `95%` (0.95)."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, percent = match.groups()
    return Decimal(digits.replace("_", "") + ("E-2" if percent else ""))
