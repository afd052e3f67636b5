"""A whole round that takes paper: 300 ballots online, 120 papers, two of the people in both, and one count."""

from datetime import timedelta
from uuid import uuid4

import pytest

from city.actions.cases import approve, open_case
from city.models import Round
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.factories import NOW, cast_ballot, make_official, make_residency, make_user, make_voter
from tests.voting.boxes import SHEET, Boxes, enrol_person, make_person
from voting.actions.casting import cast
from voting.actions.paper.rereading import reread
from voting.actions.persons import hash_of
from voting.actions.roll import enrol
from voting.actions.sealing import seal
from voting.management.sealer import _count_closed
from voting.models import Outcome, Paper, SealedCast, VoidedCast
from voting.queries.paper_sample import audit
from voting.queries.recounts import tally_faults

pytestmark = pytest.mark.django_db
ONLINE, ASSISTED, PAPERS, BOTH = 290, 8, 120, 2


def vote_online(boxes):
    """290 by their own log-in, eight at a helper's device, and two by log-in who come to the station later."""
    for _number in range(ONLINE):
        cast_ballot(make_voter(boxes.round, boxes.district), boxes.round, boxes.district, ["P01"])
    for number in range(ASSISTED):
        voter = enrol_person(boxes.round, boxes.district, make_person(1_000 + number))
        given = {"cast_id": uuid4(), "prev": 0, "nonce": "22" * 32, "choices": ["P02"]}
        cast(actor=voter, now=NOW, round=boxes.round, district=boxes.district.code, **given)
    for number in range(BOTH):
        user = make_user()
        residency = make_residency(user, boxes.district)
        residency.person_hmac = hash_of(make_person(number))
        residency.save()
        enrol(actor=None, now=NOW, round=boxes.round, residency=residency)
        cast_ballot(user, boxes.round, boxes.district, ["P03"])


def vote_on_paper(boxes):
    """120 people are given a paper; each paper is typed twice, one in ten otherwise by the second, five are spoiled."""
    for number in range(PAPERS):
        if number >= BOTH:
            enrol_person(boxes.round, boxes.district, make_person(number))
        boxes.give(make_person(number))
    for number, paper in enumerate(list(boxes.unread())):
        line = "00" if number < 5 else "2"
        boxes.type(paper.serial, line, "3", line) if number % 10 == 9 else boxes.type(paper.serial, line, line)


def test_a_round_with_papers_and_ballots_online_ends_in_one_count(client):
    boxes = Boxes(papers=PAPERS)
    vote_online(boxes)
    vote_on_paper(boxes)
    boxes.end()
    seal(now=NOW)
    _count_closed(NOW)
    assert not Outcome.objects.exists()
    first, second = (make_official(Role.ELECTION_OFFICER, boxes.round) for _number in range(2))
    box = {"station": boxes.station.pk, "district": boxes.district.code}
    asked = {"actor": first, "now": NOW, "verb": Verb.CLOSE_STATION, "subject": boxes.station, "reason": "Counted."}
    arguments = {**box, "papers": PAPERS, "sheet": SHEET, "difference": ""}
    case = open_case(**asked, round=boxes.round, arguments=arguments)
    approve(actor=second, now=NOW, case=case)
    seal(now=NOW)
    _count_closed(NOW + timedelta(seconds=1))
    outcome = Outcome.objects.get()
    assert outcome.ballots == ONLINE + ASSISTED + PAPERS - 5
    assert SealedCast.objects.count() == ONLINE + ASSISTED + BOTH + PAPERS - 5
    assert VoidedCast.objects.filter(reason="desk").count() == BOTH
    assert tally_faults(boxes.round) == (1, [])
    contest = client.get(f"/api/v1/rounds/{boxes.round.slug}/channels").json()["contests"][0]
    assert contest == {
        "district": boxes.district.code,
        "online": ONLINE,
        "assisted": ASSISTED,
        "paper": PAPERS - 5,
        "papers_handed_out": PAPERS,
        "on_paper": {"P01": 0, "P02": PAPERS - 5, "P03": 0},
    }
    for page in ("live", "results"):
        answer = client.get(f"/rounds/{boxes.round.slug}/{page}/").content.decode()
        assert "How the ballots came" in answer
        assert f'data-head="On paper">{PAPERS - 5}<' in answer
    assert "closed" in client.get(f"/rounds/{boxes.round.slug}/paper/").content.decode()
    read_again(boxes)
    assert (
        "Every paper read again says what was counted"
        in client.get(f"/rounds/{boxes.round.slug}/paper/").content.decode()
    )
    assert Round.objects.get().certified_at is None


def read_again(boxes):
    reader = make_official(Role.REGISTRAR, boxes.round)
    for paper in Paper.objects.filter(pk__in=audit(boxes.round).sample.papers):
        line = {'"spoiled"': "00", '["P02"]': "2"}[paper.says]
        reread(actor=reader, now=NOW, round=boxes.round, serial=paper.serial, line=line)
    assert audit(boxes.round).is_done
