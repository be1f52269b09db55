"""The files of the top-level `grammar/` folder, wherever this library is installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def grammar_text(name: str) -> str:
    """The text of one file, such as `expression.lark`. Raises FileNotFoundError."""
    packaged = files("policyrules") / "grammar" / name
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    # An editable install: the folder stands beside `src`.
    return (Path(__file__).parents[2] / "grammar" / name).read_text(encoding="utf-8")
