"""What a superuser changes with the triggers off is found, and named by its position."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry, Round
from tests.conftest import unprotect
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import Checkpoint, ImportedBallot, KeyDestruction, LogLeaf, SealedCast, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round, district = make_contest(slug="spring")
    for _ in range(20):
        cast_ballot(make_voter(round, district), round, district, ["P01"])
    seal(now=NOW)
    return round


def verify(*words):
    """Its lines, and whether it found nothing wrong."""
    told = StringIO()
    try:
        call_command("verify", *words, stdout=told)
    except CommandError:
        return told.getvalue().splitlines(), False
    return told.getvalue().splitlines(), True


def found(*words):
    lines, is_well = verify(*words)
    assert not is_well
    return [line for line in lines if line.startswith("FAULT")]


def test_all_is_well_with_a_line_for_each_check(round):
    lines, is_well = verify("spring")
    assert is_well
    assert [line.split(":")[0] for line in lines] == [
        "ok audit",
        "ok manifest",
        "ok log",
        "ok casts",
        "ok key",
        "ok counts",
    ]
    assert lines[0] == f"ok audit: {AuditEntry.objects.count()} entries, each follows the one before it"


def test_without_a_round_the_trail_alone_is_checked(db):
    assert verify() == (["ok audit: 0 entries, each follows the one before it"], True)


def test_a_round_that_there_is_not_is_said(db):
    with pytest.raises(CommandError, match="no round with the slug nowhere"):
        call_command("verify", "nowhere", stdout=StringIO())


def test_a_changed_entry_of_the_trail_is_named(round):
    unprotect("city_auditentry")
    AuditEntry.objects.filter(number=2).update(reason="Because I say so.")
    assert found() == ["FAULT audit: entry 2: its content does not have its hash"]


def test_a_removed_entry_of_the_trail_is_named(round):
    unprotect("city_auditentry")
    AuditEntry.objects.filter(number=2)._raw_delete("default")
    assert "FAULT audit: entry 3: entry 2 is missing" in found()


def test_a_changed_ballot_is_named_by_its_position(round):
    cast = SealedCast.objects.order_by("position")[3]
    SealedCast.objects.filter(pk=cast.pk).update(ballot=cast.ballot.replace("P01", "P02"))
    lines = found("spring")
    assert f"FAULT casts: leaf {cast.position}: the ballot does not have the hash that is in the log" in lines
    assert any("the count of P01, P02 differs" in line for line in lines)


def test_a_removed_ballot_is_named_by_its_position(round):
    SealedCast.objects.get(position=4).delete()
    lines = found("spring")
    assert "FAULT casts: leaf 4: the ballot of this cast is missing" in lines
    assert any("10 ballots counted, 9 recounted" in line for line in lines)


def test_an_added_ballot_is_named_by_its_position(round):
    last = SealedCast.objects.order_by("position").last()
    added = {"h": "ab" * 32, "slot": "cd" * 32, "cast_id": uuid4()}
    for position in (2, last.position + 2):
        SealedCast.objects.create(
            **{field.name: getattr(last, field.name) for field in SealedCast._meta.fields}
            | added
            | {"position": position, "h": f"{position:064x}", "slot": f"{position:064x}", "cast_id": uuid4()}
        )
    lines = found("spring")
    assert "FAULT casts: leaf 2: a ballot stands there, and no cast in the log" in lines
    assert any("10 ballots counted, 11 recounted" in line for line in lines)


def test_a_changed_leaf_and_a_removed_one_are_named(round):
    for table in ("voting_logleaf", "voting_checkpoint"):
        unprotect(table)
    LogLeaf.objects.filter(index=2).update(kind="roll")
    assert "FAULT log: leaf 2: its content does not have its hash" in found("spring")
    LogLeaf.objects.filter(index=1).delete()
    assert "FAULT log: leaf 1: missing" in found("spring")


def test_a_forged_state_of_the_log_is_named(round):
    unprotect("voting_checkpoint")
    Checkpoint.objects.update(root="00" * 32)
    assert "FAULT log: checkpoint 14: its root is not that of the leaves" in found("spring")
    note = Checkpoint.objects.get().note
    for forged in (note.replace("14", "15", 1), "nothing"):
        Checkpoint.objects.update(note=forged)
        assert "FAULT log: checkpoint 14: no signature of the log's key on it" in found("spring")


def test_a_state_beyond_the_leaves_is_named(round):
    row = Checkpoint.objects.get()
    unprotect("voting_logleaf")
    LogLeaf.objects.filter(index=13).delete()
    assert f"FAULT log: checkpoint {row.size}: the log has no such leaves" in found("spring")


def test_a_changed_manifest_and_a_changed_count_are_found(round):
    row = Round.objects.get()
    row.manifest["districts"][0]["envelope"] += 1
    row.save()
    tally = Tally.objects.get()
    tally.counts["P02"] = 7
    tally.save()
    lines = found("spring")
    assert "FAULT manifest: it does not have its hash" in lines
    assert any("the count that is shown is not the one in the log" in line for line in lines)


def test_a_void_counts_from_its_own_place_in_the_log_on(round):
    void(actor=None, now=NOW, cast=SealedCast.objects.first(), reason="Not theirs.")
    assert verify("spring")[1]
    seal(now=NOW)
    assert verify("spring")[1]


def test_a_key_that_survived_its_destruction_is_found(round):
    KeyDestruction.objects.create(round=round, reason="It is over.", destroyed_at=NOW)
    assert found("spring") == ["FAULT key: recorded as destroyed, and its file is still there: remove it"]


def test_before_the_freeze_there_is_nothing_to_check(db):
    make_contest(slug="spring", frozen=False)
    assert verify("spring")[0][1] == "ok round: not frozen yet: there is nothing to check"


def test_of_an_imported_election_the_ballots_are_recounted(db):
    round, district = make_contest(slug="spring", is_imported=True)
    ImportedBallot.objects.create(round=round, district=district, number=1, ballot='{"choices":["P01"]}')
    counts = {"P01": 1, "P02": 0, "P03": 0}
    Tally.objects.create(round=round, district=district, counts=counts, ballots=1, counted_at=NOW)
    lines, is_well = verify("spring")
    assert is_well
    assert lines[2:] == ["ok log: imported: recount only", "ok counts: 1 contests recounted"]
