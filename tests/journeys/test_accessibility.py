"""axe on every page there is: on a phone at dusk and on a desk by day."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import get_resolver
from playwright.sync_api import expect

from tests.journeys.addresses import ADDRESSES, ELSEWHERE
from tests.journeys.looks import both_looks


@both_looks
@pytest.mark.parametrize("who", ADDRESSES)
def test_axe_finds_nothing(open_window, sign_in, assert_accessible, who, width, scheme):
    page = open_window(width=width, scheme=scheme)
    if who:
        sign_in(page, who)
    for path in ADDRESSES[who]:
        page.goto(path)
        assert_accessible(page)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_axe_finds_nothing_where_nothing_else_works(open_window, assert_accessible, name):
    page = open_window(width=360, scheme="dark")
    page.route("**/rounds/", lambda route: route.fulfill(content_type="text/html", body=render_to_string(name)))
    page.goto("/rounds/")
    expect(page.get_by_role("link", name="To the front page")).to_be_visible()
    assert_accessible(page)


def test_every_address_of_the_site_map_is_looked_at():
    looked_at = [path for paths in ADDRESSES.values() for path in paths]
    missed = [
        pattern
        for pattern in routes(get_resolver())
        if not ELSEWHERE.match(pattern) and not any(re.fullmatch(expression(pattern), path) for path in looked_at)
    ]
    assert missed == []


def routes(resolver, start=""):
    """Every route of the site map, as it is written there."""
    found = []
    for entry in resolver.url_patterns:
        route = start + str(entry.pattern)
        found += routes(entry, route) if hasattr(entry, "url_patterns") else [route]
    return found


def expression(route):
    return "/" + re.sub(r"<\w+:\w+>|<\w+>", "[^/]+", route) + r"(\?.*)?"
