"""The proofs that stand behind a state: they must hold for whoever checks them with other code."""

from base64 import b64decode

import pytest

from city.rules.canonical import canonical
from tests.factories import NOW
from tests.voting.receipts import close, make_vote, seal_and_publish, vote
from voting.models import Checkpoint
from voting.queries.evidence import as_json, checked
from voting.queries.log import keys_of
from voting.queries.signing import is_signed
from voting.queries.traces import look_up
from voting.rules.claims import parse_claim
from voting.rules.log.leaves import cast
from voting.rules.log.notes import open_note, parse_checkpoint
from voting.rules.log.tree import is_consistent, is_included, leaf_hash
from voting.rules.receipts import Step, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """A round whose log grew twice, and a receipt that was given between."""
    round, district, _ = make_vote(1)
    seal_and_publish(round)
    receipt = vote(round, district)
    close(round)
    seal_and_publish(round)
    return round, receipt


def bytes_of(texts):
    return [b64decode(text) for text in texts]


def test_every_step_of_an_honest_receipt_is_good(counted):
    _, receipt = counted
    claim = parse_claim(receipt.line)
    assert checked(look_up(claim.h, NOW), claim) == dict.fromkeys(Step, Verdict.GOOD)


def test_the_proofs_for_programs_hold(counted):
    round, receipt = counted
    early = Checkpoint.objects.filter(round=round).order_by("size").first()
    told = as_json(look_up(receipt.h, NOW), [early.size, 0, 10**9])
    head = parse_checkpoint(open_note(told["checkpoint"], keys_of(round, "log")[0], is_signed))
    leaf = leaf_hash(canonical(cast(district=told["district"], h=told["h"])))
    assert is_included(leaf, told["index"], head.size, bytes_of(told["inclusion"]), head.root)
    proof = bytes_of(told["consistency"][str(early.size)])
    assert is_consistent(early.size, head.size, bytes.fromhex(early.root), head.root, proof)
    assert told["consistency"].keys() == {"0", str(early.size)}
    assert (told["state"], told["manifest"], told["keys"]) == ("counted", round.manifest_hash, [])


def test_what_waits_has_no_proof():
    _, _, (receipt,) = make_vote(1)
    told = as_json(look_up(receipt.h, NOW), [3])
    assert (told["state"], told["index"], told["inclusion"], told["checkpoint"]) == ("pending", None, None, "")
    assert told["consistency"] == {}
    found = checked(look_up(receipt.h, NOW), parse_claim(receipt.line))
    assert [found[step] for step in Step] == [Verdict.GOOD, Verdict.GOOD, *[Verdict.OPEN] * 3]


def test_a_code_alone_is_checked_against_the_log(counted):
    _, receipt = counted
    found = checked(look_up(receipt.short_code, NOW))
    assert {step for step, verdict in found.items() if verdict == Verdict.GOOD} == {Step.CHECKPOINT, Step.INCLUSION}
