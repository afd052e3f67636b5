"""What the live page asks of a phone: two hundred ideas, every count another each second.

    PYTHONPATH=. python benchmarks/phone.py [SECONDS]

A Chromium whose processor is slowed four times, in a window of 360 by 740, with this script at the other end of its
socket. Tells the time the page's thread was busy for each update, and how far anything jumped (layout shift).
"""
# ruff: noqa: E402 - Django is set up once its database is there

import json
import os
import random
import shutil
import sys
from time import sleep
from typing import Any

from benchmarks import town

if __name__ == "__main__":
    town.enter("phone")

import django

django.setup()

from django.db import connection
from playwright.sync_api import sync_playwright

from tests.factories import make_contest
from voting.live.hubs import numbers_of

PROJECTS = 200
PORT = 8225
SLOWER = 4
SEED = 7
COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def busy(session: Any) -> dict[str, float]:
    """Seconds that the page's thread has been busy: in all, with scripts, with layout and styles."""
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return {name: found[name] for name in ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")}


def watch(address: str, numbers: dict[str, Any], seconds: int) -> None:
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    chance = random.Random(SEED)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.add_init_script(COUNT_SHIFTS)
        sockets: list[Any] = []
        page.route_web_socket("**/ws/**", lambda route: sockets.append(route))  # noqa: PLW0108 - it marks what it is given
        page.goto(address)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.wait_for_timeout(3_000)
        page.evaluate("document.querySelector('#tally').scrollIntoView(); window.shifted = 0")
        page.wait_for_timeout(1_000)
        before = busy(session)
        for step in range(seconds):
            (district,) = numbers["tally"]
            counts = {code: chance.randint(0, 9) + 10 * step for code in numbers["tally"][district]}
            numbers |= {"size": step + 1, "cast": 10_000 + step, "sealed": 9_000 + step, "tally": {district: counts}}
            numbers["turnout"] = {district: {"cast": 10_000 + step, "sealed": 9_000 + step}}
            sockets[-1].send(json.dumps({"type": "snapshot", **numbers}))
            page.wait_for_timeout(1_000)
        after, shifted = busy(session), page.evaluate("window.shifted")
        browser.close()
    each = {name: 1000 * (after[name] - before[name]) / seconds for name in after}
    print(f"{PROJECTS} ideas that all move each second, {SLOWER} times slower; {town.load_of_machine()}")
    print(
        f"  busy {each['TaskDuration']:.0f} ms of each second: {each['ScriptDuration']:.0f} scripts,"
        f" {each['LayoutDuration']:.0f} layout, {each['RecalcStyleDuration']:.0f} styles; shifted by {shifted:.4f}"
    )


def main(seconds: int) -> None:
    round, _district = make_contest([100_00] * PROJECTS, slug="phone", envelope_minor=10_000_00)
    numbers = numbers_of(round)
    connection.close()
    with town.server(PORT):
        sleep(1)
        watch(f"http://127.0.0.1:{PORT}/rounds/phone/live/", numbers, seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
    connection.close()
