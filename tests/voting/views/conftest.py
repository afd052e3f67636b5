import pytest

from tests.factories import make_contest, make_district, make_voter


@pytest.fixture
def contest():
    return make_contest(district=make_district("riverside"), slug="vote", ballot_kind="knapsack")


@pytest.fixture
def voter(contest, client):
    user = make_voter(*contest)
    client.force_login(user)
    return user
