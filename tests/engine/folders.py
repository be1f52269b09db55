"""Folders of policies for tests."""

from __future__ import annotations


def edition(name, *, policy="grant", head="", limit="5"):
    """A whole edition, whose bar asks for so many members."""
    return (
        f"policy: {policy}\nedition: {name}\n{head}"
        "facts: {members: number}\n"
        f"parameters: {{fewest: {{value: {limit}, assumed: for tests}}}}\n"
        "bars: {small: {modality: must not, grounds: {few: {when: members < fewest}}}}\n"
    )


def dated(name, start, until=None, *, status="in-force", **more):
    """A whole edition that is in force from a day, until another one."""
    days = f"from: {start}" + (f", until: {until}" if until else "")
    return edition(name, head=f"status: {status}\nin_force: {{{days}}}\n", **more)


def write(folder, files):
    """Write files, given by their paths below the folder, and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def told(findings):
    """Severity, code and line of findings, with the name of the file."""
    return [
        (one.severity, one.code, one.file.replace("\\", "/").rpartition("/")[2], one.line) for one in findings
    ]
