from datetime import UTC, datetime

import pytest

from city.models import Round
from voting.queries.certainty import as_json, comment, label, sentence
from voting.rules.certainty import Certainty, State

AT = datetime(2026, 6, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state):
    found = Certainty(state, since=AT, until=AT)
    assert label(found)
    assert sentence(found).endswith(".")
    assert "%(" not in sentence(found)
    assert as_json(found) == {"state": state.value, "since": AT, "until": AT}


def test_a_file_says_it_in_english_with_the_moment_in_utc():
    assert comment(Certainty(State.PROVISIONAL)) == "State of the result: provisional."
    assert comment(Certainty(State.CERTIFIED, since=AT)) == "State of the result: certified 2026-06-20T12:00:00Z."
    until = comment(Certainty(State.UNDER_CHALLENGE, until=AT))
    assert until == "State of the result: under challenge until 2026-06-20T12:00:00Z."


def test_the_round_has_all_that_decides():
    assert {"certified_at", "key_destroyed_at", "cancelled_at"} <= {field.name for field in Round._meta.fields}
