"""Which files are test suites; nothing here loads the engine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

#: How the name of a suite's file ends.
ENDINGS: Final = (".test.yaml", ".test.yml")
_NAMED: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?[{ ]*["']?suite["']? *:""", re.MULTILINE)


def has_suite_name(path: Path) -> bool:
    """Whether a file is called like a suite."""
    return path.name.endswith(ENDINGS)


def is_suite(path: Path) -> bool:
    """Whether a file is called like a suite and has the key `suite`, as far as a glance can tell."""
    return has_suite_name(path) and path.is_file() and _NAMED.search(path.read_bytes()) is not None


def suite_files(path: Path) -> list[Path]:
    """The file itself, or every file below a folder that is called like a suite, in alphabetical order."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*.test.y*ml") if file.is_file() and has_suite_name(file))
