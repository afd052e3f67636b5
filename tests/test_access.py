"""Every address of the site, asked by everybody: who gets what stands in access.txt, and nothing else happens."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.access import routes, table

TABLE = Path(__file__).parent / "access.txt"
HOW = "If that is what you want: .venv/bin/python -m tests.access > tests/access.txt, and look at the difference."


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says():
    told = TABLE.read_text().splitlines()
    found = list(unified_diff(told, table(), "tests/access.txt", "what the site answers", n=0, lineterm=""))
    assert not found, "\n".join([HOW, *found])


def test_no_address_is_left_out():
    told = TABLE.read_text()
    assert [route for route in routes() if f"/{route}"[:50] not in told] == [], HOW
