"""Once a round is frozen nothing changes what its ballots hash: every form, every way of the API, every act is tried."""

from datetime import timedelta
from http.cookies import SimpleCookie
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client, override_settings

from city.actions.cases import approve, open_case
from city.models import Round
from city.rules.canonical import canonical
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Refused
from city.rules.roles import Role
from proposals.actions.drafts import Draft
from proposals.models import Proposal
from tests.access import FREE, address_of, routes
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_official, make_user, make_voter
from tests.test_house import actions
from tests.voting.people import ADA
from voting.models import Cast, PendingCast
from voting.queries.terms import drafted
from voting.rules.slots import round_hash
from voting.rules.terms import Draft as Terms
from voting.rules.terms import Season

pytestmark = pytest.mark.django_db
SLUG = "voting"
LATER = NOW + timedelta(days=30)
# What somebody could type who means to change a vote: the fields of every form that knows them.
TYPED = {
    "title": "Another title",
    "summary": "Another summary.",
    "body": "Another text.",
    "district": "riverside",
    "cost": "1",
    "cost_minor": "1",
    "cost_asked": "1",
    "feasibility": "unfeasible",
    "reason": "Because.",
    "act": "publish",
    "verb": "hide",
    "rule": "mes-cost",
    "preset": "mes-cost",
    "threshold": "2",
    "min_votes": "2",
    "kind": "points",
    "points": "5",
    "may_vote_in": "any",
    "may_vote_in_count": "1",
    "min_level": "3",
    "min_age": "99",
    "visibility": "hidden",
    "k": "99",
    "postcodes": "1",
    "voting_opens_at": "2030-05-01T08:00",
    "voting_closes_at": "2030-05-14T20:00",
    "purse_riverside": "1",
    "closes_at": "2030-05-14T20:00",
    "code": "0000-0000-0000-0000",
    "role": "election_officer",
    "choices": "P01",
}
# Acts of the rooms of a vote that cannot reach a round that is frozen, each with its reason.
ELSEWHERE = {
    "proposals.actions.erasing.erase_unpublished": "nothing unpublished is on a ballot",
    "voting.actions.imports.import_round": "it makes a round of its own",
    "voting.actions.checking.resume": "the server's own console; it publishes",
    "voting.actions.matching.confirm": "it needs a code from a mail",
    "voting.actions.roll.enrol": "it puts somebody on a roll who is on it",
    "voting.actions.lists.hand_in": "it keeps a file",
    "voting.actions.complaining.complain": "it keeps what somebody says",
    "voting.actions.complaining.answer": "it keeps an answer",
    "voting.actions.complaining.refer": "it opens a case, and those of a vote are tried below",
    "voting.actions.complaining.forget": "it removes what was said, after a month",
    "voting.actions.rerunning.rerun": "it makes a round of its own",
    "voting.actions.replaying.replay": "the server's own console; it puts back what was published",
    "voting.actions.rotating.renew_key": "the server's own console; the log tells of it",
    "voting.actions.paper.assisting.hand_over": "it begins a session",
    "voting.actions.paper.checking.check_off": "it gives a paper to somebody",
    "voting.actions.paper.closing.close_station": "ballots on paper, after the vote; its own tests look at the count",
    "voting.actions.paper.entering.enter_paper": "it keeps what a paper says",
    "voting.actions.paper.rereading.reread": "it keeps what a paper says",
    "voting.actions.paper.stations.make_papers": "it draws serial numbers",
    "voting.actions.paper.stations.set_up_station": "a place with a name",
}


class Town:
    """An open vote with a ballot in it, its strongest official (every office), another one, an author and a voter."""

    def __init__(self):
        self.district = make_district("riverside")
        self.round, _ = make_contest(slug=SLUG, district=self.district)
        self.official, self.second = (make_official(Role.ELECTION_OFFICER) for _ in range(2))
        for role in set(Role) - {Role.ELECTION_OFFICER}:
            self.official.grants.create(role=role.value)
            self.second.grants.create(role=role.value)
        self.author = make_user("author@example.org")
        self.listed = Proposal.objects.get(code="P01")
        Proposal.objects.filter(pk=self.listed.pk).update(author=self.author)
        self.listed.refresh_from_db()
        self.voter = make_voter(self.round, self.district)
        cast_ballot(self.voter, self.round, self.district, ["P01"])
        self.before = fixed_by(self.round)

    @property
    def cast(self) -> Cast:
        return PendingCast.objects.get()


def fixed_by(round):
    """What was hashed, byte for byte, its hash, and what else follows from the freeze."""
    row = Round.objects.get(pk=round.pk)
    assert round_hash(row.manifest) == row.manifest_hash
    return canonical(row.manifest), row.manifest_hash, row.frozen_at, row.tie_seed, row.rule


@pytest.fixture
def town():
    return Town()


