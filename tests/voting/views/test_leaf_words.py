"""Every type of leaf in a plain sentence."""

import json
from datetime import timedelta

import pytest

from tests.factories import NOW, make_contest, make_district
from voting.models import LogLeaf
from voting.rules.log import leaves
from voting.rules.log.leaves import Ruling
from voting.views.leaf_words import LABELS, SENTENCES, Words

pytestmark = pytest.mark.django_db
H = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8"
RULING = Ruling(reason="The bridge is closed.", at=NOW, case=7)
HERE = {"district": "riverside"}
IDEA = HERE | {"code": "P01"}
WINNERS = {"rule": "greedy", "ballots": 9, "spent": 5_000_00, "outcome": "00" * 32}
TOLD = [
    (leaves.opened(round="spring", manifest="00" * 32), "The log begins."),
    (leaves.roll(total=1, areas=[], root="00" * 32), "One person may vote."),
    (leaves.roll(total=412, areas=[], root="00" * 32), "412 people may vote."),
    (leaves.cast(h=H, **HERE), "A ballot was cast in Riverside. Its short code is CRP1-9J6D-G5TY-C10P."),
    (leaves.tally(ballots=12, counts={"P01": 9}, voids=0, **HERE), "12 ballots count"),
    (leaves.tally(ballots=1, counts={"P01": 1}, voids=0, **HERE), "one ballot counts"),
    (leaves.turnout(ballots=10, **HERE), "The ballots of 10 people from Riverside are in the log."),
    (leaves.amended(title="A", cost=100_00, old_title="A", old_cost=90_00, ruling=RULING, **IDEA), "now costs €100"),
    (leaves.amended(title="B", cost=90_00, old_title="A", old_cost=90_00, ruling=RULING, **IDEA), "called “B”; before"),
    (leaves.amended(title="B", cost=80_00, old_title="A", old_cost=90_00, ruling=RULING, **IDEA), "“A” for €90"),
    (leaves.withdrawn(ruling=RULING, **IDEA), "P01 in Riverside was withdrawn."),
    (leaves.rescheduled(closes=NOW + timedelta(1), old_closes=NOW, ruling=RULING), "closes later"),
    (leaves.rescheduled(closes=NOW, old_closes=NOW + timedelta(1), ruling=RULING), "closes sooner"),
    (leaves.voided(h=H, ruling=RULING, **HERE), "CRP1-9J6D-G5TY-C10P in Riverside counts no more."),
    (leaves.voided(h=H, ruling=Ruling(reason="desk", at=NOW), **HERE), "voted on paper at a desk"),
    (leaves.closed(closes=NOW, casts={"riverside": 3, "harbour": 2}), "5 ballots were cast, replaced ones included"),
    (leaves.result(state="provisional", winners=["P01"], **WINNERS, **HERE), "Provisional: in Riverside one idea"),
    (leaves.result(state="certified", winners=["P01", "P02"], **WINNERS, **HERE), "2 ideas are funded, with €5,000"),
    (leaves.new_key(use="log", key="x", ruling=RULING), "another key signs the log"),
    (leaves.new_key(use="receipt", key="x", ruling=RULING), "another key signs the receipts"),
    (leaves.key_destroyed(key="00" * 32, ruling=RULING), "was destroyed"),
    (leaves.audited(entries=31, head="00" * 32), "has 31 entries"),
    (leaves.leaf("paper", station="Library", papers=12, checkoffs=12, sheet="00" * 32, **HERE), "Papers from Library"),
    (leaves.leaf("weather", is_fair=True), "does not know"),
]


@pytest.fixture
def words():
    return Words(make_contest(district=make_district("riverside"))[0])


@pytest.mark.parametrize(
    ("leaf", "sentence"), TOLD, ids=lambda value: value.get("t") if isinstance(value, dict) else ""
)
def test_a_leaf_has_a_sentence(words, leaf, sentence):
    told = words.tell(LogLeaf(index=3, kind=leaf["t"], data=json.dumps(leaf), hash="00" * 32))
    assert sentence in told.sentence
    assert (told.index, told.kind) == (3, leaf["t"])


def test_every_type_of_leaf_has_its_words():
    assert {leaf["t"] for leaf, _ in TOLD} - {"weather"} == set(SENTENCES) == set(LABELS)


def test_why_and_when_and_in_which_case_stand_beside_it(words):
    leaf = leaves.withdrawn(ruling=RULING, **IDEA)
    told = words.tell(LogLeaf(index=3, data=json.dumps(leaf), hash=""))
    assert (told.reason, told.case, told.at, told.label) == ("The bridge is closed.", 7, NOW, "Withdrawal")


def test_a_count_is_a_table(words):
    leaf = leaves.tally(ballots=12, counts={"P02": 3, "P01": 9}, voids=0, **HERE)
    assert words.tell(LogLeaf(index=3, data=json.dumps(leaf), hash="")).counts == [("P01", 9), ("P02", 3)]


def test_a_district_that_is_gone_is_called_by_its_code(words):
    leaf = leaves.cast(district="old-town", h=H)
    assert "in old-town" in words.tell(LogLeaf(index=3, data=json.dumps(leaf), hash="")).sentence
