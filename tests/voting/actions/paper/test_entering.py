"""Typing papers: two people, unseen by each other, and another where they differ."""

import pytest

from city.models import AuditEntry
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_user
from tests.voting.boxes import Boxes
from voting.actions.paper.entering import enter_paper
from voting.models import Paper, PaperEntry
from voting.queries.stations import waiting_for
from voting.rules.paper.serials import grouped, serial_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes():
    return Boxes()


def refusal(boxes, who, serial, line):
    with pytest.raises(Refused) as caught:
        enter_paper(actor=who, now=NOW, round=boxes.round, serial=serial, line=line)
    return caught.value


def test_a_paper_says_what_two_people_read_alike(boxes):
    paper = boxes.unread()[0]
    boxes.type(grouped(paper.serial), "2 1")
    assert boxes.unread().count() == 3
    enter_paper(actor=boxes.typists[1], now=NOW, round=boxes.round, serial=paper.serial, line="1,2")
    assert Paper.objects.get(pk=paper.pk).says == '["P01","P02"]'
    entries = AuditEntry.objects.filter(verb="type_paper")
    assert [entry.actor for entry in entries.order_by("number")] == boxes.typists[:2]


def test_where_two_differ_somebody_else_looks(boxes):
    paper = boxes.unread()[0]
    boxes.type(paper.serial, "1", "2")
    assert not Paper.objects.get(pk=paper.pk).says
    assert waiting_for(boxes.typists[0], boxes.round).disputed == []
    waiting = waiting_for(boxes.typists[2], boxes.round)
    assert (waiting.once, waiting.disputed) == (0, [paper])
    enter_paper(actor=boxes.typists[2], now=NOW, round=boxes.round, serial=paper.serial, line="2")
    assert Paper.objects.get(pk=paper.pk).says == '["P02"]'
    assert waiting_for(boxes.typists[2], boxes.round).disputed == []


def test_who_has_typed_a_paper_does_not_type_it_again(boxes):
    first, second = boxes.unread()[:2]
    boxes.type(first.serial, "1")
    said = refusal(boxes, boxes.typists[0], first.serial, "2")
    assert (said.reasons[0].code, said.kind) == ("typed", Kind.CONFLICT)
    assert waiting_for(boxes.typists[0], boxes.round).once == 0
    assert waiting_for(boxes.typists[1], boxes.round).once == 1
    boxes.type(second.serial, "1", "1")
    assert refusal(boxes, boxes.typists[2], second.serial, "1").reasons[0].code == "read"


def test_what_is_no_paper_and_what_says_nothing(boxes):
    paper = boxes.unread()[0]
    unknown = next(serial_of(n) for n in range(9) if not Paper.objects.filter(serial=serial_of(n)).exists())
    typist = boxes.typists[0]
    for serial, code in (("123", "no_serial"), (unknown, "no_paper")):
        said = refusal(boxes, typist, serial, "1")
        assert (said.reasons[0].code, said.reasons[0].field) == (code, "serial")
    for line, code in (("", "empty"), ("4", "no_number"), ("1 1", "twice")):
        said = refusal(boxes, typist, paper.serial, line)
        assert (said.reasons[0].code, said.reasons[0].field) == (code, "line")
    assert not PaperEntry.objects.exists()


def test_points_without_points_are_asked_for():
    boxes = Boxes(ballot_kind="points", points=10)
    said = refusal(boxes, boxes.typists[0], boxes.unread()[0].serial, "1 2*3")
    assert said.reasons[0].code == "no_points"
    assert "3*5" in said.reasons[0].message


def test_only_registrars_type_and_not_once_the_papers_are_closed(boxes):
    paper = boxes.unread()[0]
    for who in (make_user(), make_official(Role.ELECTION_OFFICER)):
        assert refusal(boxes, who, paper.serial, "1").kind is Kind.FORBIDDEN
    boxes.end()
    boxes.close(0)
    assert refusal(boxes, boxes.typists[0], paper.serial, "1").reasons[0].code == "station_closed"
