"""The invented city in a database: filled once for this file, and taken out again."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from budgets.models import Commitment, Payment
from city.models import AuditEntry, District, Residency, Round, User
from city.rules.audit import faults
from city.rules.phases import PhaseKind
from demo.fill.city import fill
from demo.management.commands import demo as command
from demo.people import OFFICIALS, VISITORS
from demo.place import PLACE_OF, degrees
from demo.purses import FIFTH_PURSE, SEVENTH_PURSE, SIXTH_PURSE
from demo.simulation import gather, step
from demo.stories import FIFTH, told
from demo.tour import STOPS
from proposals.models import Proposal, Valuation
from voting.models import Award, Outcome, PendingCast, RollEntry, SealedCast, Tally
from voting.queries.roll import entry_of, rights

NOW = timezone.now()
ROWS = [AuditEntry, District, User, Residency, Round, Proposal, Valuation, RollEntry]
ROWS += [PendingCast, SealedCast, Tally, Outcome, Award, Commitment, Payment]


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, keys):
    """What the filling said, with the city in the database until the last test of this file."""
    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(KEY_DIR=keys):
            fill(NOW, said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _city(filled, keys, db, settings):
    settings.KEY_DIR = keys
    settings.DEMO = True


def purse(slug):
    return Round.objects.prefetch_related("phases").get(slug=slug)


def test_it_tells_how_far_it_has_come(filled):
    assert filled[0] == "12,001 people move in."
    assert [line.split(":")[0] for line in filled[1:]] == [
        *["Marenholt’s fifth purse"] * 4,
        *["Marenholt’s sixth purse"] * 4,
        "Marenholt’s seventh purse",
    ]


def test_every_resident_has_a_home_and_can_sign_in():
    assert Residency.objects.count() == 12_000
    assert User.objects.count() == 12_001 + len(OFFICIALS)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == User.objects.count()
    assert not [user for user in User.objects.order_by("pk")[:50] if user.has_usable_password()]


def test_today_one_round_takes_proposals_one_votes_and_one_builds():
    kinds = {made.slug: made.current(NOW).kind for made in Round.objects.prefetch_related("phases")}
    assert kinds == {
        SEVENTH_PURSE.slug: PhaseKind.PROPOSING,
        SIXTH_PURSE.slug: PhaseKind.VOTING,
        FIFTH_PURSE.slug: PhaseKind.DELIVERING,
    }


def test_every_story_is_a_proposal_in_its_place():
    made = list(Proposal.objects.select_related("district", "author__residency"))
    assert {(proposal.district.code, proposal.title) for proposal in made} == {
        (code, story.title) for code, story in told()
    }
    assert all(proposal.author.residency.district_id == proposal.district_id for proposal in made)
    at = {story.title: degrees(*story.at) for _district, story in told()}
    assert all((float(proposal.longitude), float(proposal.latitude)) == at[proposal.title] for proposal in made)


def test_proposals_stand_where_their_rounds_do():
    by_round = {made.slug: Counter(made.proposals.values_list("status", flat=True)) for made in Round.objects.all()}
    assert by_round[FIFTH_PURSE.slug] == {"listed": 26}
    assert by_round[SIXTH_PURSE.slug] == {"listed": 30, "published": 3}
    assert by_round[SEVENTH_PURSE.slug] == {"published": 21, "submitted": 6, "returned": 4}
    assert Valuation.objects.count() == 26 + 33


def test_nothing_has_happened_in_the_future():
    assert not Proposal.objects.filter(submitted_at__gt=NOW).exists()
    assert not AuditEntry.objects.filter(at__gt=NOW).exists()
    assert not Payment.objects.filter(paid_on__gt=NOW.date()).exists()


def test_the_audit_trail_is_whole():
    assert not faults([entry.link() for entry in AuditEntry.objects.order_by("number")])


def test_ballots_are_in_and_last_years_are_all_counted():
    decided, voting = purse(FIFTH_PURSE.slug), purse(SIXTH_PURSE.slug)
    for made, plan in ((decided, FIFTH_PURSE), (voting, SIXTH_PURSE)):
        for tally in Tally.objects.filter(round=made).select_related("district"):
            cast = sum(
                model.objects.filter(round=made, district=tally.district).count() for model in (PendingCast, SealedCast)
            )
            share = cast / PLACE_OF[tally.district.code].residents
            assert abs(share - plan.turnout[tally.district.code]) < 0.01
    assert not PendingCast.objects.filter(round=decided).exists()
    assert PendingCast.objects.filter(round=voting).count() == 3 * voting.k


def test_last_year_is_counted_certified_and_being_built():
    decided = purse(FIFTH_PURSE.slug)
    assert decided.certified_at
    outcomes = Outcome.objects.filter(round=decided, is_official=True)
    assert {outcome.district.code for outcome in outcomes} == set(FIFTH)
    assert all(0.85 < outcome.spent_minor / outcome.budget_minor <= 1 for outcome in outcomes)


def test_every_winner_has_orders_and_some_are_paid_in_full():
    paid_in_full = 0
    for award in Award.objects.filter(outcome__is_official=True).select_related("proposal"):
        orders = list(award.commitments.prefetch_related("payments"))
        assert orders, award.proposal.title
        ordered = sum(order.amount_minor for order in orders)
        paid = sum(payment.amount_minor for order in orders for payment in order.payments.all())
        assert paid <= ordered <= award.amount_minor
        paid_in_full += paid == ordered
    assert 3 <= paid_in_full < Award.objects.count()


def test_visitors_may_vote_where_they_live_and_have_not_voted():
    for visitor in VISITORS:
        held = [made for made in (purse(FIFTH_PURSE.slug), purse(SIXTH_PURSE.slug)) if visitor.district in homes(made)]
        user = User.objects.get(email=visitor.email)
        (right,) = [right for made in held for right in rights(entry_of(user, made), made)]
        assert (right.contest.district, right.version) == (visitor.district, 0)


def homes(made):
    return set(made.envelopes.values_list("district__code", flat=True))


def test_residents_go_on_voting():
    crowd = gather(NOW, Random(1))
    before = PendingCast.objects.count()
    assert [step(crowd, NOW) for _ in range(5)] == [None] * 5
    assert PendingCast.objects.count() == before + 5


def counts():
    return {model.__name__: model.objects.count() for model in ROWS}


def test_a_second_run_changes_nothing_and_shows_the_way_round(capsys):
    before = counts()
    call_command("demo", port=8123)
    assert counts() == before
    said = capsys.readouterr().out
    assert "Marenholt stands already" in said
    assert f"http://127.0.0.1:8123/rounds/{SIXTH_PURSE.slug}/vote/" in said
    assert "moderator@marenholt.example" in said


@pytest.mark.parametrize(
    ("path", "email"), [pytest.param(path, email, id=path) for _who, stops in STOPS for path, _what, email in stops]
)
def test_every_stop_of_the_tour_is_there_for_who_is_sent_there(client, path, email):
    if email:
        client.force_login(User.objects.get(email=email))
    assert client.get(path, follow=True).status_code == 200
    assert bool(email) == (client.get("/me/").status_code == 200)


def test_deliveries_went_well_and_badly():
    told_of = " ".join(Commitment.objects.values_list("purpose", flat=True))
    for word in ("early", "late", "below the price", "stopped"):
        assert word in told_of


def test_an_old_demonstration_says_so(capsys):
    voting = purse(SIXTH_PURSE.slug).phases.get(kind=PhaseKind.VOTING)
    voting.opens_at -= timedelta(days=90)
    voting.closes_at -= timedelta(days=90)
    voting.save()
    call_command("demo")
    assert "has closed since" in capsys.readouterr().out


def test_it_is_made_only_where_it_is_asked_for(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")


def test_a_taken_port_is_told_before_anything_else(monkeypatch):
    monkeypatch.setattr(command, "is_free", lambda _port: False)
    with pytest.raises(CommandError, match="PORT=8001"):
        call_command("demo", serve=True, port=8000)


@pytest.mark.parametrize(("rate", "crowd"), [(5.0, ["simulate", "--votes-per-second", "5.0"]), (0.0, [])])
def test_served_with_as_many_voters_as_asked_for(monkeypatch, capsys, rate, crowd):
    ran = []

    def run(port, server, crowd, say_ready):
        say_ready()
        ran.append((port, server[2:], crowd[2:]))
        return 3

    monkeypatch.setattr(command, "run", run)
    monkeypatch.setattr(command, "is_free", lambda _port: True)
    with pytest.raises(SystemExit) as ended:
        call_command("demo", serve=True, port=8000, votes_per_second=rate)
    assert ended.value.code == 3
    assert ran == [(8000, ["serve", "--host", "127.0.0.1", "--port", "8000"], crowd)]
    told = capsys.readouterr().out
    assert "Marenholt is open at http://127.0.0.1:8000" in told
    assert "http://localhost:8000" in told
