"""How many may watch: in all, and from one part of the network."""

import asyncio

import pytest
from asgiref.testing import ApplicationCommunicator

from config.headers import DENIAL, with_headers
from config.sockets import Door

TALKS = []  # a talk that nobody holds is ended


@pytest.fixture(autouse=True)
def small(settings):
    settings.SOCKETS, settings.SOCKETS_PER_NETWORK = 3, 2
    yield
    TALKS.clear()


async def watching(_scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await receive()


def scope(address, *, forwarded="", extensions=(DENIAL,)):
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return {
        "type": "websocket",
        "path": "/",
        "headers": headers,
        "client": (address, 4711),
        "extensions": {name: {} for name in extensions},
    }


async def come(door, address, **more):
    """Somebody at the door: their end of the talk, and the first thing they hear."""
    talk = ApplicationCommunicator(door, scope(address, **more))
    TALKS.append(talk)
    await talk.send_input({"type": "websocket.connect"})
    return talk, await talk.receive_output(timeout=5)


async def leave(talk):
    await talk.send_input({"type": "websocket.disconnect", "code": 1001})
    await talk.wait(timeout=5)


async def test_one_part_of_the_network_does_not_take_all_the_room():
    door = Door(watching)
    heard = [(await come(door, address))[1] for address in ("192.0.2.1", "192.0.2.77", "192.0.2.200", "192.0.3.1")]
    assert [one["type"] for one in heard[:2]] == ["websocket.accept"] * 2
    assert (heard[2]["type"], heard[2]["status"]) == (f"{DENIAL}.start", 429)
    assert heard[3]["type"] == "websocket.accept"


async def test_there_is_an_end_in_all():
    door = Door(watching)
    for number in range(3):
        await come(door, f"192.0.{number}.1")
    _, heard = await come(door, "192.0.9.1")
    assert heard["status"] == 503
    assert dict(heard["headers"])[b"retry-after"] == b"30"


async def test_who_leaves_makes_room():
    door = Door(watching)
    first, _ = await come(door, "192.0.2.1")
    await come(door, "192.0.2.2")
    await leave(first)
    _, heard = await come(door, "192.0.2.3")
    assert heard["type"] == "websocket.accept"


async def test_a_socket_that_fails_makes_room_as_well():
    async def failing(_scope, _receive, _send):
        raise RuntimeError

    door = Door(failing)
    for _ in range(4):
        with pytest.raises(RuntimeError):
            await door(scope("192.0.2.1"), asyncio.Event().wait, None)


@pytest.mark.parametrize(("proxies", "statuses"), [(0, [429]), (1, [])])
async def test_behind_a_proxy_people_are_told_apart(settings, proxies, statuses):
    settings.TRUSTED_PROXY_COUNT = proxies
    door = Door(watching)
    heard = [(await come(door, "10.0.0.1", forwarded=f"198.51.{number}.1"))[1] for number in range(3)]
    assert [one["status"] for one in heard if "status" in one] == statuses


async def test_the_refusal_has_every_header(settings):
    door = with_headers(Door(watching))
    settings.SOCKETS = 0
    _, heard = await come(door, "192.0.2.1")
    assert {b"retry-after", b"content-security-policy"} <= {name for name, _ in heard["headers"]}


async def test_a_server_that_can_only_close_closes(settings):
    settings.SOCKETS = 0
    _, heard = await come(Door(watching), "192.0.2.1", extensions=())
    assert heard == {"type": "websocket.close", "code": 1008}
