"""Reading receipts that anybody may have written, and recomputing what they say."""

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.claims import LONGEST, Claim, ClaimError, has_own_hash, parse_claim
from voting.rules.slots import ballot_hash, ballot_of, cast_hash

RH, NONCE, OPENING = "22" * 32, "11" * 32, "3b2852718214cb052e29dcea9d7cde66a0b5bbcd0db16b93c8f69714825575a8"
H = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8"
CLAIM = Claim(
    round="vote",
    manifest=RH,
    district="riverside",
    ballot=ballot_of(RH, "riverside", "approval", ["P00", "P03"]),
    nonce=NONCE,
    slot_opening=OPENING,
    h=H,
    promise="pbv1/promise\n…\n\n\u2014 name sig\n",
)
FIELDS = asdict(CLAIM) | {"cast_id": "1", "version": 1, "short_code": "CRP1-9J6D-G5TY-C10P"}


def written(indent=None, **changed):
    return json.dumps(FIELDS | changed, indent=indent)


@pytest.mark.parametrize("text", [written(), written(indent=2), f"City {{\n{{ half\n\nFigures\n{written()}\n"])
def test_a_receipt_is_read_from_json_and_from_the_end_of_a_text(text):
    assert parse_claim(text) == CLAIM


def test_a_line_that_was_broken_is_put_together_again():
    line = written()
    assert parse_claim(f"A receipt\n{line[:400]}\r\n{line[400:]}\n") == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CRP1-9J6D-G5TY-C10P",
        "{}",
        "[1]",
        written(ballot="P00"),
        written(h=H[2:]),
        written(h=H.upper()),
        written(nonce=7),
        written(promise=None),
        written(round=["vote"]),
        written().replace('"h":', '"h": "no", "h":'),
        "{" * 500,
        '{"a":' + "[" * 60_000,
        " " * LONGEST + written(),
    ],
)
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(ClaimError):
        parse_claim(text)


def test_the_vector_of_the_protocol_has_its_own_hash():
    assert has_own_hash(CLAIM)


@pytest.mark.parametrize(
    "changed",
    [
        {"ballot": CLAIM.ballot | {"choices": ["P00", "P01"]}},
        {"ballot": CLAIM.ballot | {"choices": [1.5]}},
        {"ballot": CLAIM.ballot | {"district": "north"}},
        {"ballot": CLAIM.ballot | {"round": "33" * 32}},
        {"ballot": {}},
        {"district": "north"},
        {"manifest": "33" * 32},
        {"nonce": "12" * 32},
        {"slot_opening": "12" * 32},
        {"h": "12" * 32},
    ],
)
def test_whatever_is_changed_gives_another_hash(changed):
    assert not has_own_hash(replace(CLAIM, **changed))


@given(st.lists(st.text(st.characters(codec="ascii"), max_size=8), max_size=5), st.binary(min_size=32, max_size=32))
def test_a_ballot_that_is_hashed_as_the_protocol_says_has_its_own_hash(choices, nonce):
    ballot = ballot_of(RH, "riverside", "approval", choices)
    h = cast_hash(RH, OPENING, ballot_hash(nonce.hex(), ballot))
    claim = replace(CLAIM, ballot=ballot, nonce=nonce.hex(), h=h)
    assert has_own_hash(claim)
    assert has_own_hash(parse_claim(json.dumps(asdict(claim))))
