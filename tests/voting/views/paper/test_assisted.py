"""A device that is handed over: the helper is signed out, the person votes alone, the device forgets them."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_official, make_voter
from tests.voting.boxes import enrol_person, make_person, make_station
from voting.actions.paper.checking import check_off
from voting.models import AssistedCount, PendingCast
from voting.views.paper import handover

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    round, district = make_contest()
    enrol_person(round, district, make_person())
    return round, district


def text(answer):
    return answer.content.decode()


def hand_over(client, round, person):
    client.force_login(make_official(Role.HELPER, round))
    typed = {"name": person.name, "born_on": person.born_on.isoformat(), "postcode": person.postcode}
    return client.post(reverse("voting:assist", args=[round.slug]), typed)


def test_the_person_votes_alone_and_the_helper_is_gone(client, contest):
    round, district = contest
    answer = hand_over(client, round, make_person())
    assert answer.url == reverse("voting:assisted", args=[round.slug])
    assert answer["Clear-Site-Data"] == '"storage"'
    assert "_auth_user_id" not in client.session
    assert "This device is yours now" in text(client.get(answer.url))
    assert client.get("/desk/").url.startswith("/accounts/login/")
    ballot = reverse("voting:ballot", args=[round.slug, district.code])
    assert client.get(reverse("voting:vote", args=[round.slug])).url == ballot
    assert "You vote alone here" in text(client.get(ballot))
    checked = text(client.post(reverse("voting:check", args=[round.slug, district.code]), {"choices": ["P01"]}))
    sealed = re.search(r'name="sealed" value="([^"]+)"', checked)[1]
    receipt = text(client.post(reverse("voting:cast", args=[round.slug, district.code]), {"sealed": sealed}))
    assert "Your receipt" in receipt
    assert "I am done" in receipt
    assert PendingCast.objects.count() == AssistedCount.objects.get().ballots == 1
    assert "version 1" in text(client.get(reverse("voting:done", args=[round.slug, district.code])))


def test_the_device_forgets_the_person(client, contest):
    round, district = contest
    hand_over(client, round, make_person())
    finish = reverse("voting:end_assisted", args=[round.slug])
    answer = client.post(finish)
    assert answer["Clear-Site-Data"] == '"storage"'
    assert [kept.get_decoded() for kept in Session.objects.all() if handover.KEY in kept.get_decoded()] == []
    page = text(client.get(reverse("voting:assisted", args=[round.slug])))
    assert "Give the device back" in page
    assert client.get(reverse("voting:ballot", args=[round.slug, district.code])).url.startswith("/accounts/login/")
    assert "Clear-Site-Data" not in client.post(finish).headers


def test_after_half_an_hour_it_forgets_them_by_itself(client, contest, monkeypatch):
    round, district = contest
    hand_over(client, round, make_person())
    real = handover.timezone.now
    monkeypatch.setattr(handover.timezone, "now", lambda: real() + timedelta(minutes=31))
    assert client.get(reverse("voting:ballot", args=[round.slug, district.code])).status_code == 302
    monkeypatch.undo()
    assert client.get(reverse("voting:ballot", args=[round.slug, district.code])).status_code == 302


def test_it_is_no_right_in_another_round_nor_for_who_signs_in(client, contest):
    round, district = contest
    hand_over(client, round, make_person())
    other, elsewhere = make_contest(district=district)
    assert client.get(reverse("voting:ballot", args=[other.slug, elsewhere.code])).url.startswith("/accounts/login/")
    voter = make_voter(round, district)
    client.force_login(voter)
    assert "You vote alone here" not in text(client.get(reverse("voting:ballot", args=[round.slug, district.code])))
    assert "Give the device back" in text(client.get(reverse("voting:assisted", args=[round.slug])))


def test_who_is_not_on_the_roll_gets_no_device(client, contest):
    answer = hand_over(client, contest[0], make_person(7))
    assert answer.status_code == 403
    assert "_auth_user_id" in client.session


def test_who_was_given_a_paper_is_told_so_and_finds_no_ballot(client, contest):
    round, district = contest
    station = make_station(round, district)
    registrar = make_official(Role.REGISTRAR, round)
    check_off(actor=registrar, now=NOW, station=station, district=district, person=make_person())
    hand_over(client, round, make_person())
    for name in ("ballot", "done"):
        answer = client.get(reverse(f"voting:{name}", args=[round.slug, district.code]))
        assert answer.status_code == 403
        assert "You vote on paper" in text(answer)
