"""News for all processes: the only module that sends on the channel layer."""

import asyncio
import json
import logging

from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from voting.rules.frames import Numbers

logger = logging.getLogger("voting.live")  # as the settings know it
LAYER_SECONDS = 2.0
LAYER_ERRORS = (RedisError, OSError)  # a timeout is an OSError


async def announce(numbers: Numbers) -> None:
    """Tell every process the new numbers of a round. Where that fails they are read again within ten seconds."""
    message = {"type": "tally", "size": numbers["size"], "text": json.dumps(numbers, separators=(",", ":"))}
    try:
        async with asyncio.timeout(LAYER_SECONDS):
            await get_channel_layer().group_send(group_of(numbers["round"]), message)
    except LAYER_ERRORS as error:
        logger.warning("a change could not be announced: %r", error)


def group_of(slug: str) -> str:
    """The group in which the news of a round go round."""
    return f"tally.{slug}"
