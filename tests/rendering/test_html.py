"""Pages that stand alone, in which a text is never markup."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.rendering.html import element, leads_to_page, link, markup, page, table
from strategies.effort import examples


class Parsed(HTMLParser):
    """Elements and texts as a browser finds them; void elements are not counted as open."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.texts, self.attributes = [], [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.texts.append(data)


HOSTILE = "<script>alert(1)</script> & \"x\" 'y' --> ]]>"


def test_a_text_is_shown_as_it_is():
    parsed = Parsed(markup(element("p", HOSTILE)))
    assert (parsed.found, "".join(parsed.texts)) == (["p"], HOSTILE)


def test_an_attribute_holds_what_it_was_given():
    parsed = Parsed(markup(element("p", "x", title=HOSTILE)))
    assert (parsed.found, parsed.attributes) == (["p"], {"title": HOSTILE})


@examples(50)
@given(st.text(), st.text())
def test_no_text_makes_an_element(text, title):
    parsed = Parsed(markup(element("div", element("b", text), title=title)))
    assert parsed.found == ["div", "b"]
    assert parsed.attributes.keys() == {"title"}


def test_an_invisible_character_is_shown_as_an_escape():
    assert markup("a\u202eb\0") == "a\\u202eb\\x00"


@pytest.mark.parametrize(
    "tag", ["script", "style", "iframe", "img", "object", "foreignObject", "use", "base", "form", "p onload"]
)
def test_elements_that_run_or_load_something_are_refused(tag):
    with pytest.raises(ValueError, match="no element"):
        element(tag)


@pytest.mark.parametrize("name", ["onclick", "style", "src", "srcset", "xmlns", "a b"])
def test_attributes_that_run_or_load_something_are_refused(name):
    with pytest.raises(ValueError, match="no attribute"):
        element("p", **{name: "x"})


def test_attributes_of_which_nothing_is_said_are_left_out():
    assert markup(element("details", open=True, id=None, class_=False)) == '<details open=""></details>'


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/b?c=d:e#f",
        "http://a.example",
        "#place",
        "../a.html",
        "b/c:d",
        "?q=a:b",
        "mailto:a@b",
    ],
)
def test_an_address_of_a_page_can_be_linked_to(address):
    assert markup(link("there", address)) == f'<a href="{address}">there</a>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        " javascript:x",
        "java\tscript:x",
        "data:text/html,x",
        "vbscript:x",
        "a:b",
        "https://a b",
        "\\\\host",
        "\u200bjavascript:x",
    ],
)
def test_any_other_address_is_no_link(address):
    assert not leads_to_page(address)
    assert link("there", address) == "there"
    with pytest.raises(ValueError, match="no address"):
        element("a", href=address)


def test_elements_without_content_are_not_closed():
    assert markup(element("p", "a", element("br"), "b")) == "<p>a<br>b</p>"


def test_children_that_are_none_are_left_out():
    assert markup(element("p", None, "a")) == "<p>a</p>"


def test_no_depth_of_nesting_is_too_much():
    inner = element("span", "x")
    for _ in range(20_000):
        inner = element("span", inner)
    assert markup(inner).count("</span>") == 20_001


def test_a_table_has_headings_that_say_so_and_can_be_scrolled():
    text = markup(table(["a", "b"], [["1", element("code", "2")]], caption="c"))
    assert text == (
        '<div class="wide" tabindex="0"><table><caption>c</caption>'
        '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td><code>2</code></td></tr></tbody></table></div>"
    )


def test_a_page_says_its_language_title_and_encoding():
    text = page("A & <b>", "zh", [element("h1", "题")])
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh">')
    assert '<meta charset="utf-8">' in text
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert "<title>A &amp; &lt;b&gt;</title>" in text
    assert "<main><h1>题</h1></main>" in text


def test_a_language_cannot_end_its_attribute():
    assert '<html lang="&quot;&gt;&lt;b&gt;">' in page("t", '"><b>', [])


def test_the_page_permits_its_own_style_sheet_and_nothing_else():
    text = page("t", "en", [])
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [content] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    told = content.replace("&#x27;", "'")
    assert told == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize(
    "sign", ["<script", "url(", "@import", "http://", "https://", " src=", "javascript:"]
)
def test_a_page_has_nothing_that_runs_or_is_loaded(sign):
    assert sign not in page("t", "en", [element("h1", "x")])


@pytest.mark.parametrize(
    "part", ["prefers-color-scheme: dark", "@media print", ":focus-visible", "max-width: 34rem"]
)
def test_the_style_sheet_provides_for(part):
    assert part in page("t", "en", [])
