"""How soon a page can be used on a cheap phone with a poor connection, as the browser itself tells it.

One window without a brake, one with a processor four times slower and Chromium's own "Slow 3G" (2 s to each answer,
50 kB/s), both with an empty cache, one after the other in one run. A page is usable when it is painted and its main
control is there, on the ballot the first "Add" button, which its script makes; and no task before that is unfinished.

    python benchmarks/first_view.py [width]
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.looks.city import City, chromium, demonstration
from tests.looks.pages import RESIDENT

PAGES = {
    "/": "main a.btn",
    "/rounds/sixth-purse/proposals/": "main article a",
    "/rounds/sixth-purse/vote/riverside/": "[data-toggle]",
    "/rounds/sixth-purse/live/": "[data-live-cast]",
    "/rounds/fifth-purse/results/": "main h2",
}
SLOWER = 4
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
USABLE_WITHIN_MS = 5_000
OBSERVE = """
window.tasks = [];
new PerformanceObserver((list) => window.tasks.push(...list.getEntries()))
  .observe({ type: "longtask", buffered: true });
window.largest = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.largest = one.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
const wait = () => {
  if (window.control && document.querySelector(window.control)) window.there = performance.now();
  else requestAnimationFrame(wait);
};
requestAnimationFrame(wait);
"""
READ = """
() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const ready = Math.max(first, window.there);
  const ends = window.tasks.filter((task) => task.startTime <= ready).map((task) => task.startTime + task.duration);
  const load = performance.timing.loadEventEnd - performance.timing.navigationStart;
  return { first, largest: window.largest, usable: Math.max(ready, ...ends), load };
}
"""


@dataclass(frozen=True)
class View:
    """Milliseconds from the click to the first paint, the largest paint, a page that can be used, and all of it."""

    first: float
    largest: float
    usable: float
    load: float


def view(browser: Browser, city: City, path: str, width: int, *, is_braked: bool) -> View:
    context = browser.new_context(base_url=city.url, viewport={"width": width, "height": 740}, device_scale_factor=2)
    context.add_cookies([city.cookie(RESIDENT)])
    context.add_init_script(f"window.control = {PAGES[path]!r};{OBSERVE}")
    page = context.new_page()
    if is_braked:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_3G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.set_default_timeout(120_000)
    page.goto(path, wait_until="load")
    page.wait_for_function("window.there")
    page.wait_for_timeout(1_500)
    figures = View(**page.evaluate(READ))
    context.close()
    return figures


def main() -> int:
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 360
    print(f"{'page':<40}{'first paint':>12}{'largest':>10}{'usable':>10}{'all':>10}   times without a brake")
    slow = []
    with TemporaryDirectory() as folder, demonstration(Path(folder)) as city, chromium() as browser:
        for path in PAGES:
            view(browser, city, path, width, is_braked=False)  # the server's own first time is nobody's
            free = view(browser, city, path, width, is_braked=False)
            braked = view(browser, city, path, width, is_braked=True)
            figures = f"{braked.first:>9.0f} ms{braked.largest:>7.0f} ms{braked.usable:>7.0f} ms{braked.load:>7.0f} ms"
            print(f"{path:<40}{figures}   {braked.usable / free.usable:.1f}")
            slow += [path] if braked.usable > USABLE_WITHIN_MS else []
    print(f"Usable within {USABLE_WITHIN_MS / 1000:.0f} s: {', '.join(path for path in PAGES if path not in slow)}")
    print(f"Not: {', '.join(slow) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
