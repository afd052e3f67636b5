import asyncio

import pytest

from voting.live.steps import begin


async def test_what_needs_no_wait_is_done_at_once():
    done = []

    async def act():
        done.append(1)

    assert begin(act()) is None
    assert done == [1]


async def test_what_waits_goes_on_where_it_stopped():
    done, gates = [], [asyncio.Event(), asyncio.Event()]

    async def act():
        for gate in gates:
            await gate.wait()
            done.append(gate)

    going_on = asyncio.ensure_future(begin(act()))
    for gate in gates:
        gate.set()
        await asyncio.sleep(0)
    await going_on
    assert done == gates


async def test_an_error_comes_out_where_it_is_awaited():
    async def act():
        await asyncio.sleep(0)
        raise OSError("away")

    with pytest.raises(OSError, match="away"):
        await begin(act())


async def test_an_error_at_once_comes_out_at_once():
    async def act():
        raise OSError("away")

    with pytest.raises(OSError, match="away"):
        begin(act())


async def test_a_cancellation_reaches_what_waits():
    told = []

    async def act():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    going_on = asyncio.ensure_future(begin(act()))
    await asyncio.sleep(0)
    going_on.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going_on
    assert told == ["cancelled"]


async def test_what_outlives_an_error_goes_on():
    async def act():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return

    going_on = asyncio.ensure_future(begin(act()))
    await asyncio.sleep(0)
    going_on.cancel()
    await going_on
