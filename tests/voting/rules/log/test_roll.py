from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from voting.rules.log.roll import Entry, entry_hash, roll_root, salt_of
from voting.rules.log.tree import EMPTY

KEY, RH = b"\x44" * 32, "22" * 32
ENTRIES = [Entry(UUID(int=number), "north", 2, "letter") for number in range(5)]


@given(st.permutations(ENTRIES))
def test_the_root_depends_on_the_people_and_not_on_their_order(entries):
    assert roll_root(KEY, RH, entries) == roll_root(KEY, RH, ENTRIES)


def test_another_person_another_district_another_key_is_another_root():
    root = roll_root(KEY, RH, ENTRIES)
    assert roll_root(KEY, RH, ENTRIES[1:]) != root
    assert roll_root(b"\x45" * 32, RH, ENTRIES) != root
    assert roll_root(KEY, RH, [*ENTRIES[1:], Entry(UUID(int=0), "south", 2, "letter")]) != root


def test_nobody_is_the_root_of_nothing():
    assert roll_root(KEY, RH, []) == EMPTY.hex()


def test_two_people_with_all_the_same_have_different_hashes():
    one, other = ENTRIES[:2]
    assert entry_hash(salt_of(KEY, RH, one.uuid), one) != entry_hash(salt_of(KEY, RH, other.uuid), other)
