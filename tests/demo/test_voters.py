from collections import Counter
from random import Random

import pytest

from demo.place import PLACE_OF
from demo.stories import FIFTH, SIXTH
from demo.voters import picks
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest, Limits, Project


def contest(stories, district, kind, limits):
    projects = {
        str(number): Project(str(number), story.title, story.answer.cost * 100, story.category)
        for number, story in enumerate((story for story in stories[district] if story.answer.is_feasible), start=1)
    }
    return Contest(district, PLACE_OF[district].envelope * 100, "EUR", kind, projects, limits)


RIVERSIDE = contest(SIXTH, "riverside", "knapsack", Limits())
NORTHGATE = contest(FIFTH, "northgate", "approval", Limits(min_choices=2, max_choices=4))


@pytest.mark.parametrize("where", [RIVERSIDE, NORTHGATE], ids=lambda where: where.kind)
def test_every_ballot_keeps_the_rules_of_its_contest(where):
    for seed in range(300):
        drawn = picks(where, {}, Random(seed))
        assert drawn
        assert not KINDS[where.kind].faults(drawn, where)


def test_a_ballot_depends_on_its_seed_alone():
    assert picks(RIVERSIDE, {"1": 2.0}, Random(5)) == picks(RIVERSIDE, {"1": 2.0}, Random(5))
    assert len({tuple(picks(RIVERSIDE, {}, Random(seed))) for seed in range(20)}) > 10


def test_what_goes_down_well_is_picked_more_often():
    named = Counter(code for seed in range(400) for code in picks(NORTHGATE, {"3": 2.0, "4": 0.5}, Random(seed)))
    assert named["3"] > 1.5 * named["5"]
    assert named["4"] < 0.7 * named["5"]


def test_what_is_withdrawn_is_left_alone():
    withdrawn = Contest(
        "northgate", 10, "EUR", "approval", NORTHGATE.projects, Limits(), withdrawn=frozenset({"1", "2"})
    )
    assert not {"1", "2"} & {code for seed in range(50) for code in picks(withdrawn, {}, Random(seed))}
