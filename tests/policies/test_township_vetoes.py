"""What suites cannot say about the vetoes of `township-assessment`: what each effect brings about."""

from policies.population_2011 import assess

NOTICE = {"date": "2011-09-05", "degree": 3, "veto_ordered": True, "state": "final"}


def consequences(veto, **changes):
    return {name: effect.consequence for name, effect in assess(**changes).vetoes[veto].effects.items()}


def test_the_one_vote_veto_denies_every_honour_and_refers_the_question_of_responsibility():
    found = consequences("one_vote_veto", notices=[NOTICE])
    assert found["no_honours"].award == "all"
    assert (found["accountability"].kind, found["accountability"].name) == ("refer", "accountability")


def test_a_village_below_standard_loses_honours_of_villages_and_its_subsidy_is_stopped_or_deferred():
    found = consequences("village_below_standard", villages=[{"up_to_standard": False}])
    assert found["no_village_honours"].award == "village-assessment/honours"
    assert (found["subsidy_stopped"].kind, found["subsidy_stopped"].name) == ("stop", "village_subsidy")
    assert (found["subsidy_deferred"].kind, found["subsidy_deferred"].name) == ("defer", "village_subsidy")
