from collections import Counter

from voting.rules.shuffling import shuffled

CODES = ["P01", "P02", "P03", "P04"]


def test_one_voter_always_sees_the_same_order():
    assert shuffled(CODES, "ada") == shuffled(reversed(CODES), "ada")


def test_every_project_comes_first_about_as_often():
    firsts = Counter(shuffled(CODES, f"voter {number}")[0] for number in range(2000))
    assert all(400 < firsts[code] < 600 for code in CODES)
