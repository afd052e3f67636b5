from voting.rules.ballots.alike import alike


def test_ballots_that_share_a_list_are_given_once():
    shared, own = ["a"], ["a"]
    assert list(alike([shared, own, shared])) == [(["a"], 2), (["a"], 1)]
    assert list(alike([])) == []
