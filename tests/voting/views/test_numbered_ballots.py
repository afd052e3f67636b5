"""Ballots on which numbers are written: places and points, as a browser without scripts sends them."""

import json

import pytest

from tests.factories import make_contest, make_district, make_voter
from tests.voting.views.booth import marked_in, sealed_in, text, url
from voting.models import PendingCast

pytestmark = pytest.mark.django_db


def open_booth(client, **fields):
    contest = make_contest(slug="vote", district=make_district("riverside"), **fields)
    client.force_login(make_voter(*contest))


def check(client, **marks):
    return client.post(url("check"), {f"mark-{code}": number for code, number in marks.items()})


def cast(client, checked):
    return client.post(url("cast"), {"sealed": sealed_in(checked)})


def stored():
    return json.loads(PendingCast.objects.get().ballot)["choices"]


class TestRanking:
    @pytest.fixture(autouse=True)
    def _booth(self, client):
        open_booth(client, ballot_kind="ranking", scoring=[3, 2])

    def test_as_many_places_are_offered_as_the_city_scores(self, client):
        page = client.get(url("ballot"))
        assert "Put those you want in order, the dearest to you first. You may pick up to 2." in text(page)
        assert page.content.decode().count('<option value="2"') == 3
        assert '<option value="3"' not in page.content.decode()

    def test_the_order_is_checked_cast_and_on_the_receipt(self, client):
        checked = check(client, P03="1", P01="2", P02="")
        words = text(checked)
        assert words.index("place 1") < words.index("place 2")
        receipt = cast(client, checked)
        assert stored() == ["P03", "P01"]
        assert "place 2" in text(receipt)
        assert ", place 1" in receipt.context["plain"]

    def test_a_place_left_out_is_closed_up(self, client):
        cast(client, check(client, P02="2"))
        assert stored() == ["P02"]

    def test_two_ideas_in_one_place_are_named_and_stay_as_they_were_written(self, client):
        answer = check(client, P01="1", P02="1")
        assert answer.status_code == 422
        assert "Place 1 has more than one idea" in text(answer)
        assert marked_in(answer) == {"P01": "1", "P02": "1"}

    def test_too_many_are_counted(self, client):
        assert "at most 2 may be chosen. Take 1 out" in text(check(client, P01="1", P02="2", P03="3"))

    def test_going_back_finds_the_order_again(self, client):
        page = client.post(url("ballot"), {"sealed": sealed_in(check(client, P03="1", P01="2"))})
        assert marked_in(page) == {"P03": "1", "P01": "2"}

    def test_nothing_may_be_put_in_order(self, client):
        cast(client, check(client))
        assert stored() == []


class TestPoints:
    @pytest.fixture(autouse=True)
    def _booth(self, client):
        open_booth(client, ballot_kind="points", points=10, max_points_each=6)

    def test_how_many_there_are_is_said(self, client):
        words = text(client.get(url("ballot")))
        assert "You have 10 points to give. At most 6 to each idea." in words

    def test_points_are_checked_cast_and_on_the_receipt(self, client):
        checked = check(client, P01="2", P02="6", P03="0")
        words = text(checked)
        assert words.index("6 points") < words.index("2 points")
        receipt = cast(client, checked)
        assert stored() == [{"p": "P01", "w": 2}, {"p": "P02", "w": 6}]
        assert ", 6 points" in receipt.context["plain"]

    def test_one_point_is_one(self, client):
        assert "one point" in text(check(client, P01="1"))

    @pytest.mark.parametrize("written", ["-2", "2.5", "many", "9" * 30])
    def test_what_is_no_number_is_named_and_stays(self, client, written):
        answer = check(client, P01=written, P02="3")
        assert answer.status_code == 422
        assert "write a whole number" in text(answer)
        assert marked_in(answer) == {"P01": written, "P02": "3"}

    def test_too_many_points_are_counted(self, client):
        answer = check(client, P01="7", P02="6")
        assert "has 7 points; one idea may have 6. Take 1 away." in text(answer)
        assert "You gave 13 points; there are 10 to give. Take 3 away." in text(answer)

    def test_going_back_finds_the_points_again(self, client):
        page = client.post(url("ballot"), {"sealed": sealed_in(check(client, P01="2", P02="6"))})
        assert marked_in(page) == {"P01": "2", "P02": "6"}


class TestPointsWithoutASum:
    def test_the_page_asks_for_points_to_what_one_wants(self, client):
        open_booth(client, ballot_kind="points")
        assert "Give points to what you want." in text(client.get(url("ballot")))
        cast(client, check(client, P01="70"))
        assert stored() == [{"p": "P01", "w": 70}]
