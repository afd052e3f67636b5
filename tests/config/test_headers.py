"""Every answer has every header: each address of the site, errors, files, and a socket that is refused."""

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import application
from config.headers import DENIAL, with_headers
from tests.access import address_of, routes

EXPECTED = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


def addresses():
    """An address of every route; what it names need not be there, for an answer it is all the same."""
    return sorted({address_of(route) for route in routes()})


def missing(answer):
    return EXPECTED - set(answer.headers)


@pytest.mark.django_db
def test_every_address_answers_with_every_header(election_officer):
    client = Client(raise_request_exception=False)
    client.force_login(election_officer)
    visited = addresses()
    assert len(visited) > 70
    assert {url: gone for url in visited for answer in [client.get(url)] if (gone := missing(answer))} == {}
    assert {url: gone for url in visited for answer in [client.post(url)] if (gone := missing(answer))} == {}


def test_nothing_runs_but_what_comes_from_us():
    policy = settings.HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    for closed in ("base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"):
        assert closed in policy
    assert settings.HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/static/nothing.css", 404), ("/nowhere/", 404), ("/api/v1/nowhere", 404)],
)
@pytest.mark.django_db
def test_errors_have_them_too(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert missing(answer) == set()


def test_a_wrong_host_has_them_too(client):
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert missing(answer) == set()


def test_what_breaks_has_them_too(monkeypatch):
    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr("frontend.views.front", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert missing(answer) == set()


@pytest.mark.django_db
def test_a_picture_keeps_its_own_policy(client):
    answer = client.get("/pictures/hero.svg")
    assert "style-src 'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    assert missing(answer) == set()


async def heard(app, scope, *messages):
    """What the application says to these messages, until it has answered."""
    talk = ApplicationCommunicator(app, scope)
    for message in messages:
        await talk.send_input(message)
    return await talk.receive_output(timeout=5)


def names(message):
    return {name.decode().title() for name, _value in message["headers"]}


def socket(path, origin):
    return {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": [(b"origin", origin), (b"host", b"localhost")],
        "subprotocols": [],
        "extensions": {DENIAL: {}},
    }


@pytest.mark.parametrize(
    ("path", "origin"),
    [("/ws/rounds/nowhere/tally/", b"https://elsewhere.example"), ("/ws/nowhere/", b"http://localhost")],
)
async def test_a_socket_that_is_refused_says_so_with_every_header(path, origin):
    answer = await heard(application, socket(path, origin), {"type": "websocket.connect"})
    assert (answer["type"], answer["status"]) == (f"{DENIAL}.start", 403)
    assert {name.title() for name in EXPECTED} <= names(answer)


async def test_what_django_cannot_answer_has_them_too():
    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 400, "headers": [(b"x-frame-options", b"SAMEORIGIN")]})

    answer = await heard(with_headers(app), {"type": "http"})
    assert {name.title() for name in EXPECTED} <= names(answer)
    assert [value for name, value in answer["headers"] if name == b"x-frame-options"] == [b"SAMEORIGIN"]


async def test_an_accepted_socket_is_closed_as_sockets_are():
    async def app(_scope, _receive, send):
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": 1008})

    talk = ApplicationCommunicator(with_headers(app), socket("/", b""))
    assert (await talk.receive_output())["type"] == "websocket.accept"
    assert await talk.receive_output() == {"type": "websocket.close", "code": 1008}
