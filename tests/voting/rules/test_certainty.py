from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from city.rules.phases import PhaseKind, Stretch
from voting.rules.certainty import Certainty, Facts, State, certainty

NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = Stretch(PhaseKind.CHALLENGING, NOW - DAY, NOW + DAY)
COUNTED = Facts(
    is_imported=False,
    is_counted=True,
    certified_at=None,
    key_destroyed_at=None,
    cancelled_at=None,
    challenging=WINDOW,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_counted": False}, Certainty(State.UNCOUNTED)),
        ({}, Certainty(State.UNDER_CHALLENGE, until=NOW + DAY)),
        ({"challenging": None}, Certainty(State.PROVISIONAL)),
        ({"challenging": replace(WINDOW, closes_at=NOW)}, Certainty(State.PROVISIONAL)),
        ({"certified_at": NOW}, Certainty(State.CERTIFIED, since=NOW)),
        ({"certified_at": NOW - DAY, "key_destroyed_at": NOW}, Certainty(State.KEY_DESTROYED, since=NOW)),
        ({"cancelled_at": NOW}, Certainty(State.CANCELLED, since=NOW)),
        ({"cancelled_at": NOW, "is_counted": False}, Certainty(State.CANCELLED, since=NOW)),
        ({"is_imported": True, "is_counted": False}, Certainty(State.IMPORTED)),
    ],
)
def test_how_final_a_result_is(changes, expected):
    assert certainty(replace(COUNTED, **changes), NOW) == expected
