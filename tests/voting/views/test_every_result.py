"""The page of results under every rule: each project that lost has a reason that can be told."""

import pytest

from tests.factories import make_contest, make_district
from tests.voting.views.test_results import BALLOTS, decide, look, text
from voting.models import Outcome
from voting.rules.outcomes import PRESETS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("preset", PRESETS)
def test_every_loser_can_be_explained(client, preset):
    district = make_district("riverside")
    decide(
        make_contest(costs=(4_000_00, 5_000_00, 6_000_00, 90_00), slug="vote", district=district, rule=preset), BALLOTS
    )
    losers = Outcome.objects.get().losers
    assert losers
    for code in losers:
        page = look(client, f"?why={code}")
        assert page.status_code == 200
        assert "The rule gave its money to other ideas." not in text(page)


def test_what_a_constraint_stopped_says_so(client):
    made = make_contest(slug="vote", district=make_district("riverside"), constraints={"min_votes": 7})
    decide(made, BALLOTS)
    assert "Fewer people named it than this round asks for." in text(look(client, "?why=P02"))
