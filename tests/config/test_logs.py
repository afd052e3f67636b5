import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.logs import QUIET_SECONDS, Seldom


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("config.logs.monotonic", lambda: now[0])
    return now


def passes(seldom, message, *args, name="voting.live"):
    return seldom.filter(logging.LogRecord(name, logging.WARNING, "", 0, message, args, None))


def test_an_outage_is_told_once_a_minute(clock):
    seldom = Seldom(["voting.live"])
    assert passes(seldom, "away: %s", "first")
    assert not passes(seldom, "away: %s", "second")
    clock[0] += QUIET_SECONDS
    assert passes(seldom, "away: %s", "third")


def test_another_trouble_is_told_as_well(clock):
    seldom = Seldom(["voting.live"])
    assert passes(seldom, "one")
    assert passes(seldom, "another")


def test_other_loggers_say_what_they_like(clock):
    seldom = Seldom(["voting.live"])
    assert passes(seldom, "one", name="city.api")
    assert passes(seldom, "one", name="city.api")


def test_what_went_wrong_is_told_in_one_line(clock):
    error = ConnectionError("nobody at 6379")
    record = logging.LogRecord(
        "voting.live", logging.ERROR, "", 0, "lost %s", ("100%",), (ConnectionError, error, None)
    )
    assert Seldom(["voting.live"]).filter(record)
    assert logging.Formatter().format(record) == "lost 100%: ConnectionError: nobody at 6379"


def test_the_level_of_the_log_holds_for_what_django_says_too(tmp_path):
    says = "import django, logging; django.setup(); log = logging.getLogger('django.request'); "
    says += "log.warning('it refused'); log.error('it failed')"
    environment = os.environ | {"LOG_LEVEL": "ERROR", "DATA_DIR": str(tmp_path)}
    line = [sys.executable, "-c", says]
    said = subprocess.run(line, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    assert "it failed" in said.stderr
    assert "it refused" not in said.stderr
