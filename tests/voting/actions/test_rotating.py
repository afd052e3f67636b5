import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry
from tests.factories import NOW, make_contest
from voting.actions.rotating import renew_key
from voting.actions.sealing import seal
from voting.models import Checkpoint
from voting.queries.checks import check_round
from voting.queries.keys import KeyMissingError
from voting.queries.log import acts, head, keys_of
from voting.queries.signing import is_signed, log_key_path, log_signer, public_path, receipt_key
from voting.rules.log.notes import NoteError, open_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round, _ = make_contest()
    seal(now=NOW)
    return round


def is_by(note, key):
    try:
        return bool(open_note(note, key, is_signed))
    except NoteError:
        return False


def test_the_first_state_with_another_key_is_signed_by_both(round, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert renew_key(actor=None, now=NOW, use="log", reason="A year has passed.") == [round]
    seal(now=NOW)
    old, new = keys_of(round, "log")
    assert (old.name, old.public != new.public) == (new.name, True)
    assert is_by(head(round).note, old)
    assert is_by(head(round).note, new)
    make_contest()[0].phases.update(closes_at=NOW)
    round.phases.update(closes_at=NOW)
    seal(now=NOW)
    assert is_by(head(round).note, new)
    assert not is_by(head(round).note, old)
    assert [check.faults for check in check_round(round) if check.faults] == []
    assert AuditEntry.objects.get(verb="renew_key").reason == "A year has passed."


def test_before_the_files_have_their_places_both_keys_are_found(round):
    renew_key(actor=None, now=NOW, use="log", reason="A year has passed.")
    seal(now=NOW)
    assert all(is_by(head(round).note, key) for key in keys_of(round, "log"))


def test_receipts_have_a_key_of_their_own(round, django_capture_on_commit_callbacks):
    before = receipt_key()
    with django_capture_on_commit_callbacks(execute=True):
        renew_key(actor=None, now=NOW, use="receipt", reason="It may be known.")
    seal(now=NOW)
    assert keys_of(round, "receipt") == [before, receipt_key()]
    assert acts(round, "newkey")[0]["reason"] == "It may be known."
    assert Checkpoint.objects.count() == 2


def test_keys_are_for_their_owner_alone(round):
    for path in (log_key_path(), public_path(log_key_path())):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_is_not_here_cannot_sign(round):
    with pytest.raises(KeyMissingError, match="is not here"):
        log_signer(receipt_key())
    log_key_path().unlink()
    with pytest.raises(KeyMissingError, match="not there"):
        log_signer(keys_of(round, "log")[0])


def test_what_is_no_signing_key_is_said(round):
    log_key_path().write_text(log_key_path().read_text().replace("MC", "MD"))
    with pytest.raises(ValueError, match=".+"):
        log_signer(keys_of(round, "log")[0])


def test_the_command_renews_and_needs_a_key_to_follow(round):
    told = StringIO()
    call_command("renew_key", "log", "--reason", "A year has passed.", stdout=told)
    assert "1 logs say so" in told.getvalue()
    public_path(log_key_path()).unlink()
    with pytest.raises(CommandError, match="is not there"):
        call_command("renew_key", "log", "--reason", "Again.", stdout=told)
