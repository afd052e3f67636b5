"""What holds for every page there is: looking changes nothing, and a long list asks no more often than a short one."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import URLPattern, get_resolver, reverse

from tests.caches import forget
from tests.filled import Filled
from tests.test_house import ROOMS

MANY = 30
# Lists: who looks at them, and their addresses with the name of a filled city in it.
LISTS = {
    "home": (None, "/"),
    "rounds": (None, "/rounds/"),
    "round": (None, "/rounds/voting-{name}/"),
    "proposals": (None, "/rounds/proposing-{name}/proposals/"),
    "proposals in a table": (None, "/rounds/voting-{name}/proposals/?view=table"),
    "proposals on the map": (None, "/rounds/built-{name}/proposals/?view=map"),
    "search": (None, "/rounds/proposing-{name}/proposals/?q=idea"),
    "live": (None, "/rounds/voting-{name}/live/"),
    "results": (None, "/rounds/built-{name}/results/"),
    "log": (None, "/rounds/built-{name}/log/"),
    "leaves of a log": (None, "/rounds/built-{name}/log/leaves/"),
    "acts in a log": (None, "/rounds/built-{name}/log/leaves/?show=acts"),
    "a leaf of a log": (None, "/rounds/built-{name}/log/2/"),
    "signed states": (None, "/rounds/built-{name}/log/checkpoints/"),
    "two states of a log": (None, "/rounds/built-{name}/log/compare/?old=2"),
    "budgets": (None, "/budgets/"),
    "budget": (None, "/budgets/built-{name}/"),
    "budget before the count": (None, "/budgets/voting-{name}/"),
    "table of rounds": (None, "/budgets/rounds.csv"),
    "table of districts": (None, "/budgets/built-{name}/districts.csv"),
    "table of categories": (None, "/budgets/built-{name}/categories.csv"),
    "table of payees": (None, "/budgets/built-{name}/payees.csv"),
    "table of months": (None, "/budgets/built-{name}/months.csv"),
    "search in a budget": (None, "/budgets/built-{name}/?q=idea&state=under-way"),
    "table of awards": (None, "/budgets/built-{name}/awards.csv"),
    "table of spending": (None, "/budgets/built-{name}/spending.csv"),
    "me": ("resident", "/me/"),
    "ballot": ("voter", "/rounds/voting-{name}/vote/{name}-0/"),
    "desk": ("officer", "/desk/"),
    "inbox": ("officer", "/desk/proposals/"),
    "cases": ("officer", "/desk/cases/"),
    "offices": ("officer", "/desk/roles/"),
    "asking for an office": ("officer", "/desk/roles/grant/"),
    "the record": ("officer", "/desk/audit/"),
    "the record as a table": ("officer", "/desk/audit/entries.csv"),
    "the record with its hashes": ("officer", "/desk/audit/entries.json"),
    "asking to withdraw": ("officer", "/desk/rounds/voting-{name}/ask/withdraw_listed/"),
    "ballots for the desk": ("officer", "/desk/rounds/voting-{name}/preview/"),
    "a ballot for the desk": ("officer", "/desk/rounds/voting-{name}/preview/{name}-0/"),
    "what is fixed": ("officer", "/desk/rounds/voting-{name}/manifest/"),
    "what would be fixed": ("officer", "/desk/rounds/proposing-{name}/manifest/"),
    "terms": ("officer", "/desk/rounds/proposing-{name}/terms/"),
    "asking to amend": ("officer", "/desk/rounds/voting-{name}/ask/amend/"),
    "desk of a vote": ("officer", "/desk/rounds/voting-{name}/"),
    "complaints": (None, "/rounds/voting-{name}/complaints/"),
    "complaints at the desk": ("officer", "/desk/rounds/voting-{name}/complaints/"),
    "holding it again": ("officer", "/desk/rounds/built-{name}/rerun/"),
    "api complaints": (None, "/api/v1/rounds/voting-{name}/complaints"),
    "rolls": ("officer", "/desk/roll/"),
    "desk of a roll": ("officer", "/desk/roll/voting-{name}/"),
    "roll": (None, "/rounds/voting-{name}/roll/"),
    "can I vote here": ("resident", "/rounds/voting-{name}/register/"),
    "api roll": (None, "/api/v1/rounds/voting-{name}/roll"),
    "desk of a budget": ("officer", "/desk/budgets/built-{name}/"),
    "api rounds": (None, "/api/v1/rounds"),
    "api round": (None, "/api/v1/rounds/voting-{name}"),
    "api proposals": (None, "/api/v1/rounds/proposing-{name}/proposals"),
    "api tally": (None, "/api/v1/rounds/voting-{name}/tally"),
    "api changes": (None, "/api/v1/rounds/voting-{name}/changes"),
    "api log": (None, "/api/v1/rounds/built-{name}/log"),
    "api leaves": (None, "/api/v1/rounds/built-{name}/log/leaves"),
    "api proof": (None, "/api/v1/rounds/built-{name}/log/proof?index=1"),
    "api consistency": (None, "/api/v1/rounds/built-{name}/log/consistency?old=2&new=3"),
    "api checkpoints": (None, "/api/v1/rounds/built-{name}/log/checkpoints"),
    "api outcome": (None, "/api/v1/rounds/built-{name}/outcome"),
    "api budget": (None, "/api/v1/budgets/built-{name}"),
}


def patterns(resolver, spaces=()):
    """(name with its namespaces, what it needs) of every address of the site that has a name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield ":".join([*spaces, entry.name]), set(entry.pattern.regex.groupindex)
        else:
            needed = set(entry.pattern.converters)
            inner = [*spaces, entry.namespace] if entry.namespace else spaces
            yield from ((name, needs | needed) for name, needs in patterns(entry, inner))


