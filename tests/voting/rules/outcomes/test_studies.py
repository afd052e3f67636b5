import json

from tests.voting.rules.outcomes.elections import make
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.profile import gather
from voting.rules.outcomes.studies import study

CONTEST = make({"park": 60, "road": 70, "tree": 30}, 100)
BALLOTS = [["park", "road"], ["park", "road"], ["park", "tree"]]


def test_an_outcome_beside_what_every_other_rule_says():
    changes = {"ties": "cost,votes,lot", "seed": "5eed"}
    known = study(CONTEST, gather(CONTEST, BALLOTS), "greedy", changes)
    # pabutools is mes-cost-add1 by another name, so it is told once.
    assert [*known.others] == [code for code in PRESETS if code not in {"greedy", "pabutools"}]
    for code, told in known.others.items():
        result = count(CONTEST, BALLOTS, code, changes)
        assert (told["winners"], told["spent"], told["metrics"]) == (result.winners, result.spent, result.metrics)
        assert told["part_funded"] == {}
    assert known.margins["projects"] == {"road": {"votes": 2, "cost": 40}}
    assert json.loads(json.dumps([known.margins, known.others])) == [known.margins, known.others]


def test_the_margins_are_those_of_the_parameters():
    known = study(CONTEST, gather(CONTEST, BALLOTS), "greedy-threshold", {"threshold": "2", "ties": "id"})
    assert known.margins["projects"]["tree"] == {"votes": 1, "cost": None}
