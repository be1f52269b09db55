"""The same policy data as YAML text in many layouts: flow or block, quotes, comments, order of keys."""

from __future__ import annotations

import random
import re

from attrs import frozen

_PLAIN = re.compile(r"[A-Za-z0-9_(][A-Za-z0-9_.()+*/<>= %~-]*")
_WORDS = {"true", "false", "null", "open", "~"}


class Ordered(dict):
    """A mapping in which the order of the keys means something."""


class Bare(str):
    """A scalar that must be written without quotes, such as `open` or a numeric option."""

    __slots__ = ()


@frozen
class Layout:
    """How to write; every choice is made by the seed. Seed 0 is plain block style in the given order."""

    seed: int = 0
    #: Whether labels, notes and comments are strewn in.
    wording: bool = False

    def text(self, data):
        """The data as a YAML document."""
        writer = _Writer(random.Random(self.seed), self)
        return "\n".join(writer.block(data, 0)) + "\n"


@frozen
class _Writer:
    random: random.Random
    layout: Layout

    def _now_and_then(self, times):
        return self.layout.seed != 0 and self.random.randrange(times) == 0

    def _entries(self, data):
        entries = list(data.items())
        if self.layout.seed and not isinstance(data, Ordered):
            self.random.shuffle(entries)
        return entries

    def block(self, data, indent):
        space = " " * indent
        for key, value in self._entries(data):
            if self._now_and_then(8):
                yield f"{space}# {key}: a remark"
            yield from self._entry(f"{space}{self._key(key)}:", value, indent)

    def _entry(self, head, value, indent):
        step = 2 if not self.layout.seed else self.random.choice((1, 2, 4))
        if isinstance(value, dict | list) and (not value or self._now_and_then(3)):
            yield f"{head} {self.flow(value)}"
        elif isinstance(value, dict):
            yield head
            yield from self.block(value, indent + step)
        elif isinstance(value, list):
            yield head
            for item in value:
                if isinstance(item, dict):
                    yield f"{' ' * (indent + step)}- {self.flow(item)}"
                else:
                    yield f"{' ' * (indent + step)}- {self.scalar(item)}"
        elif not isinstance(value, Bare | bool) and isinstance(value, str) and self._now_and_then(4):
            yield f"{head} {self.random.choice(('>', '|', '>-') if '(' in value else ('>-', '|-'))}"
            yield f"{' ' * (indent + step)}{value}"
        else:
            remark = "  # a remark" if self._now_and_then(8) else ""
            yield f"{head} {self.scalar(value)}{remark}"

    def flow(self, data):
        if isinstance(data, dict):
            return (
                "{"
                + ", ".join(f"{self._key(key)}: {self.flow(item)}" for key, item in self._entries(data))
                + "}"
            )
        if isinstance(data, list):
            return "[" + ", ".join(self.flow(item) for item in data) + "]"
        return self.scalar(data)

    def _key(self, key):
        return f'"{key}"' if not isinstance(key, Bare) and self._now_and_then(6) else key

    def scalar(self, value):
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Bare):
            return str(value)
        if _PLAIN.fullmatch(value) and value not in _WORDS and value[-1] != " " and not self._now_and_then(3):
            return value
        if '"' not in value and "\\" not in value and not self._now_and_then(2):
            return f'"{value}"'
        return "'" + value.replace("'", "''") + "'"
