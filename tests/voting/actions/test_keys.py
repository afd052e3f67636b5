from datetime import timedelta
from pathlib import Path

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, add_phase, make_contest
from voting.actions.keys import destroy_key, make_key, make_people_key
from voting.queries.keys import KeyMissingError, has_key, key_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round, _ = make_contest()
    round.phases.update(closes_at=NOW - timedelta(days=1))
    Round.objects.update(certified_at=NOW)
    return Round.objects.get()


def refusal(round):
    with pytest.raises(Refused) as caught:
        destroy_key(actor=None, now=NOW, round=round)
    return caught.value.kind, caught.value.reasons[0].code


def test_the_key_is_gone_once_the_record_stands(round, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = destroy_key(actor=None, now=NOW, round=round, reason="Nobody can object any more.")
        assert has_key(round)
    assert not key_path(round).exists()
    assert made.reason == AuditEntry.objects.get(verb="destroy_key").reason == "Nobody can object any more."
    assert made.digest == round.manifest["key"]
    assert Round.objects.get().key_destroyed_at == NOW


def test_two_processes_that_make_it_at_once_have_the_same(monkeypatch):
    """Whoever comes second saw no key yet, and finds one when theirs is to take its place."""
    first = make_people_key()
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert make_people_key() == first


def test_it_is_never_made_anew(round, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        destroy_key(actor=None, now=NOW, round=round)
    with pytest.raises(KeyMissingError, match="destroyed"):
        make_key(round)
    assert refusal(round) == (Kind.CONFLICT, "destroyed")


def test_not_before_certification(round):
    Round.objects.update(certified_at=None)
    assert refusal(round) == (Kind.CONFLICT, "not_yet")


def test_not_while_anybody_may_object(round):
    add_phase(round, PhaseKind.CHALLENGING, opens=-1, days=14)
    assert refusal(Round.objects.get()) == (Kind.CONFLICT, "not_yet")


@pytest.mark.parametrize("content", [b"\x07" * 32, b"\x07"])
def test_another_file_in_its_place_is_not_destroyed(round, content):
    key_path(round).write_bytes(content)
    assert refusal(round) == (Kind.CONFLICT, "other_key")
    assert key_path(round).exists()


def test_what_is_not_here_cannot_be_destroyed(round):
    key_path(round).unlink()
    assert refusal(round) == (Kind.CONFLICT, "no_key")
