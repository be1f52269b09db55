"""The strict reader of YAML: bytes to text, and text to nodes that know their place.

YAML can do much that has no business in a policy (docs: language, files): anchors, tags, merge
keys, several documents. All of it is refused here, each with its place, so that what remains
reads the way it looks.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, cast

import yaml
from attrs import define, field

from policyrules.text.diagnostic import Note
from policyrules.text.document import Entry, Mapping, Scalar, Sequence
from policyrules.text.invisible import find_invisible
from policyrules.text.source import SourceText, Span
from policyrules.text.yaml_problems import explain, shortened

if TYPE_CHECKING:
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.document import Node

#: How deeply lists and mappings may be nested.
DEEPEST: Final = 64
#: After how many errors reading stops.
MOST_ERRORS: Final = 100

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str, diagnostics: Diagnostics, limit: int = 5_000_000) -> SourceText | None:
    """The text of a file, or None with an error: larger than `limit` bytes, or not UTF-8."""
    if len(data) > limit:
        diagnostics.error(
            "file-too-large",
            Span(SourceText(name, ""), 0, 0),
            f"the file has {len(data):,} bytes; {limit:,} are allowed",
            "divide it, or allow more when opening it",
        )
        return None
    data = data.removeprefix(_BOM)
    try:
        return SourceText(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        source = SourceText(name, data.decode("utf-8", "replace"))
        start = len(data[: error.start].decode("utf-8"))
        wide = data.startswith(_OTHER_BOMS)
        what = "the file is written in UTF-16" if wide else f"byte 0x{data[error.start]:02X} is not UTF-8"
        diagnostics.error(
            "not-utf8", Span(source, start, start + 1), what, "save the file with the encoding UTF-8"
        )
        return None


def read_yaml(source: SourceText, diagnostics: Diagnostics) -> Node | None:
    """The one document of a YAML text, or None with at least one error.

    Errors that leave the rest readable (such as a duplicate key, of which the first counts) are
    reported beside the node that is returned. A text with invisible characters is not read.
    """
    hidden = find_invisible(source.text)
    for index, description in hidden[:MOST_ERRORS]:
        diagnostics.error(
            "invisible-character",
            Span(source, index, index + 1),
            f"{description} is not allowed here, because it cannot be seen",
            "delete it; where a text needs it, write it as an escape in double quotes",
        )
    return None if hidden else _Reader(source, diagnostics).read()


@define
class _Open:
    """A list or mapping that is being read."""

    start: int
    #: The end of what was read of it last.
    end: int
    flow: bool
    mapping: bool
    items: list[Node] = field(factory=list)
    entries: list[Entry] = field(factory=list)
    #: Where each key stands, by its text in NFC.
    keys: dict[str, Span] = field(factory=dict)
    #: Whether a key comes next, and the key whose value comes next (None if it was refused).
    awaits_key: bool = True
    key: Scalar | None = None
    #: The last value, if it is plain and a bracket is open in it.
    cut_off: Scalar | None = None


class _GivenUpError(Exception):
    """Reading cannot go on; the reason has been reported."""


@define
class _Reader:
    """Builds nodes from the event stream, without recursion."""

    source: SourceText
    diagnostics: Diagnostics
    open: list[_Open] = field(factory=list)
    root: Node | None = None
    documents: int = 0
    errors: int = 0
    #: Whether something was found that makes every node doubtful.
    refused: bool = False
    last: Scalar | None = None

    def read(self) -> Node | None:
        # Not every build of PyYAML has the C parser, which is some ten times faster.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.source.text)
        try:
            while (event := loader.get_event()) is not None:
                self.take(event)
        except _GivenUpError:
            return None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # ValueError: the Python parser lets bad escapes (`"\UFFFFFFFF"`) and version numbers through.
            self.diagnostics.add(explain(error, self.source, self.last, self.bracket()))
            return None
        finally:
            loader.dispose()
        if self.root is None or (isinstance(self.root, Scalar) and not self.root.style + self.root.value):
            self.diagnostics.error("empty-file", Span(self.source, 0, 0), "the file is empty")
            return None
        return None if self.refused else self.root

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.begin_document(event)
            case yaml.AliasEvent():
                span = self.span(event)
                self.refuse(
                    "alias",
                    span,
                    f"`{shortened(span.text)}` is an alias, and policy files have none",
                    "write the value out here; put a text that begins with `*` in quotes",
                )
                self.add(Scalar(span.text, "", span))
            case yaml.ScalarEvent():
                self.check_properties(event)
                scalar = self.scalar(event)
                self.last = scalar
                self.add(scalar)
            case yaml.CollectionStartEvent():
                self.check_properties(event)
                self.begin_collection(event)
            case yaml.CollectionEndEvent():
                self.end_collection(event)

    def begin_document(self, event: yaml.DocumentStartEvent) -> None:
        """Refuse a second document, and directives before the first."""
        span = self.span(event)
        self.documents += 1
        if self.documents > 1:
            self.error(
                "several-documents",
                Span(self.source, span.start, span.start + 3),
                "a second document begins here",
                "a file holds one document: delete the `---`, or divide the file",
            )
            raise _GivenUpError
        if self.source.text.startswith("%", span.start):
            line = self.source.line(span.line).rstrip()
            self.refuse(
                "directive",
                Span(self.source, span.start, span.start + len(line)),
                "a line that begins with `%` is a YAML directive, and policy files have none",
                "delete the line",
            )

    def check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is None and event.tag is None:
            return
        text, start = self.source.text, _start(event)
        end = start
        while end < len(text) and not text[end].isspace():
            end += 1
        span = Span(self.source, start, end)
        sign, word = text[start], shortened(span.text)
        kind = "an anchor" if sign == "&" else "a tag"
        self.refuse(
            "alias" if sign == "&" else "tag",
            span,
            f"`{word}` is {kind}, and policy files have none",
            f"delete it; put a text that begins with `{sign}` in quotes",
        )

    def begin_collection(self, event: yaml.CollectionStartEvent) -> None:
        start = _start(event)
        if len(self.open) == DEEPEST:
            self.error(
                "too-deep",
                Span(self.source, start, start + 1),
                f"lists and mappings are nested more than {DEEPEST} deep here",
            )
            raise _GivenUpError
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Open(start, start, bool(event.flow_style), mapping))

    def end_collection(self, event: yaml.CollectionEndEvent) -> None:
        done = self.open.pop()
        brackets = self.in_brackets(done)
        # A block ends where its content does, while its event stands at the next word.
        end = _end(event) if brackets else done.end
        span = Span(self.source, done.start, end)
        if done.mapping:
            self.add(Mapping(tuple(done.entries), span, done.flow))
        else:
            self.add(Sequence(tuple(done.items), span, done.flow))

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self.span(event)
        style = event.style or ""
        if style in {"|", ">"}:
            # The event ends at the next word; the block with its last line that is not blank.
            text = self.source.text
            end = span.start + len(span.text.rstrip())
            while end < span.end and text[end] not in "\r\n":
                end += 1
            span = Span(self.source, span.start, end)
        if style == '"' and any("\ud800" <= character <= "\udfff" for character in event.value):
            # The C parser refuses these itself.
            raise ValueError
        if not style and span.start == span.end and self.open:
            span = self.place_of_nothing(self.open[-1], span)
        return Scalar(event.value, style, span)

    def place_of_nothing(self, parent: _Open, span: Span) -> Span:
        """The place of a value that is left out: after its colon, or after its key."""
        if not parent.mapping or parent.awaits_key:
            return span
        # The parsers put it at different places, wherever the next word begins.
        colon = self.source.text.find(":", parent.end, span.start)
        place = colon + 1 if colon >= 0 else parent.end
        return Span(self.source, place, place)

    def add(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        parent.end = max(parent.end, node.span.end)
        if parent.flow:
            self.check_cut(parent, node)
        if not parent.mapping:
            parent.items.append(node)
        elif parent.awaits_key:
            parent.key = self.accept_key(parent, node)
            parent.awaits_key = False
        else:
            if parent.key is not None:
                parent.entries.append(Entry(parent.key, node))
            parent.awaits_key = True

    def accept_key(self, parent: _Open, node: Node) -> Scalar | None:
        """The key, if it can be one; else None, and the value that follows is dropped."""
        if not isinstance(node, Scalar):
            self.error("key-not-text", node.span, "a key must be a name or a text, not a list or mapping")
            return None
        if node.value == "<<" and not node.style:
            self.refuse(
                "merge-key",
                node.span,
                "`<<` merges another mapping, which policy files cannot do",
                "write the keys out",
            )
            return None
        if node.is_null or not node.value:
            self.error("key-not-text", node.span, "a key is missing here", "put a name before the `:`")
            return None
        name = unicodedata.normalize("NFC", node.value)
        first = parent.keys.setdefault(name, node.span)
        if first is not node.span:
            self.error(
                "duplicate-key",
                node.span,
                f"the key `{shortened(name)}` stands here a second time",
                "rename or delete one of the two",
                Note("the first one is here", first),
            )
            return None
        return node

    def check_cut(self, parent: _Open, node: Node) -> None:
        """Report a value in `{…}` or `[…]` that a comma cut off in the middle of a bracket."""
        if parent.cut_off is not None:
            self.error(
                "split-value",
                parent.cut_off.span,
                f"`{shortened(parent.cut_off.value)}` is cut off at the comma, inside its bracket",
                "inside `{…}` and `[…]` a comma ends a value: put the whole value in quotes",
            )
        is_value = not (parent.mapping and parent.awaits_key)
        parent.cut_off = None
        if is_value and isinstance(node, Scalar) and not node.style:
            parent.cut_off = node if node.value.count("(") > node.value.count(")") else None

    def bracket(self) -> int | None:
        """Where the innermost open `[` or `{` stands."""
        starts = [opened.start for opened in self.open if self.in_brackets(opened)]
        return starts[-1] if starts else None

    def in_brackets(self, opened: _Open) -> bool:
        """Whether brackets stand around it: a block has none, nor has the pair in `[a: b]`."""
        return opened.flow and self.source.text.startswith(("[", "{")[opened.mapping], opened.start)

    def span(self, event: yaml.Event) -> Span:
        return Span(self.source, _start(event), _end(event))

    def refuse(self, code: str, span: Span, message: str, advice: str) -> None:
        self.refused = True
        self.error(code, span, message, advice)

    def error(self, code: str, span: Span, message: str, advice: str = "", *notes: Note) -> None:
        self.diagnostics.error(code, span, message, advice, *notes)
        self.errors += 1
        if self.errors >= MOST_ERRORS:
            raise _GivenUpError


# The stubs allow events without marks, which the parsers never make.
def _start(event: yaml.Event) -> int:
    return cast("yaml.Mark", event.start_mark).index


def _end(event: yaml.Event) -> int:
    return cast("yaml.Mark", event.end_mark).index
