"""How people watch a count, told with a browser. The socket is played by the test, so that nothing waits for chance."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

LIVE = "/rounds/vote-2026/live/?district=riverside"
VOTES = {"P01": 9, "P02": 0, "P03": 12, "P04": 0, "P05": 14}


def snapshot(size=1000, cast=40, sealed=25, votes=VOTES, **more):
    return {
        "type": "snapshot",
        "round": "vote-2026",
        "size": size,
        "cast": cast,
        "sealed": sealed,
        "at": "2026-11-23T12:00:00Z",
        "tally": {"riverside": votes},
        "turnout": {"riverside": {"cast": cast, "sealed": sealed}},
        **more,
    }


class Wire:
    """The server's end of the sockets of one window."""

    def __init__(self, page):
        self.opened = []
        self.is_open = True
        page.route_web_socket(re.compile("/ws/rounds/"), self._take)

    def _take(self, socket):
        self.opened.append(socket)
        if not self.is_open:
            socket.close(code=1013)

    def send(self, **frame):
        self.opened[-1].send(json.dumps(frame))


@pytest.fixture
def watch(open_window):
    """Opens the live page of Riverside, with the test at the other end of its socket."""

    def watch_one(path=LIVE, **options):
        page = open_window(**options)
        wire = Wire(page)
        page.clock.install()
        page.goto(path)
        expect(page.locator("[data-live-state]")).to_have_text("Live")
        wire.send(**snapshot())
        return page, wire

    return watch_one


def order(page):
    return page.locator("tr[data-code]").evaluate_all("rows => rows.map((row) => row.dataset.code)")


def test_a_mix_moves_numbers_and_says_what_it_brought(watch, assert_accessible):
    """Given a watcher, when a mix comes, then votes grow, the last column says by how much, and the coins start anew."""
    page, wire = watch()
    expect(page.locator("[data-mix-in]")).to_have_text("5")
    expect(page.locator(".dots .on")).to_have_count(5)
    more = {"P01": 12, "P05": 21}
    wire.send(
        **snapshot(1010, 40, 35, {"riverside": more}) | {"type": "delta", "prev": 1000, "tally": {"riverside": more}}
    )
    expect(page.locator("tr[data-code=P05] [data-votes]")).to_have_text("21")
    expect(page.locator("tr[data-code=P05] [data-share]")).to_have_text("60%")
    expect(page.locator("tr[data-code=P05] [data-gained]")).to_have_text("+7")
    expect(page.locator("tr[data-code=P03] [data-gained]")).to_have_text("0")
    expect(page.locator(".dots .on")).to_have_count(0)
    expect(page.locator(".mix")).to_have_class(re.compile("arrived"))
    assert_accessible(page)


def test_the_freshness_of_the_news_is_told(watch):
    page, _wire = watch()
    page.clock.run_for(4_000)
    expect(page.locator("[data-live-news]")).to_have_text(re.compile("[34] seconds ago"))


def test_nothing_moves_while_it_is_paused(watch, assert_accessible):
    """Given a pause, when news comes, then it is kept, and shown as soon as the watcher goes on."""
    page, wire = watch()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-live-state]")).to_have_text("Paused")
    wire.send(**snapshot(1010, 52, 35, VOTES | {"P01": 19}))
    assert_accessible(page)
    expect(page.locator("tr[data-code=P01] [data-votes]")).to_have_text("9")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("tr[data-code=P01] [data-votes]")).to_have_text("19")
    expect(page.locator("[data-live-state]")).to_have_text("Live")


def test_a_lost_connection_is_told_bridged_and_taken_up_again(watch, assert_accessible):
    """Given a server that goes away, the page asks every fifteen seconds, and is live again when the socket is."""
    page, wire = watch()
    wire.is_open = False
    page.route(
        "**/api/v1/rounds/vote-2026/tally",
        lambda route: route.fulfill(json=snapshot(1010, 41, 35, VOTES | {"P01": 17})),
    )
    wire.opened[-1].close(code=1012)
    expect(page.locator("[data-live-state]")).to_have_text(re.compile("Connecting again, showing .*:.*:"))
    assert_accessible(page)
    page.clock.run_for(19_000)
    expect(page.locator("[data-live-state]")).to_have_text("Updated every 15 seconds")
    expect(page.locator("tr[data-code=P01] [data-votes]")).to_have_text("17")
    wire.is_open = True
    page.clock.run_for(31_000)
    expect(page.locator("[data-live-state]")).to_have_text("Live")


def test_ideas_change_places_only_when_asked(watch, assert_accessible):
    """Given votes that overtake one another, the order stays; the watcher sorts, and sorts again."""
    page, wire = watch()
    assert order(page) == ["P01", "P02", "P03", "P04", "P05"]
    page.get_by_role("link", name="Most votes first").click()
    assert order(page) == ["P05", "P03", "P01", "P02", "P04"]
    assert "sort=votes" in page.url
    wire.send(**snapshot(1010, 40, 35, VOTES | {"P02": 20}))
    again = page.get_by_role("link", name="Sort again")
    expect(again).to_be_visible()
    assert order(page) == ["P05", "P03", "P01", "P02", "P04"]
    again.click()
    assert order(page) == ["P02", "P05", "P03", "P01", "P04"]
    assert_accessible(page)
    page.get_by_role("link", name="Ballot order").click()
    assert order(page) == ["P01", "P02", "P03", "P04", "P05"]


def test_screen_readers_are_told_at_most_every_half_minute(watch):
    page, wire = watch()
    said = page.locator("p[role=status].vh")
    wire.send(**snapshot(1001, 41, 25))
    expect(page.locator("[data-live-cast=riverside]").first).to_have_text("41")
    expect(said).to_have_text("")
    page.clock.run_for(30_000)
    wire.send(**snapshot(1002, 42, 25))
    expect(said).to_have_text("42 ballots are in, 25 of them in the count.")


def test_the_table_and_its_picture_can_be_saved(watch):
    page, _wire = watch()
    expect(page.locator("tr[data-code=P05] [data-votes]")).to_have_text("14")
    figure = page.locator("figure", has=page.locator("#tally"))
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Save as a table").click()
    lines = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("No.,Idea,")
    assert re.match("P05,.*,14,", lines[5])
    with page.expect_download() as saved:
        figure.get_by_role("button", name="Save as a picture").click()
    assert saved.value.suggested_filename == "votes-for-each-idea-in-riverside.png"
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_whole_city_at_once(watch, assert_accessible):
    page, wire = watch("/rounds/vote-2026/live/?district=*")
    wire.send(**snapshot(1001, 42, 25))
    expect(page.locator("tr[data-district=riverside] [data-cast]")).to_have_text("42")
    assert_accessible(page)
    page.locator("tr[data-district=riverside] a").click()
    expect(page.locator("#tally")).to_be_visible()


def test_all_of_it_without_scripts(open_window):
    """Given a browser without scripts, the order is a link, and so is looking again."""
    page = open_window(javascript=False)
    page.goto(LIVE)
    page.get_by_role("link", name="Most votes first").click()
    expect(page.get_by_role("link", name="Most votes first")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    page.get_by_role("link", name="Look again").click()
    assert "sort=votes" in page.url