def key_of(name, city):
    """The key that an address takes as its pk."""
    if name == "city:desk_case_revoke":
        return city.grant.pk
    if name == "budgets:payment":
        return city.award.commitments.first().pk
    others = {"city": city.case, "budgets": city.award}
    return others.get(name.partition(":")[0], city.proposal).pk


def addresses(city):
    """Every address of the site, in every round where it may be asked for."""
    known = {"kind": "extend", "number": 1, "reference": city.reference, "district": city.districts[0].code}
    for name, needs in patterns(get_resolver()):
        if needs - {"slug", "pk", *known}:
            continue
        keys = {need: known[need] for need in needs & known.keys()}
        keys |= {"pk": key_of(name, city)} if "pk" in needs else {}
        rounds = [city.proposing, city.voting, city.built] if "slug" in needs else [None]
        for round in rounds:
            yield reverse(name, kwargs=keys | ({"slug": round.slug} if round else {}))


def everything():
    """Every row of every room."""
    models = [model for room in ROOMS if apps.is_installed(room) for model in apps.get_app_config(room).get_models()]
    return {model.__name__: sorted(map(repr, model.objects.values_list())) for model in models}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "resident", "officer"])
def test_looking_changes_nothing(client, who):
    city = Filled("town", 2)
    if who != "visitor":
        client.force_login(getattr(city, who))
    before = everything()
    statuses = {address: client.get(address).status_code for address in addresses(city)}
    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    assert sum(status == 200 for status in statuses.values()) > 20
    assert everything() == before


def count_queries(city, name, who, address):
    """How many queries the page takes, asked for anew; the page must be there."""
    client = Client()
    if who:
        client.force_login(city.resident if who == "resident" else getattr(city, who))
    forget()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address.format(name=name))
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return len(asked)


@pytest.fixture(scope="module")
def queries(django_db_setup, django_db_blocker, tmp_path_factory):
    """The queries of each list in a city with one of everything, and in one with thirty."""
    own = {"KEY_DIR": tmp_path_factory.mktemp("keys"), "DATA_DIR": tmp_path_factory.mktemp("data")}
    with django_db_blocker.unblock(), override_settings(**own), transaction.atomic():
        counts = {}
        for name, size in (("one", 1), ("many", MANY)):
            city = Filled(name, size)
            counts[name] = {page: count_queries(city, name, *way) for page, way in LISTS.items()}
        transaction.set_rollback(True)
    return counts


@pytest.mark.parametrize("page", LISTS)
def test_a_list_asks_as_often_for_one_row_as_for_thirty(queries, page):
    assert queries["one"][page] == queries["many"][page]
