"""What was counted before a void stands beside what is counted after it."""

from datetime import timedelta

import pytest

from city.actions.cases import approve, open_case
from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.roles import Role
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_official, make_voter
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import OutcomeVersion, SealedCast, Tally
from voting.queries.outcomes import uncounted
from voting.queries.told import told, told_hash
from voting.queries.versions import versions

pytestmark = pytest.mark.django_db
SOON, LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=1)


@pytest.fixture
def counted():
    """Eleven ballots, six for P03 (6,000) and five for P02 (5,000), of 10,000: the first funds P03 alone."""
    round, district = make_contest()
    for number in range(11):
        cast_ballot(make_voter(round, district), round, district, ["P03"] if number < 6 else ["P02"])
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
    round = Round.objects.get()
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=round, district=district)
    return round, district


def votes_for(code):
    return [cast for cast in SealedCast.objects.all() if code in cast.ballot]


def test_the_first_count_is_kept_as_it_is_published(counted):
    round, district = counted
    version = OutcomeVersion.objects.get()
    outcome = round.outcomes.get()
    assert (version.number, version.reason, version.content) == (1, "", told(outcome))
    assert version.content["winners"] == ["P03"]
    assert version.digest == told_hash(version.content)
    assert versions(round, district) == []


def test_counting_the_same_again_keeps_nothing_more(counted):
    count_outcome(actor=None, now=LATER, round=counted[0], district=counted[1])
    count_outcome(actor=None, now=LATER, round=counted[0], district=counted[1], preset="mes-cost")
    assert OutcomeVersion.objects.count() == 1
    assert AuditEntry.objects.filter(verb="count").count() == 3


def test_a_void_has_the_contest_counted_anew_and_both_stand(counted, election_officer):
    round, district = counted
    assert not uncounted(NOW).exists()
    for cast in votes_for("P03")[:2]:
        case = open_case(
            actor=election_officer, now=NOW, verb=Verb.VOID, reason="Bought.", subject=cast, round=round,
            arguments={"h": cast.h},
        )  # fmt: skip
        approve(actor=make_official(Role.ELECTION_OFFICER), now=NOW, case=case)
    seal(now=SOON)
    assert [envelope.district for envelope in uncounted(LATER)] == [district]
    count_outcome(actor=None, now=LATER, round=round, district=district)
    assert not uncounted(LATER).exists()
    first, second = OutcomeVersion.objects.all()
    assert first.content["winners"] == ["P03"]
    assert second.content["winners"] == ["P02"]
    assert second.reason.startswith("2 ballots were voided. Case ")
    assert "Bought." in second.reason
    latest, earliest = versions(round, district)
    assert (list(latest.gained), list(latest.lost)) == (["P02"], ["P03"])
    assert (earliest.gained, earliest.lost) == ({}, {})


def test_a_void_from_the_console_names_no_case(counted):
    void(actor=None, now=NOW, cast=votes_for("P03")[0], reason="Bought.")
    seal(now=SOON)
    count_outcome(actor=None, now=LATER, round=counted[0], district=counted[1])
    assert OutcomeVersion.objects.last().reason == "One ballot was voided. Bought."


def test_ballots_that_come_in_later_have_it_counted_anew_too(counted):
    round, district = counted
    SealedCast.objects.filter(h=votes_for("P02")[0].h).delete()
    Tally.objects.update(ballots=10, counted_at=SOON)
    assert uncounted(LATER).exists()
    count_outcome(actor=None, now=LATER, round=round, district=district)
    assert OutcomeVersion.objects.last().reason == "More ballots came into the count."


@pytest.mark.parametrize("field", ["certified_at", "cancelled_at"])
def test_what_is_final_or_called_off_is_not_counted_by_itself(counted, field):
    void(actor=None, now=NOW, cast=votes_for("P03")[0], reason="Bought.")
    seal(now=SOON)
    Round.objects.update(**{field: NOW})
    assert not uncounted(LATER).exists()


def test_of_an_election_held_elsewhere_nothing_is_kept(counted):
    Round.objects.update(is_imported=True)
    OutcomeVersion.objects.all()
    round = Round.objects.get()
    count_outcome(actor=None, now=LATER, round=round, district=counted[1])
    assert OutcomeVersion.objects.count() == 1
