"""No page for guests reads a ballot: what it tells stands in small tables that the sealer keeps. So it is as quick late
in a vote as early, and a crowd of readers is in no voter's way.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from tests.filled import Filled
from tests.test_pages import addresses
from voting.actions.sealing import seal
from voting.models import ImportedBallot, PendingCast, SealedCast

BALLOTS = [model._meta.db_table for model in (PendingCast, SealedCast, ImportedBallot)]
MOST_QUERIES = 20
UNDER_LOAD = [
    "/rounds/",
    "/rounds/voting-town/",
    "/rounds/built-town/",
    "/rounds/voting-town/proposals/",
    "/rounds/voting-town/live/",
    "/rounds/built-town/results/",
    "/api/v1/rounds/voting-town/tally",
]


@pytest.fixture
def city(db):
    """A city with ballots that wait in one round, and others that are counted in another."""
    filled = Filled("town", 3)
    seal(now=NOW)
    assert PendingCast.objects.exists()
    assert SealedCast.objects.exists()
    return filled


def test_no_page_for_guests_names_a_table_of_ballots(client, city):
    asked = {}
    for address in addresses(city):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[address] = [query["sql"] for query in queries if any(table in query["sql"] for table in BALLOTS)]
    assert len(asked) > 40
    assert {address: found for address, found in asked.items() if found} == {}


@pytest.mark.parametrize("address", UNDER_LOAD)
def test_what_many_read_at_once_asks_little(client, city, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address).status_code == 200
