import json
import re
from html import unescape

import pytest
from django.urls import reverse

from city.models import Round
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from proposals.models import Proposal
from tests.factories import NOW, make_contest, make_district, make_official
from tests.voting.views.test_desk import text
from voting.actions.freezing import freeze
from voting.queries.manifests import fixed
from voting.rules.slots import round_hash

pytestmark = pytest.mark.django_db
URL = reverse("voting:desk_manifest", args=["vote"])
DRAWN = {"key", "log", "ties"}


def make(**fields):
    return make_contest(slug="vote", district=make_district("riverside"), **fields)


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def test_what_is_shown_before_is_what_is_fixed_but_for_what_is_drawn_then(officer):
    round, _district = make(frozen=False, constraints={"min_votes": 2}, min_age=16, postcodes=["7301 AB"])
    before = fixed(round)
    assert not Proposal.objects.exclude(code="").exists()
    after = freeze(actor=None, now=NOW, round=round).manifest
    assert {name: part for name, part in before.items() if name not in DRAWN} == {
        name: part for name, part in after.items() if name not in DRAWN
    }
    assert before["ties"]["order"] == after["ties"]["order"]
    assert (before["ties"]["seed"], before["key"]) == ("", "")
    assert fixed(round) == after


def test_before_the_freeze_it_is_read_without_a_hash(client, officer):
    make(frozen=False, ballot_kind="points", points=9, max_points_each=4, min_age=16, postcodes=["7301 AB"])
    page = text(client.get(URL))
    assert "What would be fixed" in page
    assert "No hash yet" in page
    for words in ("9 in all, 4 for one idea", "16 or more", "7301 AB", "made at the moment of freezing"):
        assert words in page
    assert "Riverside: €10,000, 3 ideas for €15,000 together" in page


def test_after_it_the_hash_stands_above_the_text_it_is_of(client, officer):
    round, _district = make(ballot_kind="ranking", scoring=[5, 3], may_vote_in="any", may_vote_in_count=1)
    answer = client.get(URL)
    page = answer.content.decode()
    plain = json.loads(unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1]))
    assert round_hash(plain) == round.manifest_hash
    assert f">{round.manifest_hash}<" in page
    assert round.manifest["ties"]["seed"] in page
    assert "any districts, up to a number: 1" in text(answer)
    assert "5, 3" in text(answer)


@pytest.mark.parametrize("without", ["dates", "rule"])
def test_what_cannot_be_said_yet_is_not_said(client, officer, without):
    round, _district = make(frozen=False, rule="by-the-weather" if without == "rule" else "greedy")
    if without == "dates":
        round.phases.all().delete()
    assert fixed(Round.objects.get()) is None
    assert "The vote needs dates and a rule that can be used" in text(client.get(URL))


def test_only_the_desk_reads_it(client, resident, moderator):
    make(frozen=False, phase=PhaseKind.REVIEWING)
    assert client.get(URL)["Location"].startswith(reverse("account_login"))
    for person in (resident, moderator):
        client.force_login(person)
        assert client.get(URL).status_code == 403
    client.force_login(make_official(Role.AUDITOR))
    assert client.get(URL).status_code == 200
