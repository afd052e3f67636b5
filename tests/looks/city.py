"""The demonstration city, served on a free port, with log-ins that need no mail: to look at its pages and to weigh them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.processes import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
PLACES = ["chromium", "chromium-browser", "google-chrome", "chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PATIENCE = 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOG_IN = """
from django.conf import settings
from django.test import Client
from city.models import User
from tests.signing import use_second_factor
client = Client()
user = User.objects.get(email={email!r})
client.force_login(user, backend={backend!r})
use_second_factor(client, user)
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@dataclass(frozen=True)
class City:
    """Where the city is served, and the environment its commands run in."""

    url: str
    environment: dict[str, str]

    @cache  # noqa: B019 - a city lives as long as the process that looks at it
    def cookie(self, email: str) -> dict[str, str]:
        """A session's cookie of somebody who lives or works there."""
        code = LOG_IN.format(email=email, backend=BACKEND)
        answer = manage(self.environment, "shell", "--verbosity", "0", "-c", code, stdout=subprocess.PIPE, text=True)
        name, value = answer.stdout.split()
        return {"name": name, "value": value, "url": self.url}

    def __hash__(self) -> int:
        return hash(self.url)


def embedded(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a server in the embedded default: SQLite in `folder`, no Redis, a free port."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    address = f"http://127.0.0.1:{free_port()}"
    return kept | {"DATA_DIR": str(folder), "BASE_URL": address, "LOG_LEVEL": "WARNING"} | more


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """The server of this environment, running: its address."""
    address = environment["BASE_URL"]
    words = [sys.executable, "manage.py", "serve", "--port", address.rpartition(":")[2]]
    server = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        wait_for(f"{address}/readyz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


@contextmanager
def demonstration(folder: Path) -> Iterator[City]:
    """Fill the city in `folder` and serve it; nobody votes while it is looked at."""
    environment = embedded(folder, DEMO="1")
    manage(environment, "demo", stdout=subprocess.DEVNULL)
    with served(environment) as address:
        yield City(address, environment)


def chromium_path() -> str | None:
    """The browser, where there is one."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, PLACES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


def manage(environment: dict[str, str], *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True, **options)
