"""What suites cannot say about the readings of `election-eligibility`: that each is marked as one of several."""

import pytest

from policies.population_2011 import ELECTION, policy


@pytest.mark.parametrize(
    "parameter",
    [
        "counted_to",
        "counted_from",
        "window_edge",
        "family_reading",
        "term_reading",
        "consequence_reading",
    ],
)
def test_every_ambiguity_is_marked_as_assumed_and_notes_the_other_reading(parameter):
    found = next(one for one in policy(ELECTION).checked.edition.parameters if one.id == parameter)
    assert found.provenance.assumed
    assert found.provenance.clauses == ("1.2",)
    assert found.note.startswith("other reading")
    assert all(option == found.value or option in found.note for option in found.type.options)
