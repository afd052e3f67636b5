import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from city.actions.audit import record
from city.rules.audit import START, entry_hash
from city.rules.roles import Role
from tests.city.views.test_cases import text
from tests.factories import NOW, make_district, make_official, make_round

pytestmark = pytest.mark.django_db
PAGE, CSV, JSON = "/desk/audit/", "/desk/audit/entries.csv", "/desk/audit/entries.json"


@pytest.fixture
def auditor(client):
    auditor = make_official(Role.AUDITOR)
    client.force_login(auditor)
    return auditor


@pytest.fixture
def acts(moderator, election_officer):
    """Three acts: yesterday's by a moderator, one of two officers, one of the server."""
    district = make_district("riverside")
    with transaction.atomic():
        record(
            actor=moderator, now=NOW - timedelta(days=1), verb="hide", subject=district, reason="=HYPERLINK(1), rude."
        )
        record(
            actor=election_officer,
            approver=moderator,
            now=NOW,
            verb="extend",
            subject=make_round(),
            reason="It rained.",
        )
        record(actor=None, now=NOW, verb="tick", subject=district)
    return district


def numbers(client, query=""):
    return [entry["number"] for entry in client.get(f"{JSON}?{query}").json()["entries"]]


@pytest.mark.parametrize("address", [PAGE, CSV, JSON])
def test_who_may_read_it(client, resident, moderator, election_officer, address):
    assert client.get(address).status_code == 302
    for person in (resident, moderator, make_official(Role.ELECTION_OFFICER, round=make_round())):
        client.force_login(person)
        assert client.get(address).status_code == 403
    for person in (election_officer, make_official(Role.AUDITOR)):
        client.force_login(person)
        assert client.get(address).status_code == 200


def test_the_latest_act_comes_first_with_both_people(client, auditor, acts, election_officer, moderator):
    page = text(client.get(PAGE))
    assert page.rindex("tick") < page.rindex("extend") < page.rindex("hide")
    assert f"{election_officer.email} · approved by {moderator.email}" in page
    assert "the server itself" in page
    assert "3 entries" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("q=rained", [2]),
        ("verb=hide", [1]),
        ("who=moderator", [2, 1]),
        ("who=nobody", []),
        ("subject=round", [2]),
        ("subject=district:{district}", [3, 1]),
        ("since={today}", [3, 2]),
        ("until={yesterday}", [1]),
        ("since=soon&verb=fly", [3, 2, 1]),
    ],
)
def test_filters_narrow_it(client, auditor, acts, query, found):
    days = {"today": localdate(NOW), "yesterday": localdate(NOW - timedelta(days=1))}
    assert numbers(client, query.format(district=acts.pk, **days)) == found


def test_the_file_with_hashes_lets_anybody_check_the_chain(client, auditor, acts):
    previous = START
    for entry in sorted(client.get(JSON).json()["entries"], key=lambda entry: entry["number"]):
        names = ("number", "at", "actor", "verb", "subject", "before", "after", "reason", "approver")
        assert entry["previous"] == previous
        assert entry["hash"] == entry_hash(previous, {name: entry[name] for name in names})
        previous = entry["hash"]


def test_a_spreadsheet_runs_nothing_that_somebody_typed(client, auditor, acts):
    rows = list(csv.DictReader(StringIO(client.get(CSV).content.decode())))
    assert [row["number"] for row in rows] == ["3", "2", "1"]
    assert rows[2]["reason"] == "'=HYPERLINK(1), rude."
    assert rows[1]["approver_email"].startswith("moderator")


def test_where_nothing_fits_the_page_says_so(client, auditor, acts):
    assert "Nothing fits that" in text(client.get(f"{PAGE}?q=zebra"))
