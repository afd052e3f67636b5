import pytest

from frontend.steps import Step, sentence, vote_steps


def way(*states):
    return [Step(name, state) for name, state in zip(("Proposing", "Voting", "Building"), states, strict=True)]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (way("done", "on", "next"), "Voting, step 2 of 3"),
        (way("done", "next", "next"), "Next: Voting, step 2 of 3"),
        (way("done", "done", "done"), "All 3 steps are done"),
        ([], ""),
    ],
)
def test_a_sentence_says_where_the_way_stands(steps, words):
    assert sentence(steps) == words


@pytest.mark.parametrize(
    ("at", "states"),
    [(1, "on next next next"), (3, "done done on next"), (5, "done done done done")],
)
def test_a_vote_has_four_steps(at, states):
    assert [step.state for step in vote_steps(at)] == states.split()
