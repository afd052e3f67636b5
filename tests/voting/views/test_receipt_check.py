"""Checking a receipt without scripts: each state in words with what to do, and nothing kept."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import NOW, make_voter
from tests.voting.receipts import close, make_vote, open_again, seal_and_publish, vote
from tests.voting.views.booth import text
from voting.actions.publishing import freeze_publication
from voting.actions.voiding import void
from voting.models import Checkpoint
from voting.queries.changes import find_cast
from voting.queries.signing import log_key, log_signer, origin
from voting.rules.claims import LONGEST
from voting.rules.log.notes import Head, checkpoint_text, sign_note

pytestmark = pytest.mark.django_db


def hand_in(client, receipt="", **fields):
    return client.post(reverse("voting:receipt"), {"receipt": receipt, **fields})


def words(client, receipt):
    return text(hand_in(client, receipt if isinstance(receipt, str) else receipt.line))


def marks(response):
    """How each step of the check went."""
    return [str(verdict) for _step, verdict in response.context["steps"]]


def test_the_page_asks_for_a_receipt(client):
    page = client.get(reverse("voting:receipt"))
    assert page.status_code == 200
    assert page["Cache-Control"].count("no-store") == 1
    assert "What became of this ballot" not in text(page)


class TestTheStates:
    def test_pending(self, client):
        _, _, (receipt,) = make_vote(1)
        said = words(client, receipt)
        assert "Pending: stored, and waiting" in said
        assert "The promise on it is signed with the key of this vote." in said
        assert receipt.short_code in said

    def test_recorded(self, client):
        round, _, receipts = make_vote(20, visibility="hidden")
        seal_and_publish(round)
        assert any("Recorded: in the public log" in words(client, receipt) for receipt in receipts[:11])

    def test_counted(self, client):
        round, district, _ = make_vote()
        seal_and_publish(round)
        receipt = vote(round, district)
        close(round)
        seal_and_publish(round)
        page = hand_in(client, receipt.line)
        assert "in every count of its district" in text(page)
        assert marks(page) == ["good"] * 5

    def test_replaced(self, client):
        round, district, _ = make_vote()
        voter = make_voter(round, district)
        first = vote(round, district, voter=voter)
        vote(round, district, ["P02"], voter=voter, prev=1)
        close(round)
        seal_and_publish(round)
        assert "Replaced by a later ballot" in words(client, first)
        assert "while the result is open to challenge" in words(client, first)
        open_again(round)
        assert "cast again: the last ballot is yours" in words(client, first)

    def test_voided(self, client):
        round, _, receipts = make_vote(2)
        close(round)
        seal_and_publish(round)
        void(actor=None, now=NOW, cast=find_cast(round, receipts[0].h), reason="Not <b>theirs</b>.")
        void(actor=None, now=NOW, cast=find_cast(round, receipts[1].h), reason="desk")
        seal_and_publish(round)
        page = hand_in(client, receipts[0].short_code)
        assert "Void: taken out of the count" in text(page)
        assert "Not &lt;b&gt;theirs&lt;/b&gt;." in page.content.decode()
        assert "a vote at a desk counts instead" in words(client, receipts[1])

    def test_missing(self, client):
        round, _, (receipt,) = make_vote(1)
        close(round, ago=timedelta(hours=2))
        said = words(client, receipt)
        assert "Missing: it should be in the log, and is not" in said
        assert "The promise on it is signed with the key of this vote." in said

    def test_publishing_that_has_stopped(self, client):
        round, _, (receipt,) = make_vote(1)
        seal_and_publish(round)
        freeze_publication(now=NOW, round=round, reason="A difference.")
        assert "Publishing has stopped" in words(client, receipt)


class TestWhatIsNotToBeBelieved:
    def test_a_changed_choice(self, client):
        _, _, (receipt,) = make_vote(1)
        changed = receipt.as_json() | {"ballot": receipt.ballot | {"choices": ["P02"]}}
        page = hand_in(client, json.dumps(changed))
        assert "This receipt was changed" in text(page)
        assert marks(page)[0] == "bad"

    def test_a_promise_of_somebody_else(self, client):
        _, _, receipts = make_vote(2)
        swapped = receipts[0].as_json() | {"promise": receipts[1].promise}
        page = hand_in(client, json.dumps(swapped))
        assert "This receipt is not from us" in text(page)
        assert "Pending" not in text(page)

    def test_a_log_that_was_rewritten(self, client):
        round, district, _ = make_vote()
        seal_and_publish(round)
        receipt = vote(round, district)
        close(round)
        seal_and_publish(round)
        early = Checkpoint.objects.filter(round=round).order_by("size").first()
        other = sign_note(checkpoint_text(Head(origin(round), early.size, b"\0" * 32)), log_signer(log_key(round)))
        page = hand_in(client, json.dumps(receipt.as_json() | {"checkpoint": other}))
        assert "The log does not fit what was signed" in text(page)
        assert marks(page) == ["good"] * 4 + ["bad"]

    def test_a_vote_that_is_not_held_here(self, client):
        _, _, (receipt,) = make_vote(1)
        elsewhere = receipt.as_json() | {"round": "nowhere"}
        assert "names a vote that is not held here" in text(hand_in(client, json.dumps(elsewhere)))

    def test_a_code_that_nobody_knows(self, client):
        assert "Nobody here knows this code" in text(hand_in(client, "CRP1-9J6D-G5TY-C10P"))

    @pytest.mark.parametrize("choices", [7, [[1], {"p": 3}, {"p": "P01", "w": "x"}, "nothing"], "P01"])
    def test_choices_that_are_none_do_no_harm(self, client, choices):
        _, _, (receipt,) = make_vote(1)
        odd = receipt.as_json() | {"ballot": receipt.ballot | {"choices": choices}}
        assert "This receipt was changed" in text(hand_in(client, json.dumps(odd)))


class TestHandingIn:
    def test_a_file_is_read(self, client):
        _, _, (receipt,) = make_vote(1)
        file = SimpleUploadedFile("receipt.json", json.dumps(receipt.as_json(), indent=2).encode())
        assert "Pending" in text(hand_in(client, file=file))

    def test_a_text_is_read_to_its_last_line(self, client):
        _, _, (receipt,) = make_vote(1)
        assert "Pending" in text(hand_in(client, f"Testville\n\nShort code: …\n{receipt.line}\n"))

    def test_what_the_receipt_says_is_told_again(self, client):
        round, _, (receipt,) = make_vote(1)
        assert round.proposals.get(code="P01").title in words(client, receipt)

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({}, "Choose the file of your receipt, or type its short code."),
            ({"receipt": "my ballot"}, "This is no receipt, and no short code."),
            ({"file": SimpleUploadedFile("cat.jpg", b"\xff\xd8\xff")}, "This file is no receipt."),
            ({"file": SimpleUploadedFile("big.txt", b" " * (LONGEST + 1))}, "This file is too large"),
        ],
    )
    def test_what_is_no_receipt_is_said_so(self, client, fields, error):
        page = hand_in(client, **fields)
        assert error in text(page)
        assert "What became of this ballot" not in text(page)

    def test_a_script_that_sends_the_hash_gets_the_proofs(self, client):
        round, _, (receipt,) = make_vote(1)
        close(round)
        seal_and_publish(round)
        page = hand_in(client, receipt.h, round="vote", sizes="1 2 x 99999")
        evidence = json.loads(page.context["evidence"])
        assert evidence["state"] == "counted"
        assert evidence["consistency"].keys() == {"1", "2"}

    def test_nothing_handed_in_is_written_anywhere(self, client, caplog, settings):
        _, _, (receipt,) = make_vote(1)
        with caplog.at_level(logging.DEBUG):
            page = hand_in(client, receipt.line)
        logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
        assert not any(secret in logged for secret in (receipt.h, receipt.nonce, receipt.short_code))
        assert not page.cookies.keys() - {settings.CSRF_COOKIE_NAME}
        assert not client.session.items()
