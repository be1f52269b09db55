"""Writing and running suites for the policy of community grants."""

from __future__ import annotations

from pathlib import Path

from policyrules.testing.running import run_file

#: A suite up to its cases, with a record of which everything is known.
HEAD = """\
suite: community-grant
as_of: 2026-05-01
parameters: {many_members: 100}
records:
  sound:
    code: A1
    founded: 2010-01-01
    members: 40
    contact: "12 34"
    sanctions: []
    visits_due: 10
    visits_done: 10
    reminders: []
    audited: true
    concealed: false
    district: urban
"""


class Suites:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, text, name="a.test.yaml"):
        """A file beside the policy; its name from the folder that tests run in."""
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return Path(self.folder.name) / name

    def run(self, text, **options):
        return run_file(self.write(text), **options)

    def cases(self, *lines, head=HEAD):
        """What comes of cases, each given by the text that follows `- `."""
        text = head + "cases:\n" + "".join(f"  - {line}\n" for line in lines)
        result = self.run(text)
        assert result.diagnostics == (), "\n\n".join(one.render() for one in result.diagnostics)
        return result.cases

    def case(self, text, head=HEAD):
        """What comes of one case, given by its keys after its name."""
        [found] = self.cases(f"{{name: it, {text}}}", head=head)
        return found

    def expect(self, expected, changes="{}", record="sound"):
        """What comes of an expectation of a record with some changes."""
        return self.case(f"record: {record}, with: {changes}, expect: {expected}")

    def findings(self, text):
        """The code and the underlined text of everything that is wrong with a suite."""
        result = self.run(text)
        found = [*result.diagnostics, *(one for case in result.cases for one in case.diagnostics)]
        assert not result.passed
        return [(one.code, one.span.text.split("\n")[0]) for one in found]


def told(case):
    """What a case expected and what was decided instead, by what it is about."""
    assert case.status == ("failed" if case.mismatches else "passed"), case.diagnostics
    return {one.name: (one.expected(), one.actual()) for one in case.mismatches}
