"""Load of our own making, against a server of the test's own."""

import asyncio
from time import monotonic
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_contest
from tests.sockets import asked, serving
from voting.live.hubs import hub, numbers_of
from voting.management.commands.loadtest import words_of_answers, words_of_viewers
from voting.management.load.requests import Answers, Request, Stream, send
from voting.management.load.viewers import Seen, Watch, look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contest():
    return make_contest(slug=f"spring-{uuid4().hex[:8]}")


def path_of(contest):
    return f"/ws/rounds/{contest[0].slug}/tally/"


async def test_whoever_stays_knows_the_newest_after_half_have_vanished(contest, settings):
    """With slow readers among them, and sockets dropped by the dozen."""
    async with serving() as address:
        begin = monotonic()
        watch = Watch(address, path_of(contest), 60, begin, begin + 4, 600.0, slow=10, drop_at=begin + 1.5)
        watching = asyncio.create_task(look(watch))
        board = await hub().board(contest[0].slug)
        await asyncio.sleep(2)
        assert len(board.viewers) == 30
        board.take(await asked(numbers_of)(contest[0]) | {"size": 77, "cast": 99})
        seen = await watching
    assert (seen.refused, seen.lost) == (0, 0)
    assert seen.last == [(77, 99)] * 24
    assert len(seen.arrivals[77]) >= 24


async def test_who_is_refused_is_counted(contest, settings):
    settings.SOCKETS_PER_NETWORK = 5
    async with serving() as address:
        seen = await look(Watch(address, path_of(contest), 8, monotonic(), monotonic() + 1))
    assert (seen.refused, len(seen.last)) == (3, 5)


async def test_who_finds_no_server_is_counted():
    seen = await look(Watch("127.0.0.1:9", "/", 2, monotonic(), monotonic()))
    assert seen.refused == 2


async def test_pages_and_posts_are_asked_for_on_open_connections(contest):
    async with serving() as address:
        requests = [Request(f"/rounds/{contest[0].slug}/"), Request("/nowhere/"), Request("/healthz", body="{}")]
        answers = await send(Stream(address, requests, 50, monotonic(), monotonic() + 60, connections=2, once=True))
    assert answers.statuses == {200: 1, 404: 1, 403: 1}  # the last without the token of a page
    assert answers.size > 1_000


async def test_an_answer_that_never_came_is_counted():
    answers = await send(Stream("127.0.0.1:9", [Request("/")], 50, monotonic(), monotonic() + 0.1))
    assert set(answers.statuses) == {0}


@pytest.mark.parametrize("address", ["192.0.2.1:80", "example.org:80", "127.0.0.1"])
def test_load_is_for_this_machine_alone(address):
    with pytest.raises(CommandError, match="loopback"):
        call_command("loadtest", "spring", "--address", address)


def test_it_is_told_in_words():
    seen = Seen(last=[(7, 9), (7, 9), (6, 9)], frames=10, size=1_000, refused=1, lost=2)
    assert words_of_viewers(seen, 4) == (
        "4 viewers: 10 frames of 100 bytes; 1 refused, 2 lost; at the end 2 of 3 knew the newest numbers"
    )
    answers = Answers([0.001] * 98 + [0.2, 0.2])
    answers.statuses.update({200: 99, 404: 1})
    assert words_of_answers(answers).startswith("answers: 99 of 200, 1 of 404; p50 1.0 ms")
    assert words_of_answers(Answers([0.1])) == "answers: "
