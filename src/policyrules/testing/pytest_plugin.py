"""The plugin of pytest: every case of a test suite is a test (docs: testing).

It looks only at files called `*.test.yaml` that have the key `suite`, and loads the engine with the
first of them. `-p no:policyrules` switches it off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from policyrules.testing.files import is_suite

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from policyrules.testing.editions import Editions
    from policyrules.testing.suite import Case, Suite


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--policy-reveal`."""
    group = parser.getgroup("policyrules", "test suites of policies")
    group.addoption("--policy-reveal", action="store_true", help="show the values of sensitive facts")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteFile | None:
    """Collect a test suite; other files are left alone."""
    return SuiteFile.from_parent(parent, path=file_path) if is_suite(file_path) else None


class SuiteFile(pytest.File):
    """A test suite."""

    def collect(self) -> Iterator[CaseItem]:
        """The cases; a suite or policy that cannot be used is an error of collecting."""
        from policyrules.testing.editions import find_editions  # noqa: PLC0415 - loads the engine
        from policyrules.testing.running import load_suite  # noqa: PLC0415 - the same
        from policyrules.text.diagnostic import Diagnostics  # noqa: PLC0415 - the same

        diagnostics = Diagnostics()
        suite = load_suite(self.path, diagnostics)
        editions = find_editions(suite, diagnostics) if suite is not None else None
        if suite is None or editions is None:
            raise self.CollectError("\n\n".join(one.render() for one in diagnostics.sorted()))
        for case in suite.cases:
            yield CaseItem.from_parent(self, name=case.name, suite=suite, case=case, editions=editions)


class CaseItem(pytest.Item):
    """A case of a test suite."""

    def __init__(self, *, suite: Suite, case: Case, editions: Editions, **rest: Any) -> None:
        super().__init__(**rest)
        self.suite = suite
        self.case = case
        self.editions = editions

    def runtest(self) -> None:
        """Decide the case and compare."""
        from policyrules.testing.running import SuiteResult, run_case  # noqa: PLC0415 - loads the engine

        found = run_case(self.case, self.editions)
        if found.status != "passed":
            raise CaseFailed(SuiteResult(str(self.path), self.suite, (found,)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What the command line tells of the case."""
        if not isinstance(excinfo.value, CaseFailed):
            return super().repr_failure(excinfo, style)
        from policyrules.testing.reporting import suite_text  # noqa: PLC0415 - loads the engine

        return suite_text(excinfo.value.result, reveal=bool(self.config.getoption("policy_reveal")))

    def reportinfo(self) -> tuple[os.PathLike[str], int, str]:
        """The file, the line from 0, and what pytest calls the test."""
        return self.path, self.case.span.line - 1, f"{self.suite.policy}: {self.case.name}"


class CaseFailed(Exception):  # noqa: N818 - it names what is the case
    """A case that did not pass."""

    def __init__(self, result: Any) -> None:
        super().__init__(result)
        self.result = result
