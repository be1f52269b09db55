"""The files of a pack: reading them, checking its policies against them, finding the pack of a policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from policyrules.checking.clauses import ClauseCheck
from policyrules.checking.packs import check_status
from policyrules.engine.folders import PACK_FILE, absolute
from policyrules.errors import PolicyError
from policyrules.policy.citations import rules_of
from policyrules.policy.pack_reader import read_clauses, read_pack
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.passages import Passages
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.pack import Clause, Document, Pack
    from policyrules.text.source import SourceText

CLAUSES_FILE: Final = "clauses.yaml"
#: The largest file of a pack that is read, in bytes, unless the caller says otherwise.
_LARGEST: Final = 5_000_000


@frozen
class PackFiles:
    """What a pack's files hold, as far as they can be read."""

    pack: Pack | None
    #: None where the pack has no `clauses.yaml`, or an unreadable one.
    clauses: tuple[Clause, ...] | None
    #: The documents by id.
    passages: dict[str, Passages] = field(repr=False)


def read_pack_files(folder: Path, diagnostics: Diagnostics, limit: int = _LARGEST) -> PackFiles:
    """Read `pack.yaml`, `clauses.yaml` and the documents of a folder, reporting what is wrong with each.

    Raises OSError where `pack.yaml` or `clauses.yaml` is there and cannot be opened.
    """
    source = _source(folder / PACK_FILE, diagnostics, limit)
    pack = read_pack(source, diagnostics) if source is not None else None
    passages = {}
    for document in pack.documents if pack is not None else ():
        text = _document(folder, document, diagnostics, limit)
        if text is not None:
            passages[document.id] = Passages(text)
    clauses = None
    if (folder / CLAUSES_FILE).exists():
        source = _source(folder / CLAUSES_FILE, diagnostics, limit)
        clauses = read_clauses(source, diagnostics) if source is not None else None
    elif pack is not None and pack.documents:
        diagnostics.error(
            "no-clauses",
            pack.documents_span,
            "the pack has documents, but no file `clauses.yaml`",
            "write one, and say in it of every clause where it went",
        )
    return PackFiles(pack, clauses, passages)


def check_pack(
    folder: Path, editions: Sequence[CheckedEdition], *, complete: bool = True, limit: int = _LARGEST
) -> list[Diagnostic]:
    """Everything that is wrong with the files of a pack, and with its editions as parts of it.

    `editions` are the sound editions of the pack. Where others could not be read, say
    `complete=False`, so that the rules that may stand in them are not missed. Raises OSError.
    """
    diagnostics = Diagnostics()
    files = read_pack_files(folder, diagnostics, limit)
    if files.pack is not None:
        check_status(files.pack, (one.edition for one in editions), diagnostics)
    if files.pack is not None and files.clauses is not None and files.pack.documents:
        rules = [rule for one in editions for rule in rules_of(one.edition)]
        found = ClauseCheck(files.pack, files.clauses, files.passages, rules, diagnostics)
        found.check_all({one.edition.policy for one in editions} if complete else None)
    return list(diagnostics.sorted())


def under_pack(checked: CheckedEdition, path: Path, limit: int = _LARGEST) -> CheckedEdition:
    """The edition of a file, with the notice of the pack that it lies in where it has none of its own.

    The pack's file stands two folders up, as in `<pack>/<policy>/<edition>.yaml`. Raises PolicyError
    where it cannot be used, because then its notice is not known, and OSError.
    """
    if checked.edition.notice:
        return checked
    file = absolute(path).parent.parent / PACK_FILE
    if not file.is_file():
        return checked
    diagnostics = Diagnostics()
    source = _source(file, diagnostics, limit)
    pack = read_pack(source, diagnostics) if source is not None else None
    if pack is None or diagnostics.errors:
        raise PolicyError(diagnostics.sorted())
    return checked.with_notice(pack.notice) if pack.notice else checked


def _source(path: Path, diagnostics: Diagnostics, limit: int) -> SourceText | None:
    with path.open("rb") as file:
        return decode(file.read(limit + 1), str(path), diagnostics, limit)


def _document(folder: Path, document: Document, diagnostics: Diagnostics, limit: int) -> SourceText | None:
    """The text of a document, if it lies in the folder of the pack."""
    if not document.file:
        return None  # the shape of the file was reported
    try:
        path = folder / document.file
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside:
            return _source(path, diagnostics, limit)
    except (OSError, ValueError):
        diagnostics.error(
            "no-such-file",
            document.file_span,
            f"the document `{document.file}` cannot be opened",
            "name its text from the folder of the pack, such as documents/opinion.txt",
        )
        return None
    diagnostics.error(
        "outside-pack",
        document.file_span,
        f"the document `{document.file}` lies outside of the pack",
        "put its text into the folder of the pack, and name it from there",
    )
    return None
