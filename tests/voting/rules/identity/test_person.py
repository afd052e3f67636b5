"""The corpus: the same person however written is one, and different people stay different."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.identity.people import NAMES, POSTCODES, WRITTEN, person
from voting.rules.identity import known_as, namesake
from voting.rules.identity.person import name

SAME = [
    pytest.param(plain, write(plain), id=f"{plain} {how}")
    for plain in NAMES
    for how, write in WRITTEN.items()
    if write(plain) != plain
]
DIFFERENT = list(combinations(NAMES, 2))


def test_the_corpus_is_as_large_as_promised():
    assert len(SAME) >= 500
    assert len(DIFFERENT) >= 100


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_is_the_same_however_written(one, other):
    assert known_as(person(one)) == known_as(person(other))


def test_different_people_stay_different():
    assert [pair for pair in DIFFERENT if known_as(person(pair[0])) == known_as(person(pair[1]))] == []


@pytest.mark.parametrize("postcode", POSTCODES)
def test_the_same_postcode_is_the_same_however_written(postcode):
    assert known_as(person("Ada Lindholt", postcode=postcode)) == known_as(person("Ada Lindholt"))


def test_another_birth_date_or_postcode_is_another_person():
    ada = person("Ada Lindholt")
    assert known_as(replace(ada, born_on=date(1984, 5, 30))) != known_as(ada)
    assert known_as(replace(ada, postcode="7302 AB")) != known_as(ada)


def test_who_has_moved_is_a_namesake():
    ada = person("Ada Lindholt")
    assert namesake(replace(ada, postcode="1000 ZZ")) == namesake(ada)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DAVID", "D\u0430vid"),  # a Cyrillic a
        ("Dan", "DA\u039d"),  # a Greek capital nu, which looks like N
        ("David", "Da\u03bdid"),  # a Greek small nu, which looks like v
        ("Pope", "\u0420\u043e\u0440\u0435"),  # all Cyrillic
    ],
)
def test_look_alikes_count_as_what_they_look_like(one, other):
    assert name(f"{one} Holm") == name(f"{other} Holm")


def test_a_name_that_is_a_title_and_nothing_else_stays():
    assert name("Miss") == "miss"
    assert name("Lady Baker") == name("Baker Lady") != name("Baker")


def test_a_name_of_no_letters_is_no_name():
    assert name(" -- ") == ""


WORDS = st.lists(st.text(st.characters(categories=["L"]), min_size=3, max_size=8), min_size=2, max_size=4)


@given(WORDS, st.randoms(use_true_random=False))
def test_order_gaps_and_what_cannot_be_seen_never_matter(words, rng):
    """The law: whatever the letters, these say nothing about who somebody is."""
    plain = " ".join(words)
    rng.shuffle(words)
    place = rng.randrange(len(plain) + 1)
    assert name("  ".join(words)) == name("-".join(words)) == name(plain)
    assert name(plain[:place] + "\u200d" + plain[place:]) == name(plain)
