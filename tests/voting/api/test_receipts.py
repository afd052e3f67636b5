"""What programs check a receipt with."""

from hashlib import sha256

import pytest

from tests.voting.receipts import close, make_vote, seal_and_publish

pytestmark = pytest.mark.django_db
AT = "/api/v1/rounds/vote/log/receipt"


def test_the_state_of_a_cast_and_its_proofs(client):
    round, _, (receipt,) = make_vote(1)
    close(round)
    seal_and_publish(round)
    answer = client.get(AT, {"h": receipt.short_code, "size": [1, 2]})
    told = answer.json()
    assert (told["state"], told["h"], told["district"]) == ("counted", receipt.h, "riverside")
    assert set(told["consistency"]) == {"1", "2"}
    assert answer["Cache-Control"] == "no-store"


def test_a_hash_that_is_not_there_is_missing_and_a_code_is_not_found(client):
    make_vote()
    assert client.get(AT, {"h": "ab" * 32}).json()["state"] == "missing"
    assert client.get(AT, {"h": "CRP1-9J6D-G5TY-C10P"}).status_code == 404
    assert client.get("/api/v1/rounds/nowhere/log/receipt", {"h": "ab" * 32}).status_code == 404
    assert client.get(AT, {"h": "ab" * 32, "size": range(9)}).status_code == 422


def test_a_trace_says_nothing_that_is_not_on_this_list(client):
    _, _, (receipt,) = make_vote(1)
    told = client.get(AT, {"h": receipt.h}).json()
    assert set(told) == {
        *("round", "district", "h", "short_code", "state", "due", "manifest", "checkpoint"),
        *("index", "inclusion", "consistency", "keys", "void"),
    }


def test_the_manifest_is_given_as_it_was_hashed(client):
    round, _, _ = make_vote()
    answer = client.get("/api/v1/rounds/vote/log/manifest")
    assert sha256(b"pbv1/round\n" + answer.content).hexdigest() == round.manifest_hash
    assert client.get("/api/v1/rounds/vote/log/manifest", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get("/api/v1/rounds/nowhere/log/manifest").status_code == 404
