from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from proposals.models import StatusName
from tests.factories import NOW, add_phase, decide, make_contest, make_proposal
from voting.actions.rerunning import rerun

pytestmark = pytest.mark.django_db
OPENS = NOW + timedelta(days=30)


@pytest.fixture
def old():
    """A round in which P01 was funded; P02 and P03 were not, and exclude each other; one idea is hidden."""
    round, district = make_contest(slug="purse-2026", ballot_kind="knapsack", min_choices=1)
    add_phase(round, PhaseKind.CHALLENGING, opens=8, days=14)
    decide(round, district, ["P01"])
    make_proposal(round, district, status=StatusName.HIDDEN)
    p02, p03 = round.proposals.filter(code__in=["P02", "P03"]).order_by("code")
    round.constraints = {"min_votes": 5, "incompatible": [[p02.pk, p03.pk]]}
    round.save()
    return Round.objects.get()


def again(old, actor, codes=("P02", "P03"), **given):
    proposals = old.proposals.filter(code__in=codes)
    about = {"slug": "purse-2027", "title": " The next  purse ", "opens_at": OPENS, "proposals": proposals}
    return rerun(**{"actor": actor, "now": NOW, "round": old} | about | given)


def test_terms_purses_dates_and_chosen_ideas_come_along(old, election_officer):
    made = Round.objects.get(pk=again(old, election_officer).pk)
    assert (made.slug, made.title, made.rerun_of) == ("purse-2027", "The next purse", old)
    assert (made.ballot_kind, made.min_choices, made.currency) == ("knapsack", 1, old.currency)
    assert (made.frozen_at, made.manifest, made.manifest_hash, made.certified_at) == (None, None, "", None)
    assert [envelope.amount_minor for envelope in made.envelopes.all()] == [10_000_00]
    first, second = made.phases.all()
    assert (first.opens_at, first.closes_at) == (OPENS, OPENS + timedelta(days=10))
    assert second.opens_at == OPENS + timedelta(days=10)
    copies = made.proposals.order_by("pk")
    assert [copy.title for copy in copies] == [
        one.title for one in old.proposals.filter(code__in=["P02", "P03"]).order_by("pk")
    ]
    assert {(copy.status, copy.code) for copy in copies} == {(StatusName.PUBLISHED, "")}
    assert sorted(copy.valuation.cost_minor for copy in copies) == [5_000_00, 6_000_00]
    assert made.constraints["min_votes"] == 5
    assert {*made.constraints["incompatible"][0]} == {copy.pk for copy in copies}
    entry = AuditEntry.objects.get(verb="rerun")
    assert (entry.actor, entry.subject_key) == (election_officer, str(made.pk))


def test_a_pair_that_lost_one_excludes_nothing(old, election_officer):
    assert again(old, election_officer, ["P02"]).constraints == {"min_votes": 5}


def test_an_idea_without_the_citys_answer_comes_without_one(old, election_officer):
    district = old.envelopes.get().district
    bare = make_proposal(old, district)
    made = again(old, election_officer, [], proposals=[bare])
    assert not hasattr(made.proposals.get(), "valuation")


def test_a_cancelled_round_funded_nothing(old, election_officer):
    Round.objects.update(cancelled_at=NOW)
    assert again(old, election_officer, ["P01"]).proposals.count() == 1


def test_a_round_without_dates_gives_one_without_dates(old, election_officer):
    old.phases.all().delete()
    assert not again(old, election_officer).phases.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [({"slug": "purse-2026"}, "taken"), ({"title": " "}, "blank"), ({"codes": ["P01"]}, "funded")],
)
def test_what_cannot_be(old, election_officer, given, code):
    with pytest.raises(Refused) as caught:
        again(old, election_officer, **given)
    assert [reason.code for reason in caught.value.reasons] == [code]


def test_only_an_election_officer_holds_a_round_again(old, moderator):
    with pytest.raises(Refused) as caught:
        again(old, moderator)
    assert caught.value.kind == Kind.FORBIDDEN
