"""The screen papers are typed on."""

import pytest
from django.urls import reverse

from tests.voting.boxes import Boxes
from voting.models import PaperEntry
from voting.rules.paper.serials import grouped

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes():
    return Boxes()


@pytest.fixture
def address(boxes):
    return reverse("voting:type_paper", args=[boxes.round.slug])


def text(answer):
    return answer.content.decode()


def test_a_paper_is_typed_in_two_steps_or_one(client, boxes, address):
    first, second, _third = boxes.unread()
    client.force_login(boxes.typists[0])
    step = text(client.post(address, {"serial": grouped(first.serial)}))
    assert '<li value="1">' in step
    assert 'name="line"' in step.split("autofocus")[0].rsplit("<input", 1)[1]
    assert client.post(address, {"serial": first.serial, "line": "1 2"}).url == address
    assert "Typed: " in text(client.post(address, {"serial": second.serial, "line": "0"}, follow=True))
    assert list(PaperEntry.objects.order_by("pk").values_list("says", flat=True)) == ['["P01","P02"]', "[]"]


def test_what_is_wrong_is_said_where_it_is_typed(client, boxes, address):
    paper = boxes.unread()[0]
    client.force_login(boxes.typists[0])
    assert client.post(address, {"serial": ""}).status_code == 422
    wrong = client.post(address, {"serial": "123", "line": "1"})
    assert wrong.status_code == 422
    assert "has a slip in it" in text(wrong)
    line = text(client.post(address, {"serial": paper.serial, "line": "9"}))
    assert "“9” is no number on this paper: they go from 1 to 3." in line
    assert 'id="form-errors"' not in line


def test_nobody_sees_what_another_typed(client, boxes, address):
    """Given a paper that two read otherwise, then the third person sees its serial, and neither reading."""
    paper = boxes.unread()[0]
    boxes.type(paper.serial, "1", "2 3")
    client.force_login(boxes.typists[2])
    seen = text(client.get(address)) + text(client.post(address, {"serial": paper.serial}))
    assert grouped(paper.serial) in seen
    assert not {
        typed for typed in ("P01", 'value="1"', 'value="2 3"', "P02") if typed in seen.replace('<li value="1"', "")
    }
    assert "One paper waits for a third person" in text(
        client.get(reverse("voting:desk_paper", args=[boxes.round.slug]))
    )
    client.force_login(boxes.typists[0])
    assert grouped(paper.serial) not in text(client.get(address))


def test_nothing_is_read_again_before_the_boxes_are_closed(client, boxes):
    client.force_login(boxes.typists[0])
    assert "Nothing to read again yet" in text(client.get(reverse("voting:reread", args=[boxes.round.slug])))
