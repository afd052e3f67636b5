import asyncio

from tests.voting.live.listening import Listener, numbers
from voting.live.boards import Board


async def test_whoever_comes_first_sees_everything():
    listener = Listener(Board(numbers(10, 20, 5)))
    assert await listener.next() == {"type": "snapshot", **numbers(10, 20, 5)}


async def test_who_holds_the_frame_before_is_sent_the_difference():
    board = Board(numbers(10, 20, 5))
    listener = Listener(board)
    await listener.next()
    board.take(numbers(20, 30, 9))
    frame = await listener.next()
    assert (frame["type"], frame["prev"], frame["size"], frame["tally"]) == ("delta", 10, 20, {"north": {"P01": 9}})


async def test_who_missed_a_frame_is_sent_everything():
    board = Board(numbers(10, 20, 5))
    listener = Listener(board)
    await listener.next()
    board.take(numbers(20, 30, 9))
    board.take(numbers(30, 40, 11))
    assert await listener.next() == {"type": "snapshot", **numbers(30, 40, 11)}


async def test_who_is_slow_skips_to_the_newest_and_keeps_nobody_waiting():
    board = Board(numbers(10, 20, 5))
    slow, quick = Listener(board), Listener(board)
    assert [(await one.next())["size"] for one in (slow, quick)] == [10, 10]
    slow.free.clear()
    for size in (20, 30, 40):
        board.take(numbers(size, 50, size))
        assert (await quick.next())["size"] == size
    slow.free.set()
    assert (await slow.next())["size"] == 20  # it was on its way
    assert await slow.next() == {"type": "snapshot", **numbers(40, 50, 40)}
    assert slow.frames.empty()


async def test_turnout_moves_at_most_once_a_second():
    board = Board(numbers(0, 0))
    board.take(numbers(0, 1))
    step = board.step
    board.take(numbers(0, 2))
    assert board.step == step
    assert (await Listener(board).until(lambda frame: frame["type"] == "turnout"))["cast"] == 2


async def test_a_mix_does_not_wait_for_the_turnout():
    board = Board(numbers(0, 20))
    listener = Listener(board)
    board.take(numbers(0, 21))
    board.take(numbers(10, 22, 4))
    assert (await listener.until(lambda frame: frame["size"] == 10))["cast"] == 22


async def test_numbers_that_did_not_move_are_no_frame():
    board = Board(numbers(10, 20))
    board.take(numbers(10, 20))
    assert board.step == 1


async def test_viewers_are_told_in_bunches_and_none_is_left_out(monkeypatch):
    monkeypatch.setattr("voting.live.boards.WAKE_AT_ONCE", 3)
    board = Board(numbers(0, 0))
    listeners = [Listener(board) for _ in range(10)]
    await asyncio.gather(*(listener.next() for listener in listeners))
    board.take(numbers(10, 20, 1))
    frames = await asyncio.gather(*(listener.next() for listener in listeners))
    assert [frame["type"] for frame in frames] == ["delta"] * 10


async def test_a_viewer_who_leaves_is_sent_nothing_more_and_harms_nobody():
    board = Board(numbers(0, 0))
    gone, slow, there = Listener(board), Listener(board), Listener(board)
    for one in (gone, slow, there):
        await one.next()
    slow.free.clear()
    board.take(numbers(10, 20, 1))
    assert (await there.next())["size"] == 10
    await gone.next()
    gone.viewer.leave()
    slow.viewer.leave()
    slow.free.set()
    board.take(numbers(20, 30, 2))
    assert (await there.next())["size"] == 20
    assert gone.frames.empty()
    assert slow.frames.empty()
    assert list(board.viewers) == [there.viewer]


async def test_a_connection_that_broke_is_forgotten():
    board = Board(numbers(0, 0))
    at_once, later = Listener(board), Listener(board)

    async def break_at_once(_message):
        raise OSError

    async def break_later(_message):
        await asyncio.sleep(0)
        raise RuntimeError("after sending 'websocket.close'")

    at_once.viewer._send = break_at_once
    later.viewer._send = break_later
    board.take(numbers(10, 20, 1))
    there = Listener(board)
    await there.next()
    for _ in range(5):
        await asyncio.sleep(0)
    assert list(board.viewers) == [there.viewer]
