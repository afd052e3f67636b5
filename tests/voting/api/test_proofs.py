"""The API of the public log: what it answers can be checked without it."""

from base64 import b64decode

import pytest

from tests.factories import NOW, make_contest
from tests.voting.logs import add_acts, make_log
from voting.actions.publishing import freeze_publication
from voting.api import proofs
from voting.models import SealedCast
from voting.queries.public_log import public_log
from voting.queries.signing import is_signed
from voting.rules.log.notes import open_note, parse_checkpoint, parse_key
from voting.rules.log.tree import is_consistent, is_included, leaf_hash, root_of
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db
LOG = "/api/v1/rounds/spring/log"
IMMUTABLE = "immutable"


@pytest.fixture
def round(db):
    round, _ = make_log(votes=0)
    add_acts(round, 5)
    return round


@pytest.fixture
def ask(client):
    def ask(what="", **asked):
        answer = client.get(LOG + what, asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


def test_the_newest_state_can_be_checked_by_the_key_beside_it(round, ask):
    told = ask()
    key = parse_key(next(one["key"] for one in told["keys"] if one["use"] == "log"))
    head = parse_checkpoint(open_note(told["checkpoint"], key, is_signed))
    assert (head.size, head.root.hex(), head.origin) == (told["size"], told["root"], told["origin"])
    assert told["origin"] == "127.0.0.1:8000/rounds/spring"
    assert (told["frozen"], told["reason"], told["recounted_size"]) == (False, "", 0)


def test_a_stop_is_told(round, ask):
    freeze_publication(now=NOW, round=round, reason="a difference")
    assert (ask()["frozen"], ask()["reason"]) == (True, "a difference")


def test_all_leaves_lead_to_the_root(round, ask):
    told = ask("/leaves")
    assert (told["start"], told["end"]) == (0, ask()["size"])
    assert root_of(leaf_hash(leaf.encode()) for leaf in told["leaves"]).hex() == ask()["root"]


def test_leaves_come_in_parts_that_never_change(round, client, monkeypatch):
    monkeypatch.setattr(proofs, "LONGEST", 4)
    assert client.get(f"{LOG}/leaves?start=2&end=5").json()["end"] == 5
    assert IMMUTABLE in client.get(f"{LOG}/leaves?start=2&end=5")["Cache-Control"]
    size = public_log(round).size
    rest = client.get(f"{LOG}/leaves?start={size - 1}&end={size + 2}")
    assert len(rest.json()["leaves"]) == 1
    assert IMMUTABLE not in rest["Cache-Control"]
    assert client.get(f"{LOG}/leaves?start=0&end=5").status_code == 422
    assert client.get(f"{LOG}/leaves?start=3&end=2").status_code == 422
    assert client.get(f"{LOG}/leaves?start=-1").status_code == 422


def test_a_leaf_is_proven_at_any_size(round, ask):
    size = ask()["size"]
    leaves = [leaf.encode() for leaf in ask("/leaves")["leaves"]]
    for whole in (1, 7, size):
        for index in {0, whole // 2, whole - 1}:
            told = ask("/proof", index=index, size=whole)
            path = [bytes.fromhex(node) for node in told["proof"]]
            root = root_of(map(leaf_hash, leaves[:whole]))
            assert is_included(leaf_hash(told["leaf"].encode()), index, whole, path, root)
            assert told["hash"] == leaf_hash(leaves[index]).hex()


def test_a_cast_is_proven_by_its_hash_or_its_code(ask):
    make_log()
    sealed = SealedCast.objects.first()
    by_hash, by_code = ask("/proof", h=sealed.h), ask("/proof", h=short_code(sealed.h))
    assert by_hash == by_code
    assert by_hash["index"] == sealed.position
    assert by_hash["checkpoint"] == ask()["checkpoint"]


def test_a_proof_has_the_form_that_other_software_reads(round, client):
    answer = client.get(f"{LOG}/proof?index=2&as=text")
    head, _, note = answer.content.decode().partition("\n\n")
    first, index, *path = head.split("\n")
    state = parse_checkpoint(note)
    leaf = client.get(f"{LOG}/leaves?start=2&end=3").json()["leaves"][0]
    assert (first, index) == ("c2sp.org/tlog-proof@v1", "index 2")
    assert is_included(leaf_hash(leaf.encode()), 2, state.size, [b64decode(node) for node in path], state.root)
    assert answer["Content-Type"].startswith("text/plain")


def test_a_size_that_nobody_signed_has_no_note(round, client):
    assert client.get(f"{LOG}/proof?index=0&size=1").json()["checkpoint"] is None
    assert client.get(f"{LOG}/proof?index=0&size=1&as=text").status_code == 404


@pytest.mark.parametrize("asked", ["", "index=9999", "h=0000-0000-0000-0000", "index=2&size=2", "index=2&size=9999"])
def test_what_is_not_published_is_not_proven(round, client, asked):
    answer = client.get(f"{LOG}/proof?{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_two_sizes_are_proven_to_be_one_log(round, client, ask):
    leaves = [leaf_hash(leaf.encode()) for leaf in ask("/leaves")["leaves"]]
    for old in (1, 2, 5, len(leaves) - 1, len(leaves)):
        told = ask("/consistency", old=old, new=len(leaves))
        path = [bytes.fromhex(node) for node in told["proof"]]
        assert is_consistent(old, len(leaves), root_of(leaves[:old]), root_of(leaves), path)
    assert IMMUTABLE in client.get(f"{LOG}/consistency?old=1&new=2")["Cache-Control"]


@pytest.mark.parametrize("asked", ["old=3&new=2", "old=1&new=9999"])
def test_sizes_that_are_not_published_are_not_compared(round, client, asked):
    assert client.get(f"{LOG}/consistency?{asked}").status_code == 404


def test_signed_states_come_the_newest_first(round, client, ask, monkeypatch):
    sizes = [state["size"] for state in ask("/checkpoints")["checkpoints"]]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) > 3
    assert ask("/checkpoints")["next"] is None
    monkeypatch.setattr(proofs, "LONGEST", 2)
    first = ask("/checkpoints")
    assert first["next"] == sizes[1]
    rest = client.get(f"{LOG}/checkpoints?below={first['next']}")
    assert [state["size"] for state in rest.json()["checkpoints"]] == sizes[2:4]
    assert IMMUTABLE in rest["Cache-Control"]


@pytest.mark.parametrize("what", ["", "/leaves", "/proof?index=0", "/consistency?old=1&new=1", "/checkpoints"])
def test_a_round_without_a_log_has_none_of_it(client, what):
    make_contest(slug="spring")
    assert client.get(LOG + what).status_code == 404
