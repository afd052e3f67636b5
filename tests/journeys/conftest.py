"""A real browser and a real server: each session fills a town of its own and serves it on a free port."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from city.rules.sessions import FRESH
from tests.looks.city import FLAGS, PATIENCE, chromium_path, demonstration, embedded, manage, served
from tests.signing import app_code

KEPT_SECONDS = FRESH.total_seconds() - 5 * 60  # a journey may take the rest before it is asked who it is
expect.set_options(timeout=PATIENCE * 1000)  # a busy machine is no fault


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


@dataclass
class Site:
    """The town's server: where it is, and where its mails land."""

    url: str
    mails: Path

    def code_for(self, email):
        """The sign-in code of the last mail to this address."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for path in sorted(self.mails.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True):
                text = path.read_text()
                if f"To: {email}" in text and (
                    found := re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", text, re.MULTILINE)
                ):
                    path.unlink()
                    return found[1]
            time.sleep(0.1)
        raise AssertionError(f"no code came for {email}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The town, served by `manage.py serve` in the embedded default: SQLite, no Redis."""
    folder = tmp_path_factory.mktemp("town")
    mails = folder / "mails"
    mails.mkdir()
    environment = embedded(folder, EMAIL_URL=f"filemail:///{mails}", CITY_NAME="Testville")
    manage(environment, "migrate", "--verbosity", "0")
    with (Path(__file__).parent / "town.py").open() as town:
        manage(environment, "shell", "--verbosity", "0", stdin=town)
    with served(environment) as address:
        yield Site(address, mails)


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    """The demonstration city, served as it would be deployed; nobody votes in it meanwhile."""
    with demonstration(tmp_path_factory.mktemp("marenholt")) as city:
        yield city


@pytest.fixture(scope="package")
def chromium():
    """The browser. It keeps an event loop running, so it is closed before any other test of this process runs."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium found: set CHROMIUM_PATH, or install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def plain():
    """The contexts of windows without scripts."""
    return set()


@pytest.fixture
def open_window(chromium, site, plain):
    """Opens a window of its own (its own cookies); anything it says on its console as an error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(*, javascript=True, width=1280, scheme="light") -> Page:
        context = chromium.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        if not javascript:
            plain.add(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []


@pytest.fixture(scope="session")
def cookies():
    """Who signed in before, with their cookies and when that was: the site sends few codes a minute."""
    return {}


@pytest.fixture
def sign_in(site, cookies):
    """Signs a window in: by the code that is mailed, and later by the cookies of that first time."""

    def sign_one_in(page: Page, email: str) -> Page:
        kept, signed_in_at = cookies.get(email, ([], 0.0))
        if kept and time.monotonic() - signed_in_at < KEPT_SECONDS:
            page.context.add_cookies(kept)
            return page
        page.goto("/accounts/login/")
        page.get_by_label("E-mail").fill(email)
        page.locator("main form button[type=submit]").first.click()
        page.get_by_label("Code").fill(site.code_for(email))
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"^(?!.*/accounts/login/)"))
        if "/2fa/authenticate/" in page.url:
            page.get_by_label("Code from your app").fill(app_code())
            page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"^(?!.*/accounts/)"))
        cookies[email] = page.context.cookies(), time.monotonic()
        return page

    return sign_one_in


@contextmanager
def copied(page: Page) -> Iterator[Page]:
    """The page as it stands, in a window where axe's script can run and none of the page's own does."""
    browser, address, body = page.context.browser, page.url, page.content()
    assert browser
    with browser.new_context(viewport=page.viewport_size, reduced_motion="reduce") as context:
        copy = context.new_page()
        copy.route(re.compile(r"\.js$"), lambda route: route.abort())
        copy.route(address, lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=body))
        copy.goto(address)
        yield copy


@pytest.fixture
def assert_accessible(plain):
    """Fails for any serious or critical finding of axe, and for a page wider than its window."""

    def check(page: Page) -> None:
        if page.context not in plain:
            look(page)
            return
        with copied(page) as copy:
            look(copy)

    def look(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        serious = [
            f"{finding['id']}: {finding['help']} ({'; '.join(node['html'][:120] for node in finding['nodes'][:3])})"
            for finding in found
            if finding["impact"] in {"serious", "critical"}
        ]
        assert serious == [], f"{page.url}: {serious}"
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{page.url} is {excess} px wider than its window"

    return check
