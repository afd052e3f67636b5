"""The desk wins: whatever people do online and on paper, in whichever order, their last valid act counts, and once."""

import json
from collections import Counter
from copy import copy
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from city.models import Round
from city.rules.refusal import Refused
from tests.caches import forget
from tests.factories import NOW
from tests.voting.boxes import Boxes, enrol_person, make_person
from voting.actions.casting import cast
from voting.actions.paper.superseding import DESK, void_superseded
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import LogLeaf, PendingCast, SealedCast, Station, Tally, VoidedCast
from voting.queries.changes import find_cast
from voting.queries.recounts import tally_faults

pytestmark = pytest.mark.django_db
PEOPLE = 4
CODES = ["P01", "P02", "P03"]
PERSON = st.integers(0, PEOPLE - 1)
CHOICE = st.integers(1, len(CODES))
ONLINE = st.tuples(st.just("online"), PERSON, CHOICE)
PAPER = st.tuples(st.just("paper"), PERSON, st.sampled_from(["1", "2", "3", "0", "00", "1 2 3"]))
VOID = st.tuples(st.just("void"), PERSON, st.just(0))
SEAL = st.tuples(st.just("seal"), st.just(0), st.just(0))


def vote(boxes, voter, choices, prev):
    made = {"cast_id": uuid4(), "prev": prev, "nonce": "11" * 32, "choices": choices}
    return cast(actor=voter, now=NOW, round=boxes.round, district=boxes.district.code, **made)


class Town:
    """Four people; what they do, and what by the rule should count of it."""

    def __init__(self, boxes, voters):
        self.boxes, self.voters = copy(boxes), voters
        self.boxes.round = Round.objects.get(pk=boxes.round.pk)
        self.boxes.station = Station.objects.select_related("round").get(pk=boxes.station.pk)
        self.papers = list(self.boxes.unread())
        self.casts, self.given, self.stands = {}, set(), {}

    def online(self, person, number):
        code = CODES[number - 1]
        prev = len(self.casts.get(person, []))
        if person in self.given:
            with pytest.raises(Refused, match="on_paper"):
                vote(self.boxes, self.voters[person], [code], prev)
            return
        forget()  # how often somebody recasts is another story
        made = vote(self.boxes, self.voters[person], [code], prev)
        self.casts.setdefault(person, []).append(made.h)
        self.stands[person] = [code]

    def paper(self, person, line):
        if person in self.given:
            with pytest.raises(Refused, match="had_paper"):
                self.boxes.give(make_person(person))
            return
        self.boxes.give(make_person(person))
        self.given.add(person)
        self.boxes.type(self.papers[len(self.given) - 1].serial, line, line)
        is_valid = line not in {"00", "1 2 3"}
        self.stands[person] = [CODES[int(line) - 1]] if is_valid and line != "0" else [] if is_valid else None

    def void(self, person, _number):
        """Two officers void the last ballot a person cast online; what is on paper stays."""
        hashes = self.casts.get(person)
        if not hashes or VoidedCast.objects.filter(h=hashes[-1]).exists():
            return
        void(actor=None, now=NOW, cast=find_cast(self.boxes.round, hashes[-1]), reason="Not theirs.")
        if person not in self.given:
            self.stands[person] = None

    def seal(self, _person, _number):
        seal(now=NOW, sample=lambda items, k: list(items)[:k])

    def end(self):
        self.boxes.end()
        seal(now=NOW)
        self.boxes.close(len(self.given))
        seal(now=NOW)

    def check(self):
        kept = [codes for codes in self.stands.values() if codes is not None]
        tally = Tally.objects.get()
        assert tally.ballots == len(kept)
        counted = Counter(code for codes in kept for code in codes)
        assert tally.counts == {code: counted[code] for code in CODES}
        assert tally_faults(self.boxes.round) == (1, [])
        assert not PendingCast.objects.exists()


def test_the_count_is_that_of_the_last_valid_act_of_each_person():
    boxes = Boxes(papers=PEOPLE, max_choices=2)
    voters = [enrol_person(boxes.round, boxes.district, make_person(number)) for number in range(PEOPLE)]

    @settings(max_examples=25)
    @given(st.lists(st.one_of(ONLINE, PAPER, VOID, SEAL), max_size=10))
    def holds(acts):
        with transaction.atomic():
            town = Town(boxes, voters)
            for act, person, what in acts:
                getattr(town, act)(person, what)
            town.end()
            town.check()
            transaction.set_rollback(True)

    holds()


def test_what_a_paper_supersedes_is_voided_at_the_close_by_name_of_the_desk():
    boxes = Boxes()
    for number in range(3):
        voter = enrol_person(boxes.round, boxes.district, make_person(number))
        vote(boxes, voter, ["P01"], 0)
        vote(boxes, voter, ["P02"], 1)
        if number:
            boxes.give(make_person(number))
    assert not VoidedCast.objects.exists()
    boxes.end()
    seal(now=NOW)
    rows = VoidedCast.objects.order_by("h")
    assert [row.reason for row in rows] == [DESK, DESK]
    assert set(SealedCast.objects.filter(h__in=[row.h for row in rows]).values_list("seq", flat=True)) == {2}
    leaves = [json.loads(leaf.data) for leaf in LogLeaf.objects.order_by("index")]
    kinds = [leaf["t"] for leaf in leaves]
    assert [leaf["h"] for leaf in leaves if leaf["t"] == "void"] == [row.h for row in rows]
    assert {leaf["reason"] for leaf in leaves if leaf["t"] == "void"} == {"desk"}
    assert kinds[-5:] == ["void", "void", "tally", "roll", "close"]
    assert leaves[-3]["ballots"] == 1
    assert leaves[-3]["voids"] == 2
    assert void_superseded(round=boxes.round, now=NOW) == []


def test_the_log_tells_of_a_box_before_its_papers_and_of_their_count_after():
    boxes = Boxes(papers=3)
    for paper, line in zip(boxes.unread(), ("1", "2", "00"), strict=True):
        boxes.type(paper.serial, line, line)
    boxes.end()
    seal(now=NOW)
    boxes.close(3, "The list is lost.")
    seal(now=NOW)
    leaves = [json.loads(leaf.data) for leaf in LogLeaf.objects.order_by("index")]
    after = leaves[[leaf["t"] for leaf in leaves].index("close") + 1 :]
    assert [leaf["t"] for leaf in after] == ["paper", "cast", "cast", "tally"]
    assert after[0] == {
        "v": 1,
        "t": "paper",
        "district": boxes.district.code,
        "station": "library",
        "papers": 3,
        "checkoffs": 0,
        "sheet": "5e" * 32,
        "difference": "The list is lost.",
    }
    assert after[1]["h"] < after[2]["h"]
    assert after[3]["ballots"] == 2
