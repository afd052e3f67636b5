"""Four people, and a house of their own for every test: keys, cache and database."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings

from city.models.append_only import protect
from city.rules.roles import Role
from tests import factories
from tests.chance import draw_alike, number_rows_apart
from tests.signing import with_second_factor

# A busy machine is no fault, and the same code gets the same examples.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
APPEND_ONLY = [
    "city_auditentry",
    "voting_amendment",
    "voting_cancellation",
    "voting_checkoff",
    "voting_checkpoint",
    "voting_closingchange",
    "voting_complaintanswer",
    "voting_fallthrough",
    "voting_keydestruction",
    "voting_logleaf",
    "voting_lognode",
    "voting_outcomeversion",
    "voting_protocol",
    "voting_paperentry",
    "voting_rereading",
    "voting_stationclosing",
    "voting_voidedcast",
    "voting_withdrawal",
]


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, settings):
    settings.KEY_DIR = tmp_path / "keys"
    settings.DATA_DIR = tmp_path / "data"
    settings.CACHES = {name: cache | {"KEY_PREFIX": uuid4().hex} for name, cache in settings.CACHES.items()}


@pytest.fixture(autouse=True)
def _same_chance_in_every_run(_own_keys, request, monkeypatch):
    """After the caches have their names, since what they hold outlives a run."""
    draw_alike(request.node.nodeid, monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _officials_sign_in_with_their_second_factor():
    """`client.force_login(official)` is a whole sign-in, as if they had typed the code of their app just now."""
    plain = Client.force_login
    Client.force_login = with_second_factor(plain)
    yield
    Client.force_login = plain


def unprotect(table):
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in ("update", "delete", "truncate"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")


@pytest.fixture(autouse=True, scope="session")
def _emptying_of_append_only_tables():
    """A test database is emptied between tests; only there may the protected tables be."""
    empty = TransactionTestCase._fixture_teardown

    def unprotected(case):
        for table in APPEND_ONLY:
            unprotect(table)
        empty(case)
        for table in APPEND_ONLY:
            protect(connection, table)

    TransactionTestCase._fixture_teardown = unprotected
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        number_rows_apart()


@pytest.fixture
def mails_go_at_once(settings):
    """What is left to the worker is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def visitor(client):
    return client


@pytest.fixture
def resident(db):
    return factories.make_user("resident@example.org", name="Ada")


@pytest.fixture
def moderator(db):
    return factories.make_official(Role.MODERATOR)


@pytest.fixture
def election_officer(db):
    return factories.make_official(Role.ELECTION_OFFICER)


@pytest.fixture(scope="session")
def pabulib():
    """The folder of real elections; a test that needs them is skipped where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "pabulib"
    folder = Path(os.environ.get("PABULIB_DIR", beside))
    if not folder.is_dir():
        pytest.skip("no real elections: set PABULIB_DIR to the folder that holds them")
    return folder
