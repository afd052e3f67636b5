import re

import pytest
from django.urls import reverse

from tests.factories import make_contest
from voting.queries.bundles import newest_path, verifier_hash

pytestmark = pytest.mark.django_db


def look(client, name="recount", slug="vote"):
    return client.get(reverse(f"voting:{name}", args=[slug]))


@pytest.fixture
def published():
    """A round with a bundle; what is in it is tested where it is made."""
    round, _ = make_contest(slug="vote")
    path = newest_path(round)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 2048)
    yield round
    path.unlink()


def test_before_the_close_the_page_says_when_there_will_be_a_file(client):
    make_contest(slug="vote")
    page = look(client).content.decode()
    assert "Then every ballot, without its voter, will stand here" in page
    assert "data-command" not in page
    assert look(client, "bundle").status_code == 404


def test_after_the_close_it_says_by_when(client):
    make_contest(slug="vote")[0].phases.update(closes_at="2026-11-01T18:00:00Z", opens_at="2026-10-01T18:00:00Z")
    page = look(client).content.decode()
    assert "The vote is closed. The file with every ballot will stand here by " in page
    assert "data-command" not in page


def test_an_imported_vote_has_nothing_to_check_but_the_count(client):
    make_contest(slug="vote", is_imported=True)
    assert "This vote was held elsewhere" in look(client).content.decode()


def test_the_page_says_what_to_run_and_what_to_compare(client, published):
    page = look(client).content.decode()
    assert re.findall(r"<code data-command>(.*)</code>", page) == [
        "python3 -m zipfile -e vote.zip .",
        "python3 vote/verify.py vote",
    ]
    assert verifier_hash() in page
    assert published.manifest_hash in page
    assert "2.0\xa0KB" in page


def test_the_file_and_the_program_can_be_had(client, published):
    answer = look(client, "bundle")
    assert answer["Content-Disposition"] == 'attachment; filename="vote.zip"'
    assert answer.getvalue() == b"x" * 2048
    program = look(client, "verifier")
    assert program["Content-Type"].startswith("text/plain")
    assert b"Check a vote without trusting those who held it" in program.content
