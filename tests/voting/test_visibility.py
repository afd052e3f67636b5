"""Where counts are not told before the close, nobody finds one: not at any address, as anybody, nor in what is kept.

The number of ballots is public in every round; for whom they are is not (tests/voting/canary.py).
"""

import logging
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from city.models import District
from city.rules.roles import Role
from tests import dump
from tests.access import FREE, City, address_of, routes
from tests.factories import make_district, make_official, make_voter
from tests.sockets import asked, serving, viewing
from tests.voting.canary import BALLOTS, found_in, make_canary

MODES = {"quiet": "hidden", "counted": "turnout_only"}
SLUGS = re.compile(r"<slug:slug>")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LINKS = re.compile(r'(?:href|action|src)="(/[^"#]*)')
FEW = ["guest", "its voter", "officer"]
PLACES = {"voting_sealedcast", "voting_logleaf"}  # tables with numbers of places, which come by every number
# Made and numbered anew after each test that empties the database, before this one gives keys of its own.
NAMES_OF_MODELS = {"django_content_type", "auth_permission"}


def test_the_canary_is_found_however_it_is_written():
    for text in (
        "7919",
        "7,919",
        "7.919 votes",
        "7 919",
        ">7\u202f919<",
        "7&nbsp;919",
        "1,082",
        "87.98 %",
        '"P01": 7919',
    ):
        assert found_in(text)
    for text in ("17919", "7,9191", "a7919f", "9,001", "BA7919", "79190", "7919b", "10:59:12.0234"):
        assert not found_in(text)


class Quiet:
    """A city with a round in each mode, everybody who could ask, and every answer that gave a count away."""

    def __init__(self):
        city = City()
        district = District.objects.get(code="riverside")
        self.rounds = [
            make_canary(slug, district, visibility=mode, is_cast=slug == "quiet") for slug, mode in MODES.items()
        ]
        self.people = city.people | {"its voter": make_voter(self.rounds[0], district)}
        self.clients = {name: _client(user) for name, user in self.people.items()}
        self.keys = city.keys
        self.proposals = {round.slug: round.proposals.order_by("pk").first().pk for round in self.rounds}
        self.visited = {name: set() for name in self.clients}
        self.texts = {}
        self.leaks = []

    def addresses(self):
        """Every route of the site: where it is of a round, in both rounds."""
        for route in routes():
            if not SLUGS.search(route):
                yield address_of(route, self.keys)
                continue
            for slug in MODES:
                here = dict.fromkeys(("proposing", "voting", "built"), slug) | {"proposal": self.proposals[slug]}
                yield address_of(route, self.keys | here)

    def ask(self, name, address, method="get"):
        """Ask as somebody; what is written is undone."""
        self.visited[name].add(address)
        client = self.clients[name]
        with transaction.atomic():
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = text.decode("latin-1") + "".join(f"{key}: {value}\n" for key, value in answer.items())
        if found := found_in(told.replace("\xe2\x80\xaf", " ").replace("\xc2\xa0", " ")):
            self.leaks.append((name, method, address, found))
        return answer.status_code, told

    def crawl(self):
        """Every address of both rounds as everybody; those of signing in as a few."""
        statuses = []
        for address in self.addresses():
            asking = FEW if address.startswith("/accounts/") else self.clients
            statuses += [self.ask(name, address)[0] for name in asking]
            if self.ask("guest", address, "post")[0] not in {404, 405}:
                self.ask("officer", address, "post")
        return statuses

    def follow(self, name):
        """Every link of the pages of a round, filters and pages of lists with them."""
        for slug in MODES:
            waiting = {address for address in self.visited[name] if slug in address}
            for address in sorted(waiting):
                _status, told = self.ask(name, address)
                links = {link.replace("&amp;", "&") for link in LINKS.findall(told)}
                for link in sorted(links - self.visited[name]):
                    if not link.startswith(("/static/", "/accounts/")):
                        self.ask(name, link)


def _client(user):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


@pytest.mark.django_db
def test_no_address_no_log_line_and_no_file_tells_a_count(caplog):
    caplog.set_level(logging.DEBUG)
    with override_settings(WRITE_LIMITS=FREE, ACCOUNT_RATE_LIMITS=False):
        quiet = Quiet()
        statuses = quiet.crawl()
        quiet.follow("guest")
        for round in quiet.rounds:
            turnout_is_told_and_sorting_by_votes_tells_nothing(quiet, round)
        for address in ("/rounds/quiet/nowhere/", "/rounds/quiet/proposals/0/", "/api/v1/rounds/quiet/nothing"):
            assert quiet.ask("guest", address)[0] == 404
    assert quiet.leaks == []
    assert statuses.count(200) > 500
    assert [line.getMessage() for line in caplog.records if found_in(line.getMessage())] == []
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    assert any("quiet" in str(path) for path in files)
    assert [path for path in files if found_in(path.read_bytes().decode("latin-1"))] == []
    assert {line.table for line in dump.everything() if tells(line)} - NAMES_OF_MODELS == {"voting_tally"}


def tells(line):
    """Whether a row holds a count, packed or not; in the log apart from its place there and random numbers."""
    if line.table in PLACES:
        return any(found_in(cell) for cell in line.cells if not (cell.isdigit() or UUID.fullmatch(cell)))
    return bool(found_in(line.text))


def turnout_is_told_and_sorting_by_votes_tells_nothing(quiet, round):
    visitor = quiet.clients["guest"]
    told = visitor.get(f"/api/v1/rounds/{round.slug}/tally").json()
    assert (told["cast"], told["tally"]) == (BALLOTS, None)
    titles = [proposal.title for proposal in round.proposals.all()]
    for address in ("live/", "proposals/", "proposals/?view=table"):
        pages = [visitor.get(f"/rounds/{round.slug}/{address}", {"sort": sort}) for sort in ("votes", "")]
        orders = {tuple(sorted(titles, key=page.content.decode().find)) for page in pages}
        assert len(orders) == 1


@pytest.mark.django_db(transaction=True)
async def test_no_socket_tells_a_count():
    slugs, cookie = await asked(_prepare)()
    async with serving() as address:
        for slug in slugs:
            for headers in ({}, {"Cookie": cookie}):
                async with viewing(address, slug, additional_headers=headers) as viewer:
                    assert (await viewer.next())["tally"] is None
                    assert found_in(str(viewer.frames)) == []


def _prepare():
    """A round of each kind, with its count and without its ballots; the cookie of an officer."""
    district, mark = make_district("riverside"), uuid4().hex[:8]
    slugs = [f"{slug}-{mark}" for slug in MODES]
    for slug, mode in zip(slugs, MODES.values(), strict=True):
        make_canary(slug, district, is_cast=False, visibility=mode)
    officer = Client()
    officer.force_login(make_official(Role.ELECTION_OFFICER))
    return slugs, f"{settings.SESSION_COOKIE_NAME}={officer.cookies[settings.SESSION_COOKIE_NAME].value}"
