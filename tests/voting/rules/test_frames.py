import json

from hypothesis import given
from hypothesis import strategies as st

from voting.rules.frames import Kind, change, is_newer, snapshot


def numbers(size=0, cast=0, tally=None, **fields):
    return {
        "round": "spring",
        "size": size,
        "cast": cast,
        "sealed": size,
        "at": "2026-05-01T12:00:00Z",
        "tally": tally,
        "turnout": {"north": {"cast": cast, "sealed": size}},
    } | fields


def test_a_snapshot_holds_everything():
    frame = snapshot(numbers(3, 5, {"north": {"P01": 2}}))
    assert frame.kind is Kind.SNAPSHOT
    assert json.loads(frame.text) == {"type": "snapshot", **numbers(3, 5, {"north": {"P01": 2}})}


def test_a_delta_holds_what_moved_as_absolute_values():
    old = numbers(10, 20, {"north": {"P01": 4, "P02": 1}, "south": {"P01": 9}})
    new = numbers(21, 31, {"north": {"P01": 6, "P02": 1}, "south": {"P01": 9}})
    delta = json.loads(change(old, new).text)
    assert (delta["type"], delta["prev"], delta["size"], delta["cast"]) == ("delta", 10, 21, 31)
    assert delta["tally"] == {"north": {"P01": 6}}


def test_a_new_district_comes_whole():
    delta = json.loads(change(numbers(0, 20, {}), numbers(10, 20, {"north": {"P01": 0}})).text)
    assert delta["tally"] == {"north": {"P01": 0}}


def test_a_hidden_tally_stays_hidden_in_a_delta():
    assert json.loads(change(numbers(0, 20), numbers(10, 20)).text)["tally"] is None


def test_a_tally_that_comes_to_light_is_sent_whole():
    shown = numbers(10, 20, {"north": {"P01": 7}})
    assert change(numbers(10, 20), shown) == snapshot(shown)


def test_a_log_that_is_shorter_than_before_is_sent_whole():
    assert change(numbers(10, 20, {}), numbers(9, 20, {})).kind is Kind.SNAPSHOT


def test_ballots_that_wait_move_the_turnout_alone():
    turnout = json.loads(change(numbers(10, 20, {}), numbers(10, 21, {}, sealed=10)).text)
    assert (turnout["type"], turnout["size"], turnout["cast"]) == ("turnout", 10, 21)
    assert "tally" not in turnout


def test_time_alone_is_no_news():
    assert change(numbers(1, 2, {}), numbers(1, 2, {}, at="2026-05-01T13:00:00Z")) is None


def test_numbers_that_come_late_are_older():
    assert is_newer(numbers(11, 20), numbers(10, 25))
    assert is_newer(numbers(10, 20), numbers(10, 20))
    assert not is_newer(numbers(10, 19), numbers(10, 20))


counts = st.dictionaries(
    st.sampled_from("abc"), st.dictionaries(st.sampled_from(["P01", "P02", "P03"]), st.integers(0, 9))
)


def grown(old, more):
    return {
        district: old.get(district, {})
        | {code: old.get(district, {}).get(code, 0) + votes for code, votes in rows.items()}
        for district, rows in ({key: {} for key in old} | more).items()
    }


@given(counts, counts)
def test_a_delta_upon_what_was_held_is_what_there_is(old, more):
    new = grown(old, more)
    frame = change(numbers(1, 9, old), numbers(2, 9, new))
    held = {district: dict(rows) for district, rows in old.items()}
    for district, rows in json.loads(frame.text)["tally"].items():
        held.setdefault(district, {}).update(rows)
    assert {district: rows for district, rows in held.items() if rows} == {
        district: rows for district, rows in new.items() if rows
    }
