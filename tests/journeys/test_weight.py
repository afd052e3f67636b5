"""What the first view of a page costs its reader: bytes over the wire, from the server and the files as they are deployed."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.looks.pages import RESIDENT

KB = 1_000
FIRST_VIEW, WITH_CHARTS = 120 * KB, 180 * KB
STYLE, SCRIPTS = 20 * KB, 25 * KB
PAGES = {
    "/": FIRST_VIEW,
    "/rounds/seventh-purse/proposals/": FIRST_VIEW,
    "/rounds/sixth-purse/proposals/": FIRST_VIEW,
    "/rounds/sixth-purse/vote/riverside/": FIRST_VIEW,
    "/rounds/sixth-purse/live/": WITH_CHARTS,
    "/rounds/fifth-purse/results/": WITH_CHARTS,
    "/budgets/": WITH_CHARTS,
    "/budgets/fifth-purse/": WITH_CHARTS,
}
SHIFTS = """
new Promise((done) => {
  const shifts = [];
  const moved = ({ node, previousRect: from, currentRect: to }) =>
    `${node?.outerHTML ?? node?.textContent}`.slice(0, 120) + ` from ${from.x},${from.y} to ${to.x},${to.y}`;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) shifts.push([one.value, one.sources.map(moved)]); })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifts), 300);
})
"""


class Scales:
    """Weighs what a page fetches, by kind: each file as it came over the wire, its head included."""

    def __init__(self, page):
        self.weights, self.hosts, self._kinds = Counter(), set(), {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._weigh)

    def _note(self, event):
        self._kinds[event["requestId"]] = event["type"]
        self.hosts.add(urlsplit(event["response"]["url"]).netloc)

    def _weigh(self, event):
        self.weights[self._kinds.get(event["requestId"], "Other")] += event["encodedDataLength"]

    def total(self):
        return sum(weight for kind, weight in self.weights.items() if kind != "Image")


@pytest.fixture
def look(chromium, city):
    """Opens a window on the demonstration city, with nothing in its cache."""
    contexts = []

    def open_one(path, width=360, slowed=1):
        context = chromium.new_context(base_url=city.url, viewport={"width": width, "height": 740})
        contexts.append(context)
        context.add_cookies([city.cookie(RESIDENT)])
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        scales = Scales(page)
        page.goto(path, wait_until="load")
        return page, scales

    yield open_one
    for context in contexts:
        context.close()


def draw_charts(page):
    """Scroll to each chart, which is then fetched and drawn."""
    for plot in page.locator("[data-plot]").all():
        plot.scroll_into_view_if_needed()
        expect(plot.locator("canvas")).to_have_attribute("style", re.compile("width"))


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_is_light_and_comes_from_one_host_without_fonts(look, city, path):
    page, scales = look(path)
    draw_charts(page)
    page.wait_for_load_state("networkidle")
    assert scales.hosts == {urlsplit(city.url).netloc}
    assert scales.weights["Font"] == 0
    assert 0 < scales.weights["Stylesheet"] <= STYLE
    if PAGES[path] == FIRST_VIEW:
        assert 0 < scales.weights["Script"] <= SCRIPTS
    assert KB < scales.total() <= PAGES[path], dict(scales.weights)


@pytest.mark.parametrize(("width", "slowed"), [(360, 1), (1280, 1), (1280, 6)])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps_while_a_page_comes(look, path, width, slowed):
    page, _ = look(path, width, slowed)
    for _ in range(8):
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(60)
    shifts = page.evaluate(SHIFTS)
    assert sum(share for share, _ in shifts) <= 0.001, shifts


@pytest.mark.parametrize("path", [*PAGES, "/help/counting/", "/rounds/nowhere/", "/accounts/logout/"])
def test_what_comes_first_stands_first_on_a_phone(look, path):
    page, _ = look(path)
    moved = """[...document.querySelectorAll("main *")].filter((one) => getComputedStyle(one).order !== "0").map((one) => one.outerHTML)"""
    assert page.evaluate(moved) == []


@pytest.mark.parametrize("path", PAGES)
def test_pictures_are_sized_and_come_in_two_formats_when_they_are_near(look, path):
    page, _ = look(path)
    pictures = page.evaluate(
        """[...document.images].map((one) => ({
            at: one.getAttribute("src"), width: one.getAttribute("width"), height: one.getAttribute("height"),
            loading: one.loading, formats: one.closest("picture")?.children.length ?? 0 }))"""
    )
    eager = [one for one in pictures if one["loading"] != "lazy"]
    assert len(eager) <= 1, eager
    assert [one for one in pictures if not (one["width"] and one["height"] and one["formats"] == 2)] == []
