from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry, Round
from city.rules.refusal import Refused
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.checking import check, resume
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.management import recounter
from voting.models import Publication, Tally
from voting.queries.watched import recounted

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round, district = make_contest()
    for _ in range(20):
        cast_ballot(make_voter(round, district), round, district, ["P01"])
    seal(now=NOW)
    return round


def one_vote_more():
    tally = Tally.objects.get()
    tally.counts["P02"] += 1
    tally.save()


def test_what_agrees_is_noted_and_goes_on(round):
    assert check(now=NOW, round=round) == []
    row = Publication.objects.get()
    assert (row.is_frozen, row.checked_at, row.checked_size) == (False, NOW, 14)


def test_one_vote_too_many_stops_the_log_and_its_publication(round, caplog):
    one_vote_more()
    (fault,) = check(now=NOW, round=round)
    assert "the count that is shown is not the one in the log" in fault
    assert "is not published any more" in caplog.text
    publish(round=round)
    row = Publication.objects.get()
    assert (row.is_frozen, row.size, row.reason) == (True, 0, fault)
    assert seal(now=NOW + timedelta(days=1)) == []


def test_it_goes_on_when_somebody_has_looked_and_nothing_differs_any_more(round):
    one_vote_more()
    check(now=NOW, round=round)
    with pytest.raises(Refused, match="differs"):
        resume(actor=None, now=NOW, round=round, reason="Looked at.")
    tally = Tally.objects.get()
    tally.counts["P02"] -= 1
    tally.save()
    resume(actor=None, now=NOW, round=round, reason="A cosmic ray.")
    assert not Publication.objects.get().is_frozen
    assert AuditEntry.objects.get(verb="resume").reason == "A cosmic ray."


def test_the_command_recounts_once(round):
    told = StringIO()
    call_command("recount", "--once", stdout=told)
    assert told.getvalue() == "Nothing differs.\n"
    one_vote_more()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("recount", "--once", stdout=told)
    assert f"FAULT {round.slug}: counts: " in told.getvalue()


def test_the_command_resumes_with_a_reason(round):
    with pytest.raises(CommandError, match="reason"):
        call_command("recount", "--resume", round.slug, stdout=StringIO())
    one_vote_more()
    with pytest.raises(CommandError, match="not the one in the log"):
        call_command("recount", "--resume", round.slug, "--reason", "So.", stdout=StringIO())
    Tally.objects.update(counts={"P01": 10, "P02": 0, "P03": 0})
    told = StringIO()
    call_command("recount", "--resume", round.slug, "--reason", "So.", stdout=told)
    assert told.getvalue() == f"{round.slug} is published again.\n"


def test_it_recounts_until_it_is_told_to_end(round, monkeypatch):
    waited = []
    monkeypatch.setattr(recounter, "close_old_connections", lambda: None)

    def is_over(seconds):
        waited.append(seconds)
        return len(waited) == 2

    recounter.run(is_over)
    assert waited[0] == 60
    assert Publication.objects.get().checked_size == 14


def test_a_result_that_is_final_is_not_recounted_each_minute(round):
    assert list(recounted(NOW)) == [round]
    Round.objects.update(certified_at=NOW)
    assert list(recounted(NOW)) == []
