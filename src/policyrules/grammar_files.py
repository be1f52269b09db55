"""The files of the top-level `grammar/` folder, wherever this library is installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def grammar_text(name: str) -> str:
    """The text of one file, such as `expression.lark`. Raises FileNotFoundError."""
    return (_folder() / name).read_text(encoding="utf-8")


def schema_names() -> list[str]:
    """The names of the JSON Schemas, such as `policy` for `policy.schema.json`, in alphabetical order."""
    names = (file.name for file in _folder().iterdir())
    return sorted(name.removesuffix(".schema.json") for name in names if name.endswith(".schema.json"))


def _folder() -> Traversable:
    packaged = files("policyrules") / "grammar"
    # An editable install: the folder stands beside `src`.
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "grammar"
