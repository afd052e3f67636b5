import pytest

from voting.actions.reasons import SENTENCES, reason
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Contest, Limits, Project

AREA = Contest("north", 240_000_00, "EUR", "knapsack", {"P02": Project("P02", "A ramp", 64_000_00)}, Limits())
NUMBERS = dict.fromkeys(
    [
        "chosen", "limit", "over", "missing", "lines", "line", "times", "given",
        "over_minor", "limit_minor", "missing_minor", "spent_minor",
    ],
    12_000_00,
)  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
def test_every_fault_has_a_sentence_that_ends(code):
    said = reason(Fault(code, "P02", NUMBERS), AREA)
    assert said.message.endswith(".")
    assert "%(" not in said.message
    assert said.field == "choices"


def test_a_sentence_names_the_idea_and_the_money():
    assert "A ramp" in reason(Fault("withdrawn_project", "P02"), AREA).message
    over = reason(Fault("over_budget", numbers=NUMBERS), AREA).message
    assert over == "Over by €12,000: the purse holds €12,000. Take an idea out to make room."


def test_an_unknown_code_is_shown_as_it_came():
    assert "P99" in reason(Fault("unknown_project", "P99"), AREA).message
