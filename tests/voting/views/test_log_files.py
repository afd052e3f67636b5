"""What programs read of the log as plain text."""

import json
from pathlib import Path

import pytest

from tests.factories import NOW, make_contest
from tests.voting.logs import add_acts, make_log
from voting import pbwatch
from voting.actions.rotating import renew_key
from voting.actions.sealing import seal
from voting.queries.public_log import public_log

pytestmark = pytest.mark.django_db


def test_the_checkpoint_is_the_note_that_was_signed(client):
    round, _ = make_log(votes=0)
    answer = client.get("/rounds/spring/log/checkpoint")
    assert answer.content.decode() == public_log(round).newest.note
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_a_checkpoint_that_is_known_is_not_sent_again(client):
    round, _ = make_log(votes=0)
    known = client.get("/rounds/spring/log/checkpoint")["ETag"]
    assert client.get("/rounds/spring/log/checkpoint", headers={"If-None-Match": known}).status_code == 304
    add_acts(round, 1)
    assert client.get("/rounds/spring/log/checkpoint", headers={"If-None-Match": known}).status_code == 200


def test_where_there_is_no_log_there_is_no_checkpoint(client):
    make_contest(slug="spring")
    assert client.get("/rounds/spring/log/checkpoint").status_code == 404


def test_the_watcher_is_there_to_be_downloaded(client):
    make_log(votes=0)
    answer = client.get("/rounds/spring/log/pbwatch.py")
    assert answer.content.decode() == Path(pbwatch.__file__).read_text()
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.django_db(transaction=True)
def test_the_watcher_is_content_with_this_site_and_with_no_other_story(live_server, tmp_path):
    """Its own program against our own pages: growth and a new key are well, a state that was never ours is not."""
    round, _ = make_log(votes=0)
    seen = tmp_path / "seen.json"
    line = ["--once", "--seen", str(seen), f"{live_server.url}/rounds/spring"]
    assert pbwatch.main(line) == pbwatch.WELL
    add_acts(round, 3)
    assert pbwatch.main(line) == pbwatch.WELL
    renew_key(actor=None, now=NOW, use="log", reason="A year has passed.")
    seal(now=NOW)
    add_acts(round, 2)
    assert pbwatch.main(line) == pbwatch.WELL
    told = seen.read_text()
    assert len(json.loads(told)[line[-1]]["keys"]) == 2
    seen.write_text(told.replace(told.split("\\n")[2][:20], "A" * 20))
    assert pbwatch.main(line) == pbwatch.ALARM
