"""Nothing a voter asks for reads a table from end to end that grows with the voters: the last is served like the first.

SQLite says which tables it would scan; the indexes are the same on PostgreSQL.
"""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.models import Residency, User
from tests.factories import NOW, make_contest, make_district, make_voter
from tests.voting.test_api import ballot, post
from voting.models import CheckOff, Checkpoint, LogLeaf, LogNode, PendingCast, RollEntry, SealedCast
from voting.queries.slot_states import slot_state

pytestmark = pytest.mark.django_db
GROWING = [User, Session, Residency, RollEntry, CheckOff, PendingCast, SealedCast, LogLeaf, LogNode, Checkpoint]
TABLES = {model._meta.db_table for model in GROWING}
PAGES = ["/rounds/spring/", "/rounds/spring/vote/north/", "/rounds/spring/proposals/", "/rounds/spring/live/", "/me/"]
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by how much is there")
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no plan")


@pytest.fixture
def contest():
    return make_contest(slug="spring", district=make_district("north"))


@pytest.fixture
def voter(contest, client):
    client.force_login(make_voter(*contest))
    return client


def scanned(act):
    """The statements that read a table of those from end to end while something is done."""
    with CaptureQueriesContext(connection) as asked:
        act()
    statements = [query["sql"] for query in asked if query["sql"].lstrip().startswith(("SELECT", "UPDATE", "DELETE"))]
    assert statements
    return [statement for statement in statements if scans(statement) & TABLES]


def scans(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        steps = [detail.split() for *_, detail in cursor.fetchall()]
    return {words[1] for words in steps if words[0] == "SCAN"}


@only_sqlite
def test_a_cast_scans_nothing(voter, contest):
    assert scanned(lambda: [post(voter, ballot(contest[1], prev=version)) for version in range(2)]) == []
    assert PendingCast.objects.count() == 2


@only_sqlite
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_voter_scans_nothing(voter, contest, page):
    assert voter.get(page).status_code == 200
    assert scanned(lambda: voter.get(page)) == []


@only_sqlite
def test_a_scan_is_seen(contest):
    assert len(scanned(lambda: list(RollEntry.objects.filter(identity_hmac="ab")))) == 1


@only_postgresql
def test_what_is_planned_for_empty_tables_is_right_for_full_ones(contest):
    """Each connection keeps the plan it made first: none may look for a request among all ballots of the round."""
    row = PendingCast(round=contest[0], cast_id=uuid4(), slot="ab" * 32)
    with CaptureQueriesContext(connection) as asked:
        slot_state(row, NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    for index in ("sealedcast_one_per_request", "sealedcast_one_per_version", "pendingcast_one_per_version"):
        assert index in plan
    assert "checkpoint_one_per_size" in plan
