"""The protocol as a machine: any order of what voters, officials and the sealer do keeps every promise."""

import random
import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from city.models import Round
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal
from tests.conftest import unprotect
from tests.drills import audit
from tests.factories import NOW, make_contest, make_voter
from voting.actions import casting
from voting.actions.amending import amend
from voting.actions.casting import cast
from voting.actions.publishing import publish
from voting.actions.rescheduling import close_early, extend
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import Checkpoint, LogLeaf, PendingCast, SealedCast, VoidedCast
from voting.queries.published import rolled_back

pytestmark = pytest.mark.django_db
VOTERS = 26
BALLOTS = [["P01"], ["P02"], ["P01", "P02"], ["P03"], []]
people = st.integers(0, VOTERS - 1)
ballots = st.sampled_from(BALLOTS)


def tree_root(hashes):
    """RFC 6962, by its definition."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else sha256().digest()
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + tree_root(hashes[:half]) + tree_root(hashes[half:])).digest()


def _lasting(receipt):
    """A receipt but for the state of the log, which grows."""
    return replace(receipt, checkpoint="")


class Protocol(RuleBasedStateMachine):
    """What each voter was promised is kept here, beside the real thing; the clock is this one's own.

    It begins with a round that is frozen; whatever one run did is undone before the next.
    """

    round = district = None
    voters = ()

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        self.clocks = [
            patch("voting.actions.casting.lock_then_now", lambda **_locks: self.now),
            *(
                patch(f"voting.actions.{module}.database_now", lambda: self.now)
                for module in ("casting", "rescheduling")
            ),
        ]
        for clock in self.clocks:
            clock.start()
        self.casts = {number: [] for number in range(VOTERS)}
        self.requests, self.leaves = {}, []
        self.is_closed = False

    def teardown(self):
        for clock in self.clocks:
            clock.stop()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        shutil.rmtree(django_settings.DATA_DIR, ignore_errors=True)

    def fresh(self):
        self.round = Round.objects.get(pk=self.round.pk)
        return self.round

    def send(self, voter, choices, prev, cast_id):
        return cast(
            actor=self.voters[voter],
            now=self.now,
            round=self.fresh(),
            district=self.district.code,
            cast_id=cast_id,
            prev=prev,
            nonce=uuid4().hex * 2,
            choices=choices,
        )

    def refused(self, *request):
        with pytest.raises(Refused) as caught:
            self.send(*request)
        return caught.value.kind

    def cast_once(self, voter, choices):
        cast_id, prev = uuid4(), len(self.casts[voter])
        receipt = self.send(voter, choices, prev, cast_id)
        assert receipt.version == prev + 1
        self.casts[voter].append((receipt.h, choices))
        self.requests[cast_id] = (voter, receipt)

    @precondition(lambda self: not self.is_closed)
    @rule(first=people, count=st.integers(1, VOTERS), choices=ballots)
    def cast(self, first, count, choices):
        """Some cast, for the first time or again."""
        for number in range(first, first + count):
            self.cast_once(number % VOTERS, choices)

    @precondition(lambda self: not self.is_closed)
    @rule(voter=people, wrong=st.integers(1, 3), choices=ballots)
    def cast_stale(self, voter, wrong, choices):
        assert self.refused(voter, choices, len(self.casts[voter]) + wrong, uuid4()) == Kind.CONFLICT

    @precondition(lambda self: self.requests)
    @rule(pick=st.randoms(use_true_random=False))
    def retry(self, pick):
        """The same request gives the same receipt, whatever happened since."""
        cast_id = pick.choice(sorted(self.requests))
        voter, receipt = self.requests[cast_id]
        assert _lasting(self.send(voter, [], 0, cast_id)) == _lasting(receipt)

    @precondition(lambda self: self.requests)
    @rule(pick=st.randoms(use_true_random=False))
    def borrow_request(self, pick):
        """Somebody else's request number gives nothing away."""
        cast_id = pick.choice(sorted(self.requests))
        other = (self.requests[cast_id][0] + 1) % VOTERS
        assert self.refused(other, ["P01"], len(self.casts[other]), cast_id) == Kind.CONFLICT

    @rule(seed=st.integers(0, 999))
    def seal(self, seed):
        seal(now=self.now, sample=random.Random(seed).sample)
        publish(round=self.fresh())

    @rule(days=st.integers(0, 1))
    def wait(self, days):
        self.now += timedelta(days=days, seconds=1)
        self.is_closed = self.fresh().is_closed(self.now)

    @precondition(lambda self: not self.is_closed)
    @rule(days=st.integers(1, 3))
    def extend(self, days):
        closes_at = self.fresh().stretches[0].closes_at + timedelta(days=days)
        extend(actor=None, now=self.now, round=self.round, closes_at=closes_at, reason="The site was away.")

    @precondition(lambda self: not self.is_closed and self.requests)
    @rule()
    def close(self):
        close_early(actor=None, now=self.now, round=self.fresh(), reason="Everybody has voted.")
        self.is_closed = True

    @precondition(lambda self: self.is_closed)
    @rule(voter=people, days=st.integers(1, 3))
    def come_late(self, voter, days):
        """Nothing is taken after the close, and it stays closed."""
        assert self.refused(voter, ["P01"], len(self.casts[voter]), uuid4()) == Kind.CLOSED
        with pytest.raises(Refused):
            extend(
                actor=None, now=self.now, round=self.round, closes_at=self.now + timedelta(days=days), reason="Late."
            )

    @precondition(lambda self: not self.is_closed)
    @rule(cost=st.integers(1, 9_000_00))
    def amend(self, cost):
        proposal = Proposal.objects.get(round=self.round, district=self.district, code="P01")
        amend(
            actor=None,
            now=self.now,
            proposal=proposal,
            title=f"Trees {uuid4().hex[:8]}",
            cost_minor=cost,
            reason="A new offer.",
        )

    @precondition(lambda self: self.requests and len(self.requests) > VoidedCast.objects.count())
    @rule(pick=st.randoms(use_true_random=False))
    def void(self, pick):
        voided = set(VoidedCast.objects.values_list("h", flat=True))
        h = pick.choice(sorted(receipt.h for _voter, receipt in self.requests.values() if receipt.h not in voided))
        row = PendingCast.objects.filter(h=h).first() or SealedCast.objects.get(h=h)
        try:
            void(actor=None, now=self.now, cast=row, reason="Not theirs.")
        except Refused:
            assert self.is_closed

    @precondition(lambda self: len(self.leaves) > 1)
    @rule(pick=st.randoms(use_true_random=False))
    def restore(self, pick):
        """A backup from before the end of the log comes back: no server starts on it."""
        size = pick.choice(list(Checkpoint.objects.filter(round=self.round).values_list("size", flat=True)))
        is_older = size < len(self.leaves)
        with transaction.atomic():
            for table in ("voting_checkpoint", "voting_logleaf", "voting_lognode"):
                unprotect(table)
            Checkpoint.objects.filter(round=self.round, size__gt=size).delete()
            LogLeaf.objects.filter(round=self.round, index__gte=size).delete()
            SealedCast.objects.filter(round=self.round, position__gte=size).delete()
            assert bool(list(rolled_back())) == is_older
            transaction.set_rollback(True)

    @invariant()
    def nothing_is_lost_doubled_or_made_up(self):
        stored = sorted(row[:3] for row in audit.rows_of(self.round))
        assert sorted(h for h, _slot, _seq in stored) == sorted(h for casts in self.casts.values() for h, _ in casts)
        assert len({(slot, seq) for _h, slot, seq in stored}) == len(stored)

    @invariant()
    def the_log_only_grows_under_its_root(self):
        data = list(LogLeaf.objects.filter(round=self.round).order_by("index").values_list("data", flat=True))
        assert data[: len(self.leaves)] == self.leaves
        self.leaves = data
        if data:
            root = tree_root([sha256(b"\x00" + leaf.encode()).digest() for leaf in data])
            state = Checkpoint.objects.filter(round=self.round).order_by("-size").first()
            assert (state.size, state.root) == (len(data), root.hex())

    @invariant()
    def every_tally_is_its_recount(self):
        assert audit.Recount(self.round).faults == []

    @invariant()
    def every_promise_is_kept_after_the_close(self):
        if self.is_closed and self.leaves and '"t":"close"' in "".join(self.leaves):
            sealed = {row.h: row.position for row in SealedCast.objects.filter(round=self.round)}
            assert {receipt.h for _voter, receipt in self.requests.values()} == set(sealed)
            assert all(f'"h":"{h}"' in self.leaves[place] for h, place in sealed.items())
            self.count_is_what_voters_last_said()

    def count_is_what_voters_last_said(self):
        voided = set(VoidedCast.objects.values_list("h", flat=True))
        last = [casts[-1] for casts in self.casts.values() if casts]
        assert audit.Recount(self.round).ballots[self.district.code] == len([1 for h, _ in last if h not in voided])


def test_the_protocol_keeps_its_promises_in_any_order(monkeypatch):
    monkeypatch.setattr(casting, "RECASTS_AN_HOUR", 10_000)
    Protocol.round, Protocol.district = make_contest()
    Protocol.voters = [make_voter(Protocol.round, Protocol.district) for _ in range(VOTERS)]
    run_state_machine_as_test(
        Protocol,
        settings=settings(max_examples=8, stateful_step_count=18, deadline=None, phases=[Phase.generate]),
    )
