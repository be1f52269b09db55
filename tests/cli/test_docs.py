import json
from pathlib import Path

import pytest

PACK = """\
title: {en: Grants of the town, zh: 资助}
notice: {en: For study only, zh: 仅供研究}
documents: {rules: {file: rules.txt}}
planned: [honours]
"""
CLAUSES = """\
clauses:
  1: {title: {en: preface, zh: 前言}, quote: a <preface>, disposition: text only, reason: it decides nothing}
  2: {quote: no grant, modality: must not, disposition: encoded, carried_by: [grant], note: since 1990}
  3:
    quote: honours
    disposition: encoded
    carried_by: [honours]
    text_only: {family: {quote: of families, reason: by name only}}
  4: {quote: the council, disposition: delegated, to: the council}
"""
POLICY = """\
policy: grant
edition: 2026
facts: {fined: flag}
bars:
  main:
    modality: must not
    source: {clause: 2}
    assumed: fines are final
    grounds:
      fined: {when: fined}
"""
SUITE = """\
suite: grant
as_of: 2026-05-01
records: {sound: {fined: false}}
cases:
  - {name: nobody is fined, record: sound, expect: {bars: {main: clear}}}
"""


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "town"
    (folder / "grant").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "clauses.yaml").write_text(CLAUSES, encoding="utf-8")
    (folder / "rules.txt").write_text("a <preface>, no grant, honours of families, the council")
    (folder / "grant" / "2026.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "grant" / "grant.test.yaml").write_text(SUITE, encoding="utf-8")
    return "town"


EXPECTED = """\
Grants of the town
‖ For study only
4 clauses: 2 encoded, 1 delegated, 1 text only
encoded clauses without a rule: 1, without a test: 0

1  preface (text only)
    “a <preface>”
    why: it decides nothing

2 (encoded, must not)
    “no grant”
    note: since 1990
    - grant/bars.main: bar (must not)  [town/grant/2026.yaml:5]
        assumed: fines are final
        ✓ nobody is fined
    - grant/bars.main.grounds.fined: ground  [town/grant/2026.yaml:10]

3 (encoded)
    “honours”
    text only, “of families”: by name only
    no rule yet
    to be carried by: honours

4 (delegated)
    “the council”
    left to: the council
"""


def test_text_tells_of_every_clause_where_it_went(run, pack):
    done = run("docs", pack)
    assert (done.code, done.out, done.err) == (0, EXPECTED, "")


def test_chinese_is_spoken_where_the_pack_has_it(run, pack):
    out = run("docs", pack, "--language", "zh").out
    for words in ("资助", "仅供研究", "前言", "仅存文本", "资格限制", "不得", "尚无规则"):
        assert words in out


def test_json_holds_everything(run, pack):
    data = json.loads(run("docs", pack, "--format", "json").out)
    assert data["format"] == "policyrules/clauses/1"
    assert data["notice"] == {"en": "For study only", "zh": "仅供研究"}
    first, second, third, fourth = data["clauses"]
    assert (first["disposition"], first["reason"]) == ("text only", "it decides nothing")
    assert [one["rule"] for one in second["rules"]] == ["bars.main", "bars.main.grounds.fined"]
    assert second["rules"][0] == {
        "policy": "grant",
        "editions": ["2026"],
        "rule": "bars.main",
        "kind": "bar",
        "modality": "must not",
        "file": str(Path("town/grant/2026.yaml")),
        "line": 5,
        "assumed": "fines are final",
        "delegated": None,
        "tests": [{"case": "nobody is fined", "file": str(Path("town/grant/grant.test.yaml")), "line": 5}],
    }
    assert (third["lacks"], third["carried_by"]) == ("rule", ["honours"])
    assert (fourth["to"], fourth["lacks"]) == ("the council", None)


def test_markdown_has_a_heading_and_a_table_for_each_clause(run, pack):
    out = run("docs", pack, "--format", "markdown").out
    assert out.startswith("# Grants of the town\n\n> For study only\n")
    assert "\n## 1  preface" in out
    assert "“a \\<preface\\>”" in out
    assert "| rule | where | where it comes from | tests |" in out
    assert "| `grant/bars.main` bar" in out


def test_html_is_a_page_in_which_nothing_is_markup(run, pack):
    out = run("docs", pack, "--format", "html").out
    assert out.startswith("<!DOCTYPE html>")
    assert "a &lt;preface&gt;" in out
    assert "<preface>" not in out
    assert "For study only" in out
    assert "<code>grant/bars.main</code>" in out


def test_strict_fails_for_clauses_without_a_rule_or_a_test(run, pack):
    done = run("docs", pack, "--strict")
    assert (done.code, done.out) == (1, EXPECTED)
    assert done.err == "error: clauses without a rule or a test: 3 (no rule)\n"


def test_strict_is_content_where_every_clause_is_accounted_for(run, pack, tmp_path):
    clauses = CLAUSES[: CLAUSES.index("  3:")] + CLAUSES[CLAUSES.index("  4:") :]
    (tmp_path / pack / "clauses.yaml").write_text(clauses, encoding="utf-8")
    assert run("docs", pack, "--strict").code == 0


def test_a_folder_without_a_pack_is_wrong_use(run, policy, tmp_path):
    for path in (policy, tmp_path / "absent"):
        done = run("docs", path)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"error: there is no file `pack.yaml` in `{path}`; name the folder of a pack\n"


def test_a_pack_that_cannot_be_read_is_drawn(run, pack, tmp_path):
    (tmp_path / pack / "clauses.yaml").write_text("clauses: 1\n")
    done = run("docs", pack)
    assert (done.code, done.out) == (2, "")
    assert "error[wrong-shape]" in done.err
