"""Pictures of an impact as SVG: how outcomes flow from one edition to the other, and how totals shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policyrules.rendering.html import Element, element

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH: Final = 640
_BAR: Final = 18
_HEIGHT: Final = 200
_GAP: Final = 6
#: Room beside the bars for words.
_SIDE: Final = 190
_LINE: Final = 24
#: A part of a bar is at least so high that it can be seen.
_LEAST: Final = 3.0

_GOOD: Final = {"clear", "eligible", "met", "determined", "none"}
_BAD: Final = {"barred", "triggered", "denied", "not met", "in effect", "ineligible"}
_WARN: Final = {"advised against", "undetermined", "not yet due", "pending"}


def flow(
    title: str,
    told: str,
    old: Sequence[tuple[str, str]],
    new: Sequence[tuple[str, str]],
    counts: Sequence[Sequence[int]],
) -> Element:
    """Two bars of outcomes, each given by its id and its words, with bands between them as wide as the counts."""
    total = max(1, sum(map(sum, counts)))
    room = max(len(old), len(new))
    scale = (_HEIGHT - _GAP * (room - 1)) / total
    left = _stack([sum(row) for row in counts], scale)
    right = _stack([sum(row[place] for row in counts) for place in range(len(new))], scale)
    from_left, from_right = [top for top, _ in left], [top for top, _ in right]
    bands, x, far = [], _SIDE + _BAR, _WIDTH - _SIDE - _BAR
    for row, (before, _) in enumerate(old):
        for column, (after, _) in enumerate(new):
            size = counts[row][column] * scale
            if not size:
                continue
            one, other = from_left[row], from_right[column]
            from_left[row] += size
            from_right[column] += size
            style = _style(after) if before != after else "fill-other"
            bands.append(_band((x, one), (far, other), size, style))
    bars = [
        *_bars(old, left, _SIDE, _SIDE - 8, "end"),
        *_bars(new, right, far, far + _BAR + 8, "start"),
    ]
    height = max(end for _, end in (*left, *right)) + 8
    return _picture(title, told, height, [*bands, *bars])


def histogram(title: str, told: str, classes: Sequence[tuple[str, int | None, str]]) -> Element:
    """A bar for each class, given by its words, its count (None: withheld) in words; none where it is withheld."""
    most = max([count or 0 for _, count, _ in classes] + [1])
    parts: list[Element] = []
    for place, (words, count, shown) in enumerate(classes):
        y = place * _LINE
        width = 0 if not count else max(_LEAST, count / most * (_WIDTH - _SIDE - 90))
        parts.append(_text(words, _SIDE - 8, y + 16, "end"))
        parts.append(
            element(
                "rect",
                x=_SIDE,
                y=y + 4,
                width=_number(width),
                height=_LINE - 8,
                rx=2,
                class_=_shift_style(place, len(classes)),
            )
        )
        parts.append(_text(shown, _SIDE + width + 8, y + 16, "start", "faint"))
    parts.append(element("line", x1=_SIDE, y1=0, x2=_SIDE, y2=len(classes) * _LINE))
    return _picture(title, told, len(classes) * _LINE + 4, parts)


def _picture(title: str, told: str, height: float, parts: Sequence[Element]) -> Element:
    """A figure that is told as well as drawn."""
    drawing = element(
        "svg",
        element("title", title),
        element("desc", told),
        *parts,
        viewBox=f"0 0 {_WIDTH} {_number(height)}",
        role="img",
        aria_label=f"{title}. {told}",
    )
    return element("figure", drawing, element("figcaption", told))


def _stack(sizes: Sequence[int], scale: float) -> list[tuple[float, float]]:
    """Top and bottom of each part of a bar."""
    found, top = [], 4.0
    for size in sizes:
        bottom = top + size * scale
        found.append((top, bottom))
        top = bottom + _GAP
    return found


def _bars(
    outcomes: Sequence[tuple[str, str]],
    stack: Sequence[tuple[float, float]],
    x: int,
    words_x: int,
    anchor: str,
) -> list[Element]:
    found, lowest = [], 0.0
    for (outcome, words), (top, bottom) in zip(outcomes, stack, strict=True):
        height = max(_LEAST, bottom - top)
        found.append(
            element(
                "rect", x=x, y=_number(top), width=_BAR, height=_number(height), rx=2, class_=_style(outcome)
            )
        )
        # Words of thin parts do not lie upon each other.
        lowest = max((top + bottom) / 2 + 5, lowest + 15)
        found.append(_text(words, words_x, lowest, anchor))
    return found


def _band(start: tuple[float, float], end: tuple[float, float], size: float, style: str) -> Element:
    """A band between two bars, given by its upper corners and how wide it is."""
    (x, top), (far, far_top) = start, end
    middle = (x + far) / 2
    one, other, low, far_low = map(_number, (top, far_top, top + size, far_top + size))
    path = (
        f"M{_number(x)},{one} C{_number(middle)},{one} {_number(middle)},{other} {_number(far)},{other} "
        f"L{_number(far)},{far_low} C{_number(middle)},{far_low} {_number(middle)},{low} {_number(x)},{low} Z"
    )
    return element("path", d=path, class_=style)


def _text(words: str, x: float, y: float, anchor: str, style: str | None = None) -> Element:
    return element("text", words, x=_number(x), y=_number(y), text_anchor=anchor, class_=style)


def _style(outcome: str) -> str:
    if outcome in _GOOD:
        return "fill-good"
    if outcome in _BAD:
        return "fill-bad"
    return "fill-warn" if outcome in _WARN else "fill-other"


def _shift_style(place: int, size: int) -> str:
    middle = size // 2
    return "fill-bad" if place < middle else "fill-good" if place > middle else "fill-other"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
