"""The page of an impact, with its pictures."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from comparison.test_impact import RECORD, STRICTER, impact, records
from policyrules.comparison.pictures import flow, histogram
from policyrules.rendering.blocks import Listing
from policyrules.rendering.formats import as_markdown, as_page, as_text
from policyrules.rendering.html import markup


def pictures(page):
    return [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]  # noqa: S314 - our own text


def page(given, *pairs, language="en", below=0):
    return impact(given, *pairs, below=below).report(format="html", language=language)


def test_a_page_stands_alone_and_nothing_in_it_runs():
    text = page([*records(3), *records(2, findings=2)], STRICTER)
    assert text.startswith("<!DOCTYPE html>")
    assert "<script" not in text
    assert re.search(r"\b(src|href|style)=", text) is None
    assert "default-src &#x27;none&#x27;" in text
    assert "://" not in text


@pytest.mark.parametrize(("language", "title"), [("en", "bar “main”"), ("zh", "资格限制“main”")])
def test_a_picture_is_told_in_words_as_well(language, title):
    text = page([*records(3), *records(2, findings=2)], STRICTER, language=language)
    first, *_ = pictures(text)
    assert first.find("title").text == title
    assert first.get("role") == "img"
    assert first.find("desc").text in text.replace(f"<desc>{first.find('desc').text}</desc>", "")
    assert f'<html lang="{language}">' in text


def test_the_bands_are_as_wide_as_the_counts():
    names = [("clear", "clear"), ("barred", "barred")]
    figure = markup(flow("t", "told", names, names, [[60, 20], [0, 20]]))
    ends = [
        re.fullmatch(r"M[\d.]+,([\d.]+) .* [\d.]+,([\d.]+) Z", path)
        for path in re.findall(r'<path d="([^"]*)"', figure)
    ]
    widths = [float(one[2]) - float(one[1]) for one in ends]
    assert [round(one / widths[1], 1) for one in widths] == [3, 1, 1]


def test_a_flow_that_changes_takes_the_colour_of_where_it_goes():
    names = [("clear", "clear"), ("barred", "barred")]
    figure = markup(flow("t", "told", names, names, [[6, 2], [1, 3]]))
    styles = re.findall(r'<path d="[^"]*" class="([^"]*)"', figure)
    assert styles == ["fill-other", "fill-bad", "fill-good", "fill-other"]


def test_the_bars_of_a_histogram_are_as_long_as_the_counts():
    figure = markup(histogram("t", "told", [("a", 10, "10"), ("b", 5, "5"), ("c", None, "withheld")]))
    widths = [float(one) for one in re.findall(r'<rect [^>]*width="([\d.]+)"', figure)]
    assert widths[0] == 2 * widths[1] > 0
    assert widths[2] == 0
    assert "withheld" in figure


def test_what_is_withheld_is_in_no_picture():
    text = page([*records(40), *records(20, findings=3), *records(2, findings=2)], STRICTER, below=5)
    assert "No picture: counts are withheld." in text
    assert all("bar" not in one.find("title").text for one in pictures(text))


def test_what_records_say_is_escaped():
    text = page([{**RECORD, "code": "<b>&", "findings": 2}], STRICTER)
    assert "<b>" not in text
    assert "&lt;b&gt;&amp;" in text


def test_a_listing_keeps_its_blanks_in_every_format():
    blocks = [Listing(("  a", "    ```b<"))]
    assert as_text(blocks) == "  a\n    ```b<"
    assert as_markdown(blocks) == "````\n  a\n    ```b<\n````"
    assert "<pre><code>  a\n    ```b&lt;</code></pre>" in as_page("t", "en", blocks)
