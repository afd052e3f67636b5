from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_district, make_official, make_round
from voting.actions.terms import set_terms
from voting.queries.terms import drafted
from voting.rules.terms import Draft, Season

pytestmark = pytest.mark.django_db
VOTING = Season(NOW + timedelta(days=3), NOW + timedelta(days=9))


def draft(**fields):
    return Draft(**{"kind": "approval", "seasons": {PhaseKind.VOTING: VOTING}, "purses": {"north": 500_00}, **fields})


def refusal(actor, round, terms):
    with pytest.raises(Refused) as caught:
        set_terms(actor=actor, now=NOW, round=round, draft=terms)
    return caught.value.kind, {reason.field for reason in caught.value.reasons}


@pytest.fixture
def round():
    make_district("north")
    make_district("south")
    return make_round(phase=PhaseKind.PROPOSING)


def test_what_is_set_is_what_the_round_has_and_nothing_besides(round, election_officer):
    terms = draft(
        kind="ranking",
        min_choices=1,
        max_choices=4,
        max_spend_minor=400_00,
        scoring=[5, 3, 1],
        may_vote_in="any",
        may_vote_in_count=1,
        min_level=2,
        min_age=16,
        postcodes=["7301 AB"],
        visibility="daily",
        k=25,
        purses={"north": 500_00, "south": 900_00},
    )
    made = set_terms(actor=election_officer, now=NOW, round=round, draft=terms)
    assert drafted(made) == terms
    again = replace(terms, kind="points", points=7, scoring=(), seasons={}, purses={"south": 1_00})
    assert drafted(set_terms(actor=election_officer, now=NOW, round=made, draft=again)) == replace(again, scoring=[])


def test_the_record_commits_to_before_and_after(round, election_officer):
    set_terms(actor=election_officer, now=NOW, round=round, draft=draft())
    first = AuditEntry.objects.get(verb="set_terms")
    assert (first.actor, first.subject_key) == (election_officer, str(round.pk))
    set_terms(actor=election_officer, now=NOW, round=round, draft=draft(k=20))
    second = AuditEntry.objects.filter(verb="set_terms").order_by("number").last()
    assert second.before == first.after != second.after


def test_what_does_not_go_together_is_refused_by_its_field_and_nothing_is_written(round, election_officer):
    before = drafted(round)
    wrong = draft(kind="points", k=3, min_age=130)
    assert refusal(election_officer, round, wrong) == (Kind.INVALID, {"points", "k", "min_age"})
    assert drafted(Round.objects.get()) == before
    assert not AuditEntry.objects.exists()


def test_only_an_election_officer_of_the_round_and_only_before_the_freeze(round, election_officer, moderator):
    assert refusal(moderator, round, draft())[0] == Kind.FORBIDDEN
    other = make_official(Role.ELECTION_OFFICER, round=make_round())
    assert refusal(other, round, draft())[0] == Kind.FORBIDDEN
    frozen, _district = make_contest()
    rh = frozen.manifest_hash
    assert refusal(election_officer, frozen, draft())[0] == Kind.CONFLICT
    assert Round.objects.get(pk=frozen.pk).manifest_hash == rh


def test_it_needs_no_season(election_officer):
    make_district("north")
    bare = Round.objects.create(slug="bare", title="Bare", currency="EUR")
    set_terms(actor=election_officer, now=NOW, round=bare, draft=draft())
    assert Round.objects.get(slug="bare").stretch(PhaseKind.VOTING).closes_at == VOTING.closes_at


@pytest.mark.parametrize("wrong", [{"may_vote_in_count": 0}, {"min_age": 121}, {"min_level": 4}, {"k": 9}])
def test_the_database_refuses_the_same(round, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(**wrong)
