"""Nothing that is kept says who cast which ballot: no column, order, row, log line, task, session or file.

A city is used through its real server, signed in and cast by people of whom everything is known here. Then all that
is left of it is read, as somebody would who has the database and the disk, but not the keys.
"""

import http.client
import json
import re
import time
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import dump
from tests.factories import make_contest, make_voter
from tests.processes import environ, server
from voting.models import PendingCast, SealedCast
from voting.queries.receipts import receipt
from voting.queries.roll import entry_of

CAST = {
    "h": "text",
    "round_id": "key",
    "district_id": "key",
    "cast_id": "text",
    "slot": "text",
    "seq": "number",
    "slot_nonce": "text",
    "nonce": "text",
    "ballot": "text",
    "ballot_hash": "text",
    "station": "text",  # of a paper, which the bundle names too
}
HOLD_CASTS = {"voting_pendingcast": CAST, "voting_sealedcast": CAST | {"position": "number"}}
# What else has a column named like one of a ballot's, and why it joins nobody to one.
NAMED_ALIKE = {
    ("voting_importedballot", "ballot"): "public, of an election held elsewhere",
    ("voting_importedballot", "voter"): "what the published file says of its voters",
    ("voting_voidedcast", "h"): "a cast that two officers voided, in public",
    ("voting_checkoff", "slot"): "who was given a paper, under the same pseudonym: no person, no moment",
}
OF_A_BALLOT = {"h", "slot", "cast_id", "slot_nonce", "nonce", "ballot", "ballot_hash", "opening", "voter"}
WAYS_TO_A_PERSON = re.compile(
    r"user|person|actor|entry|email|session|address|ip$|agent|_at$|_on$|^at$|time|date|created"
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d")
VOTERS, RECASTS, PATIENCE = 24, 4, 60.0


def kind_of(type_code):
    name = str(type_code).lower()
    if any(word in name for word in ("date", "time", "inet")):
        return "moment or address"
    if "int" in name:
        return "number"
    return "text"


# The schema


@pytest.mark.django_db
@pytest.mark.parametrize("table", HOLD_CASTS)
def test_a_ballot_has_the_columns_of_the_protocol_and_no_other(table):
    found = {name: kind_of(code) for name, code in dump.columns(table).items()}
    wanted = HOLD_CASTS[table]
    assert found.keys() == wanted.keys()
    assert {name: kind for name, kind in found.items() if kind != wanted[name].replace("key", "number")} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("table", HOLD_CASTS)
def test_a_ballot_leads_to_its_round_and_district_alone_and_has_no_serial_number(table):
    found = dump.constraints(table).values()
    assert {one["foreign_key"][0] for one in found if one["foreign_key"]} == {"city_round", "city_district"}
    assert [one["columns"] for one in found if one["primary_key"]] == [["h"]]


@pytest.mark.django_db
def test_no_other_table_has_a_column_that_could_name_a_ballot():
    found = {(table, name) for table in dump.tables() for name in dump.columns(table) if name in OF_A_BALLOT}
    assert {pair for pair in found if pair[0] not in HOLD_CASTS} == NAMED_ALIKE.keys()


@pytest.mark.django_db
def test_what_leads_to_a_ballot_leads_to_nobody():
    """A table with a cast's hash may say why and when officials acted, never whose cast it was."""
    for table in {table for table, name in NAMED_ALIKE if name == "h"}:
        ways = {name for name in dump.columns(table) if WAYS_TO_A_PERSON.search(name)}
        assert ways <= {"voided_at"}, table


# One cast


@pytest.mark.django_db
def test_a_cast_writes_its_row_and_nothing_beside_it(settings):
    """What is written in the same transaction, or in the same moment, could be put beside the ballot."""
    round, district = make_contest()
    voter = Client()
    voter.force_login(make_voter(round, district))
    with CaptureQueriesContext(connection) as asked:
        answer = voter.post(f"/api/v1/rounds/{round.slug}/ballots", ballot(district), content_type="application/json")
    assert answer.status_code == 201
    written = [query["sql"] for query in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"])]
    tables = {re.search(r"(?:INTO|UPDATE|FROM) \"?(\w+)", sql)[1] for sql in written}
    # The count of writes is keyed by a hash (docs/privacy.md) and stands before every page, whatever comes of it.
    assert tables - {"city_writecount"} == {"voting_pendingcast"}


# A used city


def ballot(district, cast_id=None, prev=0, codes=("P01",)):
    return {
        "cast_id": str(cast_id or uuid4()),
        "district": district.code,
        "prev": prev,
        "nonce": uuid4().hex * 2,
        "choices": list(codes),
    }


class Voter:
    """Somebody who is signed in, and all that could tell them."""

    def __init__(self, contest, number):
        self.user = make_voter(*contest, f"casper{number}@voters.example")
        client = Client()
        client.force_login(self.user)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.entry = entry_of(self.user, contest[0])

    @property
    def names(self):
        entry = self.entry
        return [self.user.email, self.session, str(entry.uuid), entry.uuid.hex, entry.identity_hmac]

    def cast(self, address, round, body):
        """Send the ballot as a page's script does; 201, or what else came."""
        token = "c" * 32
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "User-Agent": f"Casper/{self.user.pk}",
            "Referer": f"http://{address}/",
        }
        link = http.client.HTTPConnection(urlsplit(f"//{address}").netloc, timeout=PATIENCE)
        try:
            link.request("POST", f"/api/v1/rounds/{round.slug}/ballots", json.dumps(body), headers)
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()


def names_of(cast, round):
    """All that could tell a ballot."""
    found = receipt(cast, round)
    return [
        cast.h,
        cast.slot,
        cast.slot_nonce,
        cast.nonce,
        cast.ballot_hash,
        str(cast.cast_id),
        cast.cast_id.hex,
        found.slot_opening,
        found.short_code,
    ]


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_left_of_a_used_city_joins_a_ballot_to_a_person(tmp_path):
    contest = make_contest(slug=f"spring-{uuid4().hex[:8]}")
    round, district = contest
    voters = [Voter(contest, number) for number in range(VOTERS)]
    env = environ(tmp_path) | {
        "SECRET_KEY": settings.SECRET_KEY,  # the sessions are signed with it
        "LOG_LEVEL": "DEBUG",
        "EMAIL_URL": f"filemail:///{tmp_path / 'mails'}",
    }
    with server(env=env) as process:
        for voter in voters:
            assert voter.cast(process.address, round, ballot(district))[0] == 201
        for voter in voters[:RECASTS]:
            assert voter.cast(process.address, round, ballot(district, prev=1, codes=["P02"]))[0] == 201
        wait_for_a_mix()
    people = [name for voter in voters for name in voter.names]
    casts = [*PendingCast.objects.all(), *SealedCast.objects.all()]
    ballots = [name for cast in casts for name in names_of(cast, round)]
    assert len(casts) == VOTERS + RECASTS
    no_row_names_both(people, ballots)
    no_value_leads_from_a_ballot_to_a_person(people)
    no_ballot_has_a_moment()
    sealed_ballots_lie_by_hash()
    no_line_names(people + ballots + ["Casper/"], process.output)
    no_file_names_both(people, ballots, tmp_path)


def wait_for_a_mix():
    until = time.monotonic() + PATIENCE
    while not SealedCast.objects.exists():
        assert time.monotonic() < until, "nothing was sealed"
        time.sleep(0.1)


def no_row_names_both(people, ballots):
    whole = dump.everything()
    assert any(name in line.text for name in people for line in whole)
    assert any(name in line.text for name in ballots for line in whole)
    named = [line for line in whole if any(name in line.text for name in people)]
    assert [line.table for line in named if any(name in line.text for name in ballots)] == []


def no_value_leads_from_a_ballot_to_a_person(people):
    """No cell of a ballot's row stands in a row that names a person either, but small numbers: the schema names them."""
    whole = dump.everything()
    of_people = {cell for line in whole if any(name in line.text for name in people) for cell in line.cells}
    of_ballots = {cell for table in HOLD_CASTS for line in dump.rows(table) for cell in line.cells}
    assert {cell for cell in of_people & of_ballots if cell and not cell.isdigit()} == set()


def no_ballot_has_a_moment():
    assert [line for table in HOLD_CASTS for line in dump.rows(table) if MOMENT.search(line.text)] == []


def sealed_ballots_lie_by_hash():
    """The order on the disk and in the log is that of the hashes, within each mix: nothing of the order of casting."""
    lying = [line.cells[0] for line in dump.rows("voting_sealedcast", dump.as_stored())]
    assert lying == sorted(lying)
    assert list(SealedCast.objects.order_by("position").values_list("h", flat=True)) == lying


def no_line_names(names, output):
    assert [line for line in output.splitlines() if any(name in line for name in names)] == []


def no_file_names_both(people, ballots, folder):
    texts = {path: path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()}
    named = [path for path, text in texts.items() if any(name in text for name in people)]
    assert [path for path in named if any(name in texts[path] for name in ballots)] == []
