from datetime import UTC, datetime, timedelta
from hashlib import sha256

from city.rules.canonical import canonical
from voting.rules.log import leaves
from voting.rules.log.leaves import RollArea, Ruling
from voting.rules.log.tree import leaf_hash

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
RULING = Ruling("It is wrong.", AT)


def test_the_leaf_of_a_cast_is_the_one_of_the_protocol():
    """The vector of the ballot protocol (docs/ballots.md)."""
    h = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8"
    data = canonical(leaves.cast(district="riverside", h=h))
    assert leaf_hash(data) == sha256(b"\x00" + data).digest()
    assert leaf_hash(data).hex() == "54a831203ce7244cb396172b41280086eb5e5204cc8c67ffd99e9526b2b5bd0e"


def test_a_count_names_every_project_in_order():
    told = leaves.tally(district="north", ballots=3, counts={"P02": 1, "P01": 3}, voids=0)
    assert told["counts"] == [{"p": "P01", "n": 3}, {"p": "P02", "n": 1}]


def test_a_roll_leaves_out_what_could_point_at_somebody():
    areas = [RollArea("north", None, {}), RollArea("south", 12, {"letter": 12})]
    told = leaves.roll(total=15, areas=areas, root="00")
    assert told["areas"] == [
        {"district": "north"},
        {"district": "south", "total": 12, "methods": {"letter": 12}},
    ]


def test_a_closing_is_later_or_sooner():
    later = leaves.rescheduled(closes=AT + timedelta(days=1), old_closes=AT, ruling=RULING)
    sooner = leaves.rescheduled(closes=AT, old_closes=AT + timedelta(days=1), ruling=RULING)
    assert (later["t"], sooner["t"]) == ("extend", "shorten")
    assert later["closes"] == "2026-06-02T12:00:00Z"


def test_a_case_is_named_where_there_was_one():
    assert "case" not in leaves.voided(district="north", h="00", ruling=RULING)
    assert leaves.voided(district="north", h="00", ruling=Ruling("So.", AT, 7))["case"] == 7


def test_every_leaf_has_a_canonical_form_of_one_line():
    made = [
        leaves.opened(round="spring", manifest="00"),
        leaves.turnout(district="north", ballots=3),
        leaves.amended(district="north", code="P01", title="A\nB", cost=2, old_title="C", old_cost=1, ruling=RULING),
        leaves.withdrawn(district="north", code="P01", ruling=RULING),
        leaves.closed(closes=AT, casts={"south": 1, "north": 2}),
        leaves.result(
            district="north", state="certified", rule="greedy", ballots=1, winners=("P01",), spent=4, outcome="00"
        ),
        leaves.new_key(use="log", key="k", ruling=RULING),
        leaves.key_destroyed(key="00", ruling=RULING),
        leaves.audited(entries=3, head="00"),
    ]
    assert all(b"\n" not in canonical(leaf) for leaf in made)
    assert len({leaf["t"] for leaf in made}) == len(made)
