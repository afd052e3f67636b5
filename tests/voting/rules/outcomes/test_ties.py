from hashlib import sha256

import pytest

from voting.rules.contest import Project
from voting.rules.outcomes.ties import TieOrder, is_order, lot

PROJECTS = {code: Project(code, code, cost) for code, cost in {"a": 9, "b": 5, "c": 5, "d": 5}.items()}
VOTES = {"a": 3, "b": 1, "c": 2, "d": 2}


def order(text, seed="00"):
    return TieOrder(text, PROJECTS, VOTES, seed, "riverside")


@pytest.mark.parametrize("text", ["id", "lot", "cost,votes,lot", "votes,cost,id", "cost,id"])
def test_orders_that_settle_every_tie(text):
    assert is_order(text)


@pytest.mark.parametrize("text", ["", "cost", "cost,votes", "id,cost", "lot,id", "cost,cost,id", "size,id", "cost, id"])
def test_orders_that_do_not(text):
    assert not is_order(text)


def test_keys_in_their_order():
    assert order("cost,votes,id").sort(["d", "c", "b", "a"]) == (["c", "d", "b", "a"], "id")
    assert order("votes,cost,id").sort(["a", "b", "c"]) == (["a", "c", "b"], "votes")
    assert order("cost,votes,id").sort(["a", "b"]) == (["b", "a"], "cost")


def test_a_lot_that_everybody_can_draw_again():
    assert lot("5eed", "riverside", "a") == sha256(b"pbv1/lot\n5eed\nriverside\x00a").hexdigest()
    drawn = {seed: tuple(order("cost,votes,lot", seed).sort(["c", "d"])[0]) for seed in map(str, range(20))}
    assert {*drawn.values()} == {("c", "d"), ("d", "c")}
