import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from city.management import first_run
from city.rules.roles import Role
from tests.factories import NOW, make_official

pytestmark = pytest.mark.django_db


def test_the_command_prints_a_link_that_opens(client):
    out = StringIO()
    call_command("first_officers", stdout=out)
    (path,) = re.findall(r"^http://127.0.0.1:8000(/first-run/[\w-]{43}/)$", out.getvalue(), re.MULTILINE)
    assert client.get(path).status_code == 200


def test_in_a_city_with_officers_it_says_so():
    for _ in range(2):
        make_official(Role.ELECTION_OFFICER)
    with pytest.raises(CommandError, match="has its first officers"):
        call_command("first_officers")


def test_a_server_of_a_new_city_says_it_once():
    assert "/first-run/" in first_run.words(NOW)
    assert first_run.words(NOW) == ""


def test_a_server_of_a_city_with_an_officer_says_nothing(election_officer):
    assert first_run.words(NOW) == ""


def test_a_server_without_its_database_starts_all_the_same(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(first_run, "officers", away)
    assert first_run.words(NOW) == ""
