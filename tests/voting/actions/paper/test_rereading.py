"""Reading papers again: those drawn, by somebody who did not type them, and what it finds."""

import pytest

from city.models import AuditEntry, Round
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official
from tests.voting.boxes import Boxes
from voting.actions.paper.rereading import reread
from voting.actions.sealing import seal
from voting.models import Checkpoint, Paper, Rereading
from voting.queries import paper_sample
from voting.queries.paper_sample import audit, missing_rereading, sample
from voting.queries.results import missing_to_certify
from voting.rules.paper.sampling import seed_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes():
    """Two papers typed and closed, one never used."""
    boxes = Boxes(papers=3)
    for paper in list(boxes.unread())[:2]:
        boxes.type(paper.serial, "1", "1")
    boxes.end()
    seal(now=NOW)
    return boxes


def refusal(boxes, who, serial, line="1"):
    with pytest.raises(Refused) as caught:
        reread(actor=who, now=NOW, round=boxes.round, serial=serial, line=line)
    return caught.value


def test_the_sample_comes_from_the_log_that_says_that_every_box_is_closed(boxes):
    assert sample(boxes.round) is None
    boxes.close(2, "The list is lost.")
    assert sample(boxes.round) is None
    seal(now=NOW)
    drawn = sample(boxes.round)
    signed = Checkpoint.objects.order_by("-size").first()
    assert (drawn.size, drawn.seed) == (signed.size, seed_of(signed.note))
    assert (drawn.among, sorted(drawn.papers.values())) == (2, [1, 2])
    typed = Paper.objects.exclude(says="").order_by("serial")
    assert list(drawn.papers) == [paper.pk for paper in typed]


def test_who_did_not_type_a_paper_reads_it_again(boxes):
    boxes.close(2, "The list is lost.")
    seal(now=NOW)
    first, second = Paper.objects.exclude(says="")
    reader = boxes.typists[2]
    assert reread(actor=reader, now=NOW, round=boxes.round, serial=first.serial, line="1").is_same
    found = audit(boxes.round)
    assert (found.same, found.different, found.left, found.is_done) == (1, 0, 1, False)
    assert [reason.code for reason in missing_rereading(boxes.round)] == ["unread_again"]
    boxes.round.phases.filter(kind="challenging").delete()
    assert "unread_again" in [reason.code for reason in missing_to_certify(Round.objects.get(), NOW)]
    assert not reread(actor=reader, now=NOW, round=boxes.round, serial=second.serial, line="2").is_same
    found = audit(boxes.round)
    assert (found.same, found.different, found.is_done) == (1, 1, True)
    assert missing_rereading(boxes.round) == []
    assert [entry.actor for entry in AuditEntry.objects.filter(verb="reread")] == [reader, reader]
    assert refusal(boxes, reader, first.serial).reasons[0].code == "reread"


def test_not_by_who_typed_it_nor_by_others_nor_what_was_not_drawn(boxes, monkeypatch):
    used, unused = Paper.objects.exclude(says="")[0], Paper.objects.get(says="")
    assert refusal(boxes, boxes.typists[2], used.serial).reasons[0].code == "not_drawn"
    boxes.close(2, "The list is lost.")
    seal(now=NOW)
    said = refusal(boxes, boxes.typists[0], used.serial)
    assert (said.reasons[0].code, said.kind) == ("typed", Kind.FORBIDDEN)
    assert refusal(boxes, make_official(Role.ELECTION_OFFICER), used.serial).kind is Kind.FORBIDDEN
    assert refusal(boxes, boxes.typists[2], unused.serial).reasons[0].code == "not_drawn"
    monkeypatch.setattr(paper_sample, "draw", lambda _seed, _papers: [2])
    assert refusal(boxes, boxes.typists[2], used.serial).reasons[0].code == "not_drawn"
    assert not Rereading.objects.exists()


def test_a_round_without_papers_draws_none():
    round = Boxes(papers=1).round
    Paper.objects.all().delete()
    assert sample(round) is None
    assert audit(round) is None
