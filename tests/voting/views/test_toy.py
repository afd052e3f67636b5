import re

import pytest

from voting.views.toy import BALLOTS, SHOWN

pytestmark = pytest.mark.django_db


def funded(answer):
    """How many of the nine neighbours get something, by rule."""
    return {game.code: game.served for game in answer.context["games"]}


def test_at_first_the_larger_group_takes_all_of_it_by_most_votes_and_nobody_goes_without_by_shares(client):
    answer = client.get("/help/counting/")
    games = {game.code: game for game in answer.context["games"]}
    assert [idea.code for idea in games["greedy"].bought] == ["1", "2", "3"]
    assert {idea.code for idea in games["mes-cost"].bought} == {"1", "4", "5"}
    assert (funded(answer)["greedy"], funded(answer)["mes-cost"]) == (5, 9)


def test_what_is_ticked_is_what_is_counted(client):
    answer = client.get("/help/counting/", {"rule": "mes-cost", "v": ["0-4", "1-4", "8-4"]})
    assert answer.context["chosen"].code == "mes-cost"
    assert [idea.code for idea in answer.context["chosen"].bought] == ["4"]
    assert [one.paid_minor for one in answer.context["chosen"].neighbours][:3] == [[100_000], [100_000], [0]]
    assert answer.context["chosen"].neighbours[8].left_minor == 300_000
    assert len(re.findall(r'name="v"[^>]* checked', answer.content.decode())) == 3


def test_nothing_ticked_buys_nothing(client):
    answer = client.get("/help/counting/", {"rule": "greedy"})
    assert all(not game.bought for game in answer.context["games"])
    assert "Nobody chose anything" in answer.content.decode()


@pytest.mark.parametrize("query", ["rule=castle", "rule=greedy&v=99-1&v=0-77&v=x&v=", "v=0-1"])
def test_an_address_that_makes_no_sense_still_shows_a_game(client, query):
    assert client.get(f"/help/counting/?{query}").status_code == 200


@pytest.mark.parametrize("code", SHOWN)
def test_every_rule_says_how_it_goes_and_never_spends_more_than_there_is(client, code):
    game = client.get(
        "/help/counting/", {"rule": code, "v": [f"{n}-{c}" for n, codes in enumerate(BALLOTS) for c in codes]}
    ).context["chosen"]
    assert game.code == code
    assert len(game.sentences) == 4
    assert sum(idea.cost_minor for idea in game.bought) <= 12_000_00
    for place, idea in enumerate(game.bought):
        paid = sum(one.paid_minor[place] for one in game.neighbours)
        assert paid == 0 or abs(paid - idea.cost_minor) <= 9
