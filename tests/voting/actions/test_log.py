import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from city.rules.canonical import canonical
from tests.factories import NOW, make_contest
from voting.actions.log import append, enter
from voting.models import Checkpoint, LogLeaf, LogNode, WaitingLeaf
from voting.queries.log import consistency_proof, head, inclusion_proof, keys_of, log_size, root_at
from voting.queries.signing import is_signed
from voting.rules.log.leaves import leaf
from voting.rules.log.notes import open_note, parse_checkpoint
from voting.rules.log.tree import is_consistent, is_included, leaf_hash, root_of

pytestmark = pytest.mark.django_db


def leaves(count, start=0):
    return [leaf("audit", entries=number, head="00") for number in range(start, start + count)]


def hashes(count):
    return [leaf_hash(canonical(made)) for made in leaves(count)]


def test_a_state_of_the_log_is_signed_by_the_key_in_the_manifest():
    round, _ = make_contest(slug="spring")
    state = append(round=round, now=NOW, leaves=leaves(5))
    (key,) = keys_of(round, "log")
    found = parse_checkpoint(open_note(state.note, key, is_signed))
    assert (found.origin, found.size) == (round.manifest["log"]["origin"], 5)
    assert found.root == root_of(hashes(5))
    assert found.origin.endswith("/rounds/spring")


def test_every_part_of_a_log_is_proved_from_a_few_rows(django_assert_max_num_queries):
    round, _ = make_contest()
    for start in (0, 1, 300, 700):
        append(round=round, now=NOW, leaves=leaves({0: 1, 1: 299, 300: 400, 700: 100}[start], start))
    assert LogNode.objects.filter(level=8).count() == 3
    root = bytes.fromhex(head(round).root)
    assert root == root_of(hashes(800)) == root_at(round, 800)
    for index in (0, 255, 256, 511, 767, 799):
        with django_assert_max_num_queries(20):
            proof = inclusion_proof(round, index, 800)
        assert is_included(hashes(800)[index], index, 800, proof, root)
    for old in (1, 256, 300, 700, 799):
        proof = consistency_proof(round, old, 800)
        assert is_consistent(old, 800, root_of(hashes(old)), root, proof)


def test_what_an_act_enters_waits_for_the_sealer():
    round, _ = make_contest()
    enter(round=round, leaf=leaf("void", h="00"))
    assert WaitingLeaf.objects.get().data == '{"h":"00","t":"void","v":1}'
    assert log_size(round) == 0


def test_the_database_refuses_to_change_or_remove_what_is_in_the_log():
    round, _ = make_contest()
    append(round=round, now=NOW, leaves=leaves(300))
    for model in (LogLeaf, LogNode, Checkpoint):
        assert model.objects.exists()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(round=round)


def test_a_round_that_is_not_frozen_has_no_keys():
    round, _ = make_contest(frozen=False)
    assert keys_of(round, "log") == []


class AnyGrowth(TestCase):
    @given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
    def test_however_it_grows_a_log_has_the_root_of_its_leaves(self, sizes):
        round, _ = make_contest()
        for count in sizes:
            append(round=round, now=NOW, leaves=leaves(count, log_size(round)))
        size = sum(sizes)
        assert root_at(round, size) == root_of(hashes(size)) == bytes.fromhex(head(round).root)
