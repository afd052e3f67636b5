"""Who gets what at every address of the site. `python -m tests.access > tests/access.txt` writes the table anew.

A line is a route and a method, a column a viewer; test_access.py holds the site against the table. A POST is written
only where the address takes one, and sends nothing: what matters is who gets as far as being told what is missing.
"""

import os
import re
import sys
from contextlib import redirect_stdout
from http.cookies import SimpleCookie
from tempfile import TemporaryDirectory

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.test.runner import DiscoverRunner
from django.urls import get_resolver

from budgets.models import Commitment
from city.rules.limits import parse_limits
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from proposals.models import StatusName
from tests import factories
from tests.signing import with_second_factor
from voting.actions.complaining import complain
from voting.models import Award, Protocol
from voting.queries.complaints import Words

ROLES = {
    "moderator": Role.MODERATOR,
    "reviewer": Role.REVIEWER,
    "finance": Role.FINANCE_OFFICER,
    "registrar": Role.REGISTRAR,
    "officer": Role.ELECTION_OFFICER,
    "auditor": Role.AUDITOR,
    "comms": Role.COMMUNICATIONS,
    "helper": Role.HELPER,
}
# The resident wrote nothing and is on no roll: what belongs to the author and the voter is somebody else's to them.
VIEWERS = ["guest", "resident", "author", "voter", *ROLES]
WIDTH = 10
LONGEST = 66

# What stands in a route for what is to be found; the first that matches the route decides.
KEYS = {
    r"rounds/.*/protocol": {"slug": "built"},
    r"rounds/.*/(propose|proposals)": {"slug": "proposing", "pk": "proposal"},
    r"desk/proposals": {"pk": "proposal"},
    r"(desk/)?budgets/.*orders": {"slug": "built", "pk": "commitment"},
    r"(desk/)?budgets": {"slug": "built", "pk": "award"},
    r"api/.*/(outcome)": {"slug": "built"},
    r"api/.*/proposals": {"slug": "proposing", "pk": "proposal"},
    r"api/.*/budgets": {"slug": "built"},
    r"": {"slug": "voting", "pk": "nothing", "district": "riverside", "token": "nothing", "reference": "nothing"},
}
# Routes that are written as patterns.
WRITTEN_OUT = {
    "^pictures/(?P<name>[a-z0-9_-]{1,40})\\.(?P<extension>svg|png)$": "pictures/hero.svg",
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": "accounts/confirm-email/nothing/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-nothing/",
}
FREE = dict.fromkeys(settings.WRITE_LIMITS, parse_limits("1000000/s 1000000/s"))


def routes(resolver=None, start=""):
    """Every route of the site map, as it is written there."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = start + str(entry.pattern)
        found += routes(entry, route) if hasattr(entry, "url_patterns") else [route]
    return sorted(set(found))


def address_of(route, keys=None):
    """An address of the route; `keys` are those of a city that is there."""
    if route in WRITTEN_OUT:
        return "/" + WRITTEN_OUT[route]
    if route.startswith("^accounts/("):
        return "/accounts/email/"
    stand_ins = {}
    for pattern, found in KEYS.items():
        if re.match(pattern, route):
            stand_ins = found | stand_ins
    values = {name: (keys or {}).get(value, value if name != "pk" else 1) for name, value in stand_ins.items()}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda one: str(values.get(one[1], 1)), route)


class City:
    """A round in each season, and somebody of every kind."""

    def __init__(self):
        district = factories.make_district("riverside")
        self.people = {"guest": None, "resident": factories.make_user(), "author": factories.make_user()}
        voting, _ = factories.make_contest(district=district, slug="voting")
        self.people["voter"] = factories.make_voter(voting, district)
        proposing = factories.make_round("proposing", PhaseKind.PROPOSING)
        factories.make_envelope(proposing, district)
        waiting = {"status": StatusName.RETURNED, "return_reason": "Say where."}
        mine = factories.make_proposal(proposing, district, author=self.people["author"], **waiting)
        award = self._built(district)
        commitment = Commitment.objects.filter(award=award).first()
        complain(actor=None, now=factories.NOW, round=voting, words=Words("Not me."))
        self.keys = {"proposal": mine.pk, "award": award.pk, "commitment": commitment.pk, "nothing": 0}
        self.people |= {name: factories.make_official(role) for name, role in ROLES.items()}

    def _built(self, district):
        built = factories.make_round("built", PhaseKind.DELIVERING, certified_at=factories.NOW)
        factories.make_envelope(built, district)
        Protocol.objects.create(round=built, file=b"%PDF", digest="00" * 32, made_at=factories.NOW)
        award = factories.make_award(factories.make_outcome(built, district))
        factories.make_commitment(award)
        return Award.objects.get(pk=award.pk)


def table():
    """The lines of the table, as the site answers now."""
    with TemporaryDirectory() as keys, override_settings(KEY_DIR=keys, WRITE_LIMITS=FREE, ACCOUNT_RATE_LIMITS=False):
        city = City()
        clients = {name: _client(user) for name, user in city.people.items()}
        rows = [row for route in routes() for row in _rows(route, address_of(route, city.keys), clients)]
    head = f"{'':{LONGEST}}" + "".join(f"{name:>{WIDTH}}" for name in VIEWERS)
    return [head, *rows]


def _client(user):
    client = Client(raise_request_exception=False)
    if user:
        with_second_factor(PLAIN)(client, user)
    return client


PLAIN = getattr(Client.force_login, "plain", Client.force_login)


def _rows(route, address, clients):
    yield _row("GET", route, [_answer(clients[name], "get", address) for name in VIEWERS])
    if _answer(clients["guest"], "post", address) not in {"404", "405"}:
        yield _row("POST", route, [_answer(clients[name], "post", address) for name in VIEWERS])


def _row(method, route, answers):
    return f"{method:5}/{route}"[:LONGEST].ljust(LONGEST) + "".join(f"{answer:>{WIDTH}}" for answer in answers)


def _answer(client, method, address):
    """The status of the answer, in a word where it sends elsewhere; whatever it wrote is undone."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    if answer.status_code != 302:
        return str(answer.status_code)
    return "sign-in" if answer.url.startswith("/accounts/login/") else "go"


def main():
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    with redirect_stdout(sys.stderr):
        databases = runner.setup_databases()
    with transaction.atomic():
        sys.stdout.write("\n".join(table()) + "\n")
        transaction.set_rollback(True)
    runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
