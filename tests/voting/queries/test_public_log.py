import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_contest
from tests.voting.logs import add, add_acts, make_log
from voting.actions.log import append
from voting.models import LogLeaf, Publication, SealedCast
from voting.queries.log import consistency_proof, inclusion_proof, root_at
from voting.queries.public_log import public_log, published_logs
from voting.rules.log import leaves
from voting.rules.log.tree import is_consistent, is_included, root_of
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db


def test_nothing_is_told_before_something_is_published():
    round, _ = make_contest()
    assert public_log(round) is None
    assert list(published_logs()) == []


def test_only_what_is_published_is_told():
    round, _ = make_log()
    size = public_log(round).size
    append(round=round, now=NOW, leaves=[leaves.audited(entries=1, head="00" * 32)])
    log = public_log(round)
    assert log.size == size == log.leaves().count() == Publication.objects.get().size
    assert log.leaves(size).count() == log.leaves(size - 1, size + 5).count() - 1 == 0
    assert log.checkpoints().count() == 1
    assert log.checkpoint(size + 1) is None


def test_a_cast_is_found_by_its_hash_and_by_its_short_code():
    log = public_log(make_log()[0])
    sealed = SealedCast.objects.first()
    for typed in (sealed.h, sealed.h.upper(), short_code(sealed.h), short_code(sealed.h).lower().replace("-", " ")):
        assert log.index_of(typed) == sealed.position
    for typed in ("", "CRP1-9J6D", "0" * 64, "%", sealed.h[:20]):
        assert log.index_of(typed) is None


def test_a_cast_that_is_not_published_yet_is_not_found():
    round, _ = make_log()
    log = public_log(round)
    SealedCast.objects.filter(pk=SealedCast.objects.first().pk).update(position=log.size)
    assert log.index_of(SealedCast.objects.get(position=log.size).h) is None


def test_acts_are_neither_ballots_nor_counts():
    round, _ = make_log()
    add_acts(round, 2)
    assert [row.kind for row in public_log(round).acts()] == ["withdraw", "withdraw", "roll", "open"]


def test_the_keys_are_those_of_the_manifest_and_what_leaves_brought_in():
    round, _ = make_log()
    named = round.manifest["log"]
    ruling = leaves.Ruling(reason="The old one is four years old.", at=NOW)
    add(round, leaves.new_key(use="receipt", key=named["receipt_key"], ruling=ruling))
    log = public_log(round)
    first = [{"use": "log", "key": named["key"]}, {"use": "receipt", "key": named["receipt_key"]}]
    later = {"use": "receipt", "key": named["receipt_key"], "index": log.size - 1, "size": log.size}
    assert log.keys() == [*first, later]


def test_a_round_whose_manifest_names_no_log_has_no_keys():
    round, _ = make_log()
    round.manifest = {}
    assert public_log(round).keys() == []


@pytest.fixture
def long_log():
    """A log of 600 leaves: more than two stored nodes."""
    round, _ = make_log(votes=0)
    add(round, *(leaves.audited(entries=number, head="00" * 32) for number in range(600 - public_log(round).size)))
    return round


def test_proofs_hold_at_every_size_and_cost_two_queries(long_log):
    hashes = [bytes.fromhex(one) for one in LogLeaf.objects.order_by("index").values_list("hash", flat=True)]
    for size in (1, 2, 255, 256, 257, 511, 512, 600):
        root = root_of(hashes[:size])
        assert root_at(long_log, size) == root
        for index in {0, 1, size // 2, size - 1} & set(range(size)):
            with CaptureQueriesContext(connection) as asked:
                proof = inclusion_proof(long_log, index, size)
            assert is_included(hashes[index], index, size, proof, root)
            assert len(asked) <= 2
        with CaptureQueriesContext(connection) as asked:
            proof = consistency_proof(long_log, size, 600)
        assert is_consistent(size, 600, root, root_of(hashes), proof)
        assert len(asked) <= 2
