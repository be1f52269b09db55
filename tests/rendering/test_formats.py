"""One document, three formats."""

from policyrules.rendering.blocks import Bullets, Code, Heading, Paragraph, Table, Terms, joined, pieces
from policyrules.rendering.formats import as_markdown, as_page, as_text

BLOCKS = (
    Heading(1, "Grants"),
    Paragraph("Not for use.", "notice"),
    Heading(2, "Bars"),
    Heading(3, ("main (", Code("main_grant"), ")")),
    Terms((("modality", "must not"), ("when", Code("a < b")))),
    Table(("name", "empty", "points"), (("visits", "", Code("x | y")), ("audit", "", "5"))),
    Heading(2, "Sensitive"),
    Paragraph("They are masked.", "faint"),
    Bullets(("phone", Code("mail"))),
)


def test_text_is_ruled_and_indented():
    assert as_text(BLOCKS).splitlines() == [
        "Grants",
        "══════",
        "",
        "‖ Not for use.",
        "",
        "Bars",
        "────",
        "",
        "main (main_grant)",
        "",
        "  modality  must not",
        "  when      a < b",
        "",
        "  name    points",
        "  ──────  ──────",
        "  visits  x | y",
        "  audit   5",
        "",
        "Sensitive",
        "─────────",
        "",
        "They are masked.",
        "",
        "· phone",
        "· mail",
    ]


def test_markdown_has_the_signs_of_each_block():
    assert as_markdown(BLOCKS).splitlines() == [
        "# Grants",
        "",
        "> **Not for use.**",
        "",
        "## Bars",
        "",
        "### main (`main_grant`)",
        "",
        "- **modality** – must not",
        "- **when** – `a < b`",
        "",
        "| name | points |",
        "| --- | --- |",
        r"| visits | <code>x \| y</code> |",
        "| audit | 5 |",
        "",
        "## Sensitive",
        "",
        "They are masked.",
        "",
        "- phone",
        "- `mail`",
    ]


def test_a_page_has_the_elements_of_each_block():
    text = as_page("Grants", "en", BLOCKS)
    body = text[text.index("<main>") :]
    assert "<h1>Grants</h1>" in body
    assert '<p class="notice">Not for use.</p>' in body
    assert "<h3>main (<code>main_grant</code>)</h3>" in body
    assert "<dl><dt>modality</dt><dd>must not</dd><dt>when</dt><dd><code>a &lt; b</code></dd></dl>" in body
    assert "<td><span><code>x | y</code></span></td>" in body
    assert "<ul><li>phone</li><li><code>mail</code></li></ul>" in body


def test_long_text_stays_within_a_hundred_columns():
    blocks = (Paragraph("word " * 60, "notice"), Terms((("term", "word " * 60),)), Bullets(("word " * 60,)))
    lines = as_text(blocks).splitlines()
    assert max(map(len, lines)) <= 100
    assert sum(line.startswith("‖ ") for line in lines) == 4


def test_a_table_without_any_content_is_nothing():
    assert as_text((Table(("a",), (("",),)),)) == ""


def test_lines_are_joined_without_those_that_say_nothing():
    assert joined(("a", "", (Code("b"), "c"), Code("")), ", ") == ("a", ", ", Code("b"), "c")


def test_empty_pieces_of_a_line_are_left_out():
    assert pieces(("", Code("a"), Code(""), "b")) == (Code("a"), "b")


def test_blocks_that_say_nothing_leave_no_gap():
    blocks = (Heading(1, "a"), Terms(()), Bullets(()), Paragraph(""), Table(("b",), ()), Paragraph("c"))
    assert as_text(blocks) == "a\n═\n\nc"
    assert as_markdown(blocks) == "# a\n\nc"
    assert "<main><h1>a</h1><p>c</p></main>" in as_page("a", "en", blocks)


def test_blanks_in_code_stay():
    line = Code('x = "two  words"')
    assert as_text((Paragraph(line),)) == 'x = "two  words"'
    assert as_markdown((Paragraph(line),)) == '`x = "two  words"`'
