import re
from datetime import timedelta

import pytest
from django.urls import reverse

from city.models import Round
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_district, make_official, make_voter
from voting.actions.sealing import seal
from voting.models import Outcome

pytestmark = pytest.mark.django_db


def url(name="desk_round"):
    return reverse(f"voting:{name}", args=["vote"])


def ask_url(kind):
    return reverse("voting:desk_case_ask", args=["vote", kind])


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def make(**fields):
    return make_contest(slug="vote", district=make_district("riverside"), **fields)


def close(round):
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.04, days=14)


def over(round):
    """The vote is over, and the days to object as well."""
    round.phases.update(opens_at=NOW - timedelta(days=30), closes_at=NOW - timedelta(days=15))
    add_phase(round, PhaseKind.CHALLENGING, opens=-14, days=13)


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


class TestWhoMayEnter:
    @pytest.mark.parametrize("name", ["desk_round", "desk_count"])
    def test_a_guest_signs_in_and_others_are_forbidden(self, client, resident, moderator, name):
        make()
        go = client.get if name == "desk_round" else client.post
        assert go(url(name))["Location"].startswith(reverse("account_login"))
        for person in (resident, moderator):
            client.force_login(person)
            assert go(url(name)).status_code == 403

    def test_nothing_changes_by_looking(self, client, officer):
        make()
        assert client.get(url("desk_count")).status_code == 405

    def test_an_auditor_reads_and_counts_nothing(self, client):
        close(make()[0])
        client.force_login(make_official(Role.AUDITOR))
        page = client.get(url())
        assert page.status_code == 200
        assert "Count every district" not in text(page)
        assert client.post(url("desk_count")).status_code == 403


class TestFreezing:
    def test_what_is_missing_is_said_before(self, client, officer):
        make(frozen=False, costs=())
        page = client.get(url())
        assert "Still missing" in text(page)
        assert "Riverside has no proposal" in text(page)
        assert "Ask to freeze" not in text(page)

    def test_for_a_complete_round_one_asks(self, client, officer):
        make(frozen=False)
        assert "Ask to freeze the round" in text(client.get(url()))
        client.post(ask_url("freeze"), {"reason": "All is ready."})
        assert Round.objects.get().frozen_at is None
        page = text(client.get(url()))
        assert "Waiting for a second person" in page
        assert "Ask to freeze the round" not in page


class TestCounting:
    def test_not_before_the_close(self, client, officer):
        make()
        assert "Count every district" not in text(client.get(url()))
        page = client.post(url("desk_count"))
        assert page.status_code == 409
        assert "The vote is not over" in text(page)

    def test_every_district_by_the_rule_of_the_round(self, client, officer):
        round, district = make()
        cast_ballot(make_voter(round, district), round, district, ["P01"])
        close(round)
        seal(now=NOW)
        page = client.post(url("desk_count"), {"preset": ""}, follow=True)
        outcome = Outcome.objects.get()
        assert (outcome.is_official, outcome.rule) == (True, "greedy")
        assert "the rule of this round" in text(page)

    def test_another_rule_for_comparison(self, client, officer):
        close(make()[0])
        seal(now=NOW)
        client.post(url("desk_count"), {"preset": "mes-cost"})
        outcome = Outcome.objects.get()
        assert (outcome.is_official, outcome.rule) == (False, "mes-cost")

    def test_an_unknown_rule_is_refused_in_the_form(self, client, officer):
        close(make()[0])
        page = client.post(url("desk_count"), {"preset": "by-the-weather"})
        assert page.status_code == 422
        assert not Outcome.objects.exists()


class TestCertifying:
    def test_what_is_missing_is_said_before(self, client, officer):
        over(make()[0])
        page = client.get(url())
        assert "Riverside is not counted yet" in text(page)
        assert "Ask to certify" not in text(page)

    def test_for_a_counted_round_one_asks(self, client, officer):
        over(make()[0])
        seal(now=NOW)
        client.post(url("desk_count"))
        assert "Ask to certify the result" in text(client.get(url()))
        client.post(ask_url("certify"), {"reason": "Nobody objected."})
        assert Round.objects.get().certified_at is None
        assert "Ask to certify the result" not in text(client.get(url()))