def sent(client, method, address, body):
    """The status of the answer; what it wrote is looked at, and undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address, **body)
        state = fixed_by(Round.objects.get(slug=SLUG))
        hashed = [cast.ballot.count(state[1]) for cast in PendingCast.objects.filter(round__slug=SLUG)]
        transaction.set_rollback(True)
    assert all(hashed), address
    return answer.status_code, state


@pytest.mark.parametrize("who", ["official", "author"])
def test_no_form_changes_it(town, who):
    keys = {"proposing": SLUG, "built": SLUG, "proposal": town.listed.pk, "nothing": town.listed.pk}
    answers = {}
    with override_settings(WRITE_LIMITS=FREE, ACCOUNT_RATE_LIMITS=False):
        client = Client(raise_request_exception=False)
        client.force_login(getattr(town, who))
        cookies = client.cookies.output(header="", sep=";")
        for route in routes():
            client.cookies = SimpleCookie(cookies)
            body = {"data": {**TYPED, "proposal": town.listed.pk, "action": "publish"}}
            answers[route], state = sent(client, "post", address_of(route, keys), body)
            assert state == town.before, route
    assert {route: status for route, status in answers.items() if status >= 500} == {}
    assert answers["desk/rounds/<slug:slug>/terms/"] == (409 if who == "official" else 403)


def test_no_way_of_the_api_changes_it(town):
    client = Client(raise_request_exception=False)
    client.force_login(town.official)
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    values = {"slug": SLUG, "pk": town.listed.pk, "district": "riverside"}
    with override_settings(WRITE_LIMITS=FREE):
        for path in paths:
            address = path
            for name, value in values.items():
                address = address.replace(f"{{{name}}}", str(value))
            body = {"data": {**TYPED, "district": "riverside"}, "content_type": "application/json"}
            for method in ("post", "put", "patch", "delete"):
                status, state = sent(client, method, address, body)
                assert state == town.before, path
                assert status < 500, path
                assert path.endswith("/ballots") or status in {404, 405}, path


def trials(town):
    """Every act of the rooms of a vote, with what it takes to change this one."""
    by_two = {"approver": town.second, "reason": "Because."}
    moved = Terms(kind="points", points=3, seasons={PhaseKind.VOTING: Season(NOW, LATER)}, purses={"riverside": 1})
    round, listed = {"round": town.round}, {"proposal": town.listed}
    draft = Draft(title="Another", summary="Another.", body="Another.", place="", district=town.district)
    return {
        "proposals.actions.moderating.publish": listed,
        "proposals.actions.moderating.return_": listed | {"reason": "Because."},
        "proposals.actions.moderating.hide": listed | {"reason": "Because."},
        "proposals.actions.submitting.submit": round | listed | {"draft": draft, "actor": town.author},
        "proposals.actions.submitting.withdraw": listed | {"actor": town.author},
        "proposals.actions.valuing.value": listed | {"feasibility": "feasible", "cost_minor": 1, "reason": ""},
        "voting.actions.amending.amend": listed | by_two | {"title": "Another", "cost_minor": 1_00},
        "voting.actions.attesting.attest": round | {"person": ADA, "district": town.district, "email": ""},
        "voting.actions.attesting.look_up": round | {"person": ADA},
        "voting.actions.casting.cast": round
        | {"actor": town.voter, "district": "riverside", "cast_id": uuid4(), "prev": 1}
        | {"nonce": "11" * 32, "choices": ["P02"]},
        "voting.actions.cancelling.cancel": round | by_two,
        "voting.actions.certifying.certify": round | by_two,
        "voting.actions.counting.count_outcome": round | {"district": town.district, "preset": "mes-cost"},
        "voting.actions.freezing.freeze": round | by_two,
        "voting.actions.importing.import_roll": round | {"lines": iter(())},
        "voting.actions.keys.destroy_key": round | by_two,
        "voting.actions.lists.forget": round,
        "voting.actions.matching.ask": round | {"person": ADA},
        "voting.actions.rescheduling.extend": round | by_two | {"closes_at": LATER},
        "voting.actions.rescheduling.close_early": round | by_two,
        "voting.actions.ruling.set_rule": round | {"rule": "mes-cost", "parameters": {}, "constraints": {}},
        "voting.actions.terms.set_terms": round | {"draft": moved},
        "voting.actions.voiding.void": by_two | {"cast": town.cast},
        "voting.actions.withdrawing.withdraw_listed": listed | by_two,
    }


DONE = {"amend", "attest", "cancel", "cast", "close_early", "extend", "void", "withdraw_listed", "ask", "look_up"}


def test_no_act_changes_it(town):
    tried = trials(town)
    missing = {name for _path, name, node, _called in actions() if is_of_a_vote(name, node)} - tried.keys()
    assert missing == ELSEWHERE.keys()
    done = set()
    for name, given in tried.items():
        module, function = name.rsplit(".", 1)
        with transaction.atomic():
            try:
                getattr(import_module(module), function)(**{"actor": town.official, "now": NOW} | given)
                done.add(function)
            except Refused:
                pass
            assert fixed_by(town.round) == town.before, name
            terms = drafted(Round.objects.get(pk=town.round.pk))
            transaction.set_rollback(True)
        dates = {"extend", "close_early", "cancel"}  # called off, a vote closes at once
        assert function in dates or terms == drafted(town.round), name
    assert done >= DONE - {"ask", "look_up", "attest"}
    assert not done & {"freeze", "set_rule", "set_terms", "publish", "return_", "hide", "submit", "withdraw", "value"}


def is_of_a_vote(name, node):
    takes = {argument.arg for argument in node.args.kwonlyargs}
    return name.startswith(("proposals.", "voting.")) and {"actor", "now"} <= takes


def test_two_officers_change_the_ballot_and_not_what_was_hashed(town):
    subject = {"proposal": town.listed.pk, "code": "P01", "title": "Another", "old_title": town.listed.title}
    asked = {
        Verb.AMEND: (town.listed, subject | {"cost_minor": 1_00, "old_cost_minor": 4_000_00}),
        Verb.WITHDRAW_LISTED: (town.listed, subject),
        Verb.VOID: (town.cast, {"h": town.cast.h}),
        Verb.EXTEND: (town.round, {"closes_at": LATER.isoformat()}),
        Verb.CLOSE_EARLY: (town.round, {}),
    }
    for verb, (about, arguments) in asked.items():
        case = open_case(
            actor=town.official,
            now=NOW,
            verb=verb,
            reason="Because.",
            subject=about,
            round=Round.objects.get(pk=town.round.pk),
            arguments=arguments,
        )
        approve(actor=town.second, now=NOW, case=case)
        assert fixed_by(town.round) == town.before, verb
