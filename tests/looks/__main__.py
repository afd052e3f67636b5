"""Take a picture of every main page at two widths, by day and at dusk, and find what lies wrong: `make screenshots`."""

import argparse
import sys
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page

from tests.looks.city import PATIENCE, City, chromium, demonstration
from tests.looks.pages import LOOKS, Look

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
FAULTS = (Path(__file__).parent / "faults.js").read_text()
SCROLL = """async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
        scrollTo({ top, behavior: "instant" });
        await drawn();
    }
    scrollTo({ top: 0, behavior: "instant" });
    await drawn();
}"""
Picture = tuple[str, list[str]]


def main() -> int:
    arguments = _arguments()
    looks = [look for look in LOOKS if not arguments.only or look.name in arguments.only]
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, demonstration(Path(place)) as city, chromium() as browser:
        pictures = [
            _shoot(window, look, arguments.folder, f"{look.name}-{width}-{scheme}.png")
            for width, scheme in product(arguments.widths, arguments.schemes)
            for look, window in _windows(browser, city, looks, width, scheme)
        ]
    (arguments.folder / "index.html").write_text(_index(pictures))
    faults = [f"{name}: {fault}" for name, found in pictures for fault in found]
    print(*faults, f"{len(pictures)} pictures, {len(faults)} faults: {arguments.folder}/index.html", sep="\n")  # noqa: T201
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--only", nargs="*", choices=[look.name for look in LOOKS], help="some pages, not all")
    parser.add_argument("--widths", nargs="*", type=int, default=WIDTHS)
    parser.add_argument("--schemes", nargs="*", choices=SCHEMES, default=SCHEMES)
    return parser.parse_args()


def _windows(browser: Browser, city: City, looks: list[Look], width: int, scheme: str) -> Iterator[tuple[Look, Page]]:
    """A window of one size and theme for each look, with the cookies of whoever looks."""
    for look in looks:
        context = browser.new_context(
            base_url=city.url,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE * 1000)
        _sign_in(context, city, look.who)
        yield look, context.new_page()
        context.close()


def _sign_in(context: BrowserContext, city: City, who: str) -> None:
    if who:
        context.add_cookies([city.cookie(who)])


def _shoot(page: Page, look: Look, folder: Path, name: str) -> Picture:
    """Go there, scroll once through the page so that all that waits to be seen is drawn, and take it whole."""
    page.goto(look.path)
    if look.steps:
        look.steps(page)
    page.evaluate("for (const one of document.images) one.loading = 'eager'")
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / name, full_page=True)
    return name, page.evaluate(FAULTS)


def _index(pictures: list[Picture]) -> str:
    """All pictures on one page, the faults beneath each."""
    figures = "".join(
        f"<figure><figcaption>{escape(name)}{''.join(f'<br>{escape(fault)}' for fault in faults)}</figcaption>"
        f'<a href="{escape(name)}"><img src="{escape(name)}" alt="" loading="lazy"></a></figure>'
        for name, faults in pictures
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{height:400px}figure{max-width:420px;margin:0}"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>{figures}</html>'


if __name__ == "__main__":
    sys.exit(main())
