"""The fixed vectors of the ballot protocol: any other implementation must give the same."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules import slots

RH, KEY, ENTRY = "22" * 32, b"\x44" * 32, UUID("55" * 16)
SLOT_NONCE, NONCE = "33" * 32, "11" * 32
SLOT = "fbb7a16d8d9aa504755168a74f0fb0bc272e19a218001f22629992a7ffbc4b45"
BALLOT = "8876822b542201686c8b12cfbc69aa53c19369d9068d20de7cf85e7bcaef0bbe"
OPENING = "3b2852718214cb052e29dcea9d7cde66a0b5bbcd0db16b93c8f69714825575a8"
CAST = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8"


def ballot(kind, choices):
    return slots.ballot_of(RH, "riverside", kind, choices)


def test_the_vector_of_an_approval_ballot():
    assert slots.slot_of(KEY, RH, "riverside", ENTRY) == SLOT
    assert slots.ballot_hash(NONCE, ballot("approval", ["P00", "P03"])) == BALLOT
    assert slots.slot_opening(SLOT_NONCE, SLOT, 1) == OPENING
    assert slots.cast_hash(RH, OPENING, BALLOT) == CAST


def test_the_vector_of_its_short_code():
    assert slots.short_code(CAST) == "CRP1-9J6D-G5TY-C10P"


def test_the_vectors_of_a_ranking_and_of_points():
    ranking = slots.ballot_hash(NONCE, ballot("ranking", ["P03", "P00"]))
    points = slots.ballot_hash(NONCE, ballot("points", [{"p": "P00", "w": 3}, {"p": "P03", "w": 7}]))
    assert ranking == "6bed53c48def1c024ea42adecda016e1f0094540b204b94dbaf6de82d2e672d3"
    assert points == "95a4d239233ec90a40d7a14ee2ef1ff0fb104d49d81972a28816e7f1b0e56f0b"


@given(st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_a_short_code_leads_back_to_the_beginning_of_its_hash(h):
    code = slots.short_code(h)
    assert slots.cast_prefix(code) == slots.cast_prefix(f" {code.lower().replace('-', ' ')} ") == h[:20]
    assert slots.cast_prefix(h.upper()) == h


def test_letters_that_look_like_figures_are_read_as_figures():
    assert slots.cast_prefix("OIL0-0000-0000-0000") == slots.cast_prefix("0110-0000-0000-0000")


@pytest.mark.parametrize("typed", ["", "CRP1-9J6D-G5TY", "CRP1-9J6D-G5TY-C10U", "z" * 64])
def test_what_is_neither_a_code_nor_a_hash_leads_nowhere(typed):
    assert slots.cast_prefix(typed) is None
