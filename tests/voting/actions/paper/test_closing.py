"""Closing a box: what two officers stand for, and which papers join the count."""

import json
from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_district, make_envelope, make_official, make_proposal
from tests.voting.boxes import SHEET, Boxes, enrol_person, make_person
from voting.actions.amending import amend
from voting.actions.paper.closing import close_station
from voting.actions.paper.entering import enter_paper
from voting.actions.sealing import seal
from voting.models import Paper, PendingCast, SealedCast, StationClosing, Tally
from voting.queries.keys import round_key
from voting.queries.outcomes import obstacles, uncounted
from voting.queries.stations import boxes as boxes_of
from voting.rules.slots import ballot_hash, cast_hash, paper_slot_of, slot_opening

pytestmark = pytest.mark.django_db


def refusal(boxes, papers, difference=""):
    with pytest.raises(Refused) as caught:
        boxes.close(papers, difference)
    return caught.value.reasons


def test_valid_papers_join_the_count_and_others_do_not():
    """Given four papers, one spoiled and one dearer than the purse, when the box is closed, then two count."""
    boxes = Boxes(papers=5, ballot_kind="knapsack")
    lines = ["1", "1 2", "00", "2 3", None]
    for paper, line in zip(boxes.unread(), lines, strict=True):
        if line:
            boxes.type(paper.serial, line, line)
    boxes.end()
    made = boxes.close(4, "Nobody was noted, the list is lost.")
    assert (made.papers, made.counted, made.check_offs) == (4, 2, 0)
    assert Paper.objects.filter(is_counted=True).count() == 2
    seal(now=NOW)
    tally = Tally.objects.get()
    assert (tally.ballots, tally.counts) == (2, {"P01": 2, "P02": 1, "P03": 0})


def test_a_paper_is_a_cast_under_the_pseudonym_of_its_serial():
    boxes = Boxes(papers=1)
    serial = boxes.unread()[0].serial
    boxes.type(serial, "2", "2")
    boxes.end()
    boxes.close(1, "The list is lost.")
    cast = PendingCast.objects.get()
    rh = boxes.round.manifest_hash
    assert cast.slot == paper_slot_of(round_key(boxes.round), rh, boxes.district.code, serial)
    assert cast.seq == 1
    assert json.loads(cast.ballot)["choices"] == ["P02"]
    assert cast.ballot_hash == ballot_hash(cast.nonce, json.loads(cast.ballot))
    assert cast.h == cast_hash(rh, slot_opening(cast.slot_nonce, cast.slot, 1), cast.ballot_hash)
    assert cast.station == "library"


def test_the_number_on_the_sheet_is_that_of_the_papers_typed_and_a_difference_is_explained():
    boxes = Boxes(papers=3)
    enrol_person(boxes.round, boxes.district, make_person())
    boxes.give(make_person())
    first, second, _third = boxes.unread()
    boxes.type(first.serial, "1", "1")
    boxes.type(second.serial, "1", "2")
    assert [reason.code for reason in refusal(boxes, 2)] == ["not_now"]
    boxes.end()
    assert [reason.code for reason in refusal(boxes, 2)] == ["unread", "difference"]
    enter_paper(actor=boxes.typists[2], now=NOW, round=boxes.round, serial=second.serial, line="2")
    assert [reason.code for reason in refusal(boxes, 1, "x")] == ["other_number"]
    assert [reason.code for reason in refusal(boxes, 2)] == ["difference"]
    made = boxes.close(2, "Two people came with one list.")
    assert (made.check_offs, made.sheet) == (1, SHEET)
    assert [reason.code for reason in refusal(boxes, 2)] == ["station_closed"]


def test_it_takes_two_officers_and_stands_on_the_record():
    boxes = Boxes()
    boxes.end()
    first, second = (make_official(Role.ELECTION_OFFICER, boxes.round) for _number in range(2))
    given = {"station": boxes.station, "district": boxes.district, "papers": 0, "sheet": SHEET, "now": NOW}
    for approver in (None, first, boxes.typists[0]):
        with pytest.raises(Refused) as caught:
            close_station(actor=first, approver=approver, **given)
        assert caught.value.kind is Kind.FORBIDDEN
    close_station(actor=first, approver=second, reason="Counted.", **given)
    entry = AuditEntry.objects.get(verb="close_station")
    assert (entry.actor, entry.approver, entry.reason) == (first, second, "Counted.")
    assert StationClosing.objects.get().difference == ""


def test_a_round_that_takes_paper_is_not_counted_before_every_box_is_closed():
    boxes = Boxes(papers=1)
    elsewhere = make_district()
    boxes.end()
    seal(now=NOW)
    codes = [reason.code for reason in obstacles(boxes.round, boxes.district, NOW)]
    assert codes == ["open_station"]
    assert not uncounted(NOW).exists()
    boxes.close(0)
    assert obstacles(boxes.round, boxes.district, NOW) == []
    assert [envelope.district for envelope in uncounted(NOW)] == [boxes.district]
    assert elsewhere not in [box.district for box in boxes_of(boxes.round)]


def test_not_once_the_result_is_certified():
    boxes = Boxes()
    boxes.end()
    Round.objects.update(certified_at=NOW)
    assert [reason.code for reason in refusal(boxes, 0)] == ["not_now"]


def test_a_paper_that_fitted_when_it_was_printed_counts_though_a_cost_was_amended_since():
    boxes = Boxes(papers=2, ballot_kind="knapsack")
    dear, cheap = boxes.unread()
    boxes.type(dear.serial, "1 2", "1 2")
    boxes.type(cheap.serial, "3 1", "3 1")
    proposal = boxes.round.proposals.get(code="P01")
    amend(actor=None, now=NOW, proposal=proposal, title=proposal.title, cost_minor=6_000_00, reason="An error.")
    boxes.end()
    assert boxes.close(2, "The list is lost.").counted == 2
    seal(now=NOW)
    assert SealedCast.objects.count() == 2
    assert Tally.objects.get().counts == {"P01": 2, "P02": 1, "P03": 1}


def test_boxes_say_how_far_they_are():
    boxes = Boxes(papers=3)
    other = make_district("other")
    make_envelope(boxes.round, other)
    make_proposal(boxes.round, other)
    enrol_person(boxes.round, boxes.district, make_person())
    boxes.give(make_person())
    boxes.type(boxes.unread()[0].serial, "1", "1")
    [box] = boxes_of(boxes.round)
    assert (box.printed, box.read, box.handed_out, box.closing) == (3, 1, 1, None)
    boxes.end()
    made = boxes.close(1)
    assert boxes_of(boxes.round)[0].closing == made
    assert made.closed_at - NOW < timedelta(seconds=1)
