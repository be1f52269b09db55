"""Where the command line begins: nothing but what is needed to say that an extra is missing."""

from __future__ import annotations

import sys

#: What the extra `cli` installs.
_EXTRA = {"click", "rich"}


def main() -> int:
    """Run `policyrules`; the exit code is 0 (fine), 1 (findings) or 2 (wrong use or unreadable input)."""
    try:
        import rich  # noqa: F401, PLC0415 - used later, and only on a terminal, but it should be missed now

        from policyrules.cli.app import run  # noqa: PLC0415 - click may be absent

        return run()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        sys.stderr.write("the command line needs the extra `cli`: pip install 'policyrules[cli]'\n")
        return 2
    except KeyboardInterrupt:
        return 130
