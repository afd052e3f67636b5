"""A backup is restored: rows that came after it are gone, while the public has seen the log that they were in."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry
from city.rules.refusal import Refused
from tests.conftest import unprotect
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.publishing import publish
from voting.actions.replaying import replay
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import Checkpoint, LogLeaf, LogNode, PendingCast, Publication, SealedCast, Tally
from voting.queries.checks import check_round
from voting.queries.published import folder_of, rolled_back

pytestmark = pytest.mark.django_db


def first_ten(items, count):
    return items[:count]


@pytest.fixture
def contest():
    contest = make_contest()
    seal(now=NOW)
    for _ in range(20):
        cast_ballot(make_voter(*contest), *contest, ["P01"])
    return contest


def restore(size, waiting):
    """The database as it was when the log had `size` leaves, and these ballots waited."""
    for table in ("voting_logleaf", "voting_checkpoint", "voting_lognode"):
        unprotect(table)
    LogLeaf.objects.filter(index__gte=size).delete()
    LogNode.objects.all().delete()
    Checkpoint.objects.filter(size__gt=size).delete()
    SealedCast.objects.all().delete()
    Tally.objects.all().delete()
    PendingCast.objects.all().delete()
    PendingCast.objects.bulk_create(waiting)
    Publication.objects.update(size=size)


def test_what_the_sealer_alone_tells_is_back_and_no_act_of_anybody(contest):
    """The leaves that begin a day: the audit's head, and the roll where it has changed."""
    waiting = list(PendingCast.objects.all())
    seal(now=NOW + timedelta(days=1), sample=first_ten)
    publish(round=contest[0])
    assert LogLeaf.objects.filter(index__gte=3, kind="audit").exists()
    restore(3, waiting)
    made = replay(actor=None, now=NOW, round=contest[0])
    assert (made.lost, made.acts) == ([], [])
    assert list(rolled_back()) == []


def test_ballots_that_still_wait_are_back_in_their_places(contest):
    waiting = list(PendingCast.objects.all())
    seal(now=NOW, sample=first_ten)
    publish(round=contest[0])
    restore(3, waiting)
    assert list(rolled_back())
    told = StringIO()
    call_command("replay", contest[0].slug, stdout=told)
    assert told.getvalue() == "11 leaves are back.\n"
    assert list(rolled_back()) == []
    assert [check.faults for check in check_round(contest[0]) if check.faults] == []
    assert (SealedCast.objects.count(), PendingCast.objects.count()) == (10, 10)
    assert AuditEntry.objects.filter(verb="replay").exists()


def test_what_cannot_be_put_back_is_named(contest):
    void(actor=None, now=NOW, cast=PendingCast.objects.first(), reason="Not theirs.")
    seal(now=NOW, sample=first_ten)
    publish(round=contest[0])
    lost = list(SealedCast.objects.order_by("position").values_list("h", flat=True))
    restore(3, [])
    told = StringIO()
    with pytest.raises(CommandError, match="10 ballots are lost, and 1 acts"):
        call_command("replay", contest[0].slug, stdout=told)
    assert [line for line in told.getvalue().splitlines() if "LOST" in line] == [f"LOST ballot {h}" for h in lost]
    assert "ENTER AGAIN" in told.getvalue()


@pytest.mark.parametrize("file", ["leaves/000000.jsonl", "checkpoint"])
def test_files_that_do_not_continue_the_log_change_nothing(contest, file):
    waiting = list(PendingCast.objects.all())
    seal(now=NOW, sample=first_ten)
    publish(round=contest[0])
    restore(3, waiting)
    path = folder_of(contest[0]) / file
    if file == "checkpoint":
        path.unlink()
    else:
        path.write_text(path.read_text().replace('"n":10', '"n":11'))
    with pytest.raises(Refused, match="not_a_continuation"):
        replay(actor=None, now=NOW, round=contest[0])
    with pytest.raises(CommandError, match="do not continue"):
        call_command("replay", contest[0].slug, stdout=StringIO())
    assert LogLeaf.objects.count() == 3
