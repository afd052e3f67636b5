"""Walking through the vote as a browser without scripts does: Riverside's contest of the round `vote`."""

import re
from datetime import timedelta

from django.urls import reverse

from tests.factories import NOW


def url(name, district="riverside"):
    args = ["vote"] if name == "vote" else ["vote", district]
    return reverse(f"voting:{name}", args=args)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def sealed_in(response):
    return re.search(r'name="sealed" value="([^"]+)"', response.content.decode())[1]


def ticked_in(response):
    return set(re.findall(r'name="choices" value="([^"]+)" checked', response.content.decode()))


def marked_in(response):
    """The numbers in the fields of a ballot, of those that hold one."""
    page = response.content.decode()
    fields = re.findall(r'name="mark-([^"]+)" value="([^"]+)"', page)
    lists = re.findall(r'name="mark-([^"]+)"(?:(?!</select>).)*?<option value="(\d+)" selected', page, re.DOTALL)
    return dict(fields + lists)


def check(client, *codes):
    return client.post(url("check"), {"choices": codes})


def cast(client, *codes, **fields):
    return client.post(url("cast"), {"sealed": sealed_in(check(client, *codes)), **fields})


def close(round):
    round.phases.update(closes_at=NOW - timedelta(hours=1))
