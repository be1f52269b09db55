import json

import pytest

from policyrules.grammar_files import schema_names


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_printed_by_name(run, name):
    done = run("schema", name)
    assert done.code == 0
    assert "$schema" in json.loads(done.out)


def test_the_schema_of_policies_is_the_default(run):
    assert run("schema").out == run("schema", "policy").out


@pytest.mark.parametrize("name", ["nonsense", "../pyproject", ""])
def test_other_names_are_wrong_use(run, name):
    done = run("schema", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: there is no schema `{name}`; there are ")
