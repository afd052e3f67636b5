import re

import pytest

from city.models.rounds import BallotKind
from tests.factories import NOW, make_contest, make_district, make_envelope, make_proposal, make_round
from tests.voting.boxes import make_station
from voting.actions.freezing import freeze
from voting.actions.paper.stations import make_papers, set_up_station
from voting.models import Paper
from voting.queries.ballot_papers import LARGE, ballot_papers, instructions
from voting.queries.contests import contest
from voting.queries.printing import Sheet

pytestmark = pytest.mark.django_db
FIELDS = {
    "approval": {"max_choices": 2, "min_choices": 1, "min_spend_minor": 100, "max_spend_minor": 900_000},
    "choose-one": {"max_choices": 1},
    "knapsack": {"max_spend_minor": 900_000},
    "points": {"points": 10, "max_points_each": 5},
    "ranking": {"scoring": [3, 2, 1]},
}
TOLD = {
    "approval": ["every idea you support", "At most 2 ideas.", "At least 1 idea.", "may cost €9,000", "or more"],
    "choose-one": ["the one idea"],
    "knapsack": ["the money is to pay for", "may cost €9,000"],
    "points": ["You have 10 points", "At most 5 points to one idea."],
    "ranking": ["Write 1 in the box", "At most 3 ideas."],
}


def pages(file):
    return len(re.findall(rb"/Type /Page\b", file))


@pytest.mark.parametrize("kind", BallotKind.values)
def test_every_kind_of_ballot_is_printed_with_what_to_do(kind):
    round, district = make_contest(ballot_kind=kind, **FIELDS[kind])
    make_station(round, district, papers=2)
    papers = Paper.objects.select_related("district")
    file = ballot_papers(round, papers)
    assert file.startswith(b"%PDF")
    assert pages(file) == 2
    told = instructions(contest(round, district.code))
    assert len(told) == len(TOLD[kind])
    for sentence, part in zip(told, TOLD[kind], strict=True):
        assert part in sentence
    assert file == ballot_papers(round, papers)


def test_points_without_a_sum_are_just_given():
    round, district = make_contest(ballot_kind="points", max_points_each=5)
    assert "how many points" in instructions(contest(round, district.code))[0]


def test_six_districts_in_large_print_with_long_ballots_and_every_page_has_the_serial(monkeypatch):
    round = make_round(title="Zażółć", language="pl")
    districts = [make_district() for _number in range(6)]
    for district in districts:
        make_envelope(round, district, 100_000_00)
        for _number in range(22):
            make_proposal(round, district, title="A swimming jetty for everybody " * 3, cost_minor=1_000_00)
    freeze(actor=None, now=NOW, round=round)
    station = set_up_station(actor=None, now=NOW, round=round, code="a", name="A")
    papers = make_papers(actor=None, now=NOW, station=station, amounts=dict.fromkeys(districts, 1))
    ordinary, large = ballot_papers(round, papers), ballot_papers(round, papers, LARGE)
    assert pages(ordinary) >= 6
    assert pages(large) > pages(ordinary)
    coded = []
    monkeypatch.setattr(Sheet, "code", lambda _sheet, text, *_place: coded.append(text))
    assert pages(ballot_papers(round, papers, LARGE)) == pages(large) == len(coded)
    assert set(coded) == {paper.serial for paper in papers}
