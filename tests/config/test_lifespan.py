import gc

import pytest

from config.lifespan import lifespan


@pytest.fixture
def collector():
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


async def test_what_is_loaded_is_no_longer_looked_through(collector):
    sent = []
    coming = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive():
        return {"type": next(coming)}

    async def send(message):
        sent.append(message["type"])

    await lifespan({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert gc.get_freeze_count() > 0
