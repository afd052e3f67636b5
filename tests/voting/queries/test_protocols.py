from datetime import timedelta

import pytest

from city.models import Round
from city.rules.phases import PhaseKind
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_voter
from voting.actions.amending import amend
from voting.actions.complaining import complain
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import ComplaintAnswer, SealedCast
from voting.queries import printing
from voting.queries.complaints import Words
from voting.queries.protocols import Officer, protocol, stamp

pytestmark = pytest.mark.django_db
OFFICERS = [Officer("Zofia Żółć", "zofia@city.example"), Officer("", "ben@city.example")]


@pytest.fixture
def written(monkeypatch):
    """Every line that is put on paper."""
    lines = []
    plain = printing.Sheet.write
    monkeypatch.setattr(
        printing.Sheet,
        "write",
        lambda sheet, text, *rest, **more: (lines.append(text), plain(sheet, text, *rest, **more)),
    )
    return lines


@pytest.fixture
def round():
    """A round with everything a protocol can say: an amendment, a void, two counts, a complaint."""
    round, district = make_contest(title="Budżet 2026")
    for number in range(13):
        cast_ballot(make_voter(round, district), round, district, ["P03"] if number < 7 else ["P02"])
    amend(actor=None, now=NOW, proposal=round.proposals.get(code="P01"), title="Λέσχη", cost_minor=1_00, reason="Typo.")
    complaint, _ = complain(actor=None, now=NOW, round=round, words=Words("Sold."))
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
    round = Round.objects.get()
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=round, district=district)
    for cast in [cast for cast in SealedCast.objects.all() if "P03" in cast.ballot][:2]:
        void(actor=None, now=NOW, cast=cast, reason="Sold.")
    seal(now=NOW + timedelta(seconds=30))
    count_outcome(actor=None, now=NOW + timedelta(minutes=1), round=round, district=district)
    ComplaintAnswer.objects.create(complaint=complaint, text="Two are voided.", is_upheld=True, answered_at=NOW)
    return Round.objects.get()


def test_it_says_all_that_the_result_rests_on(round, written):
    protocol(round, NOW, OFFICERS, "Nobody objected any more.")
    told = "\n".join(written)
    for words in (
        "Budżet 2026",
        f"Certified {stamp(NOW)}",
        round.manifest_hash,
        round.manifest["key"],
        round.manifest["ties"]["seed"],
        round.outcome_versions.last().digest,
        round.outcome_versions.first().digest,
        "Count 1,",
        "Λέσχη",
        "Voided (–): Sold.",
        "One complaint, 1 upheld.",
        "1. upheld: Two are voided.",
        "Zofia Żółć zofia@city.example",
        "Nobody objected any more.",
    ):
        assert words in told, words


def test_the_same_round_gives_the_same_bytes(round):
    assert protocol(round, NOW, OFFICERS, "Final.") == protocol(round, NOW, OFFICERS, "Final.")
    assert protocol(round, NOW, OFFICERS, "Final.") != protocol(round, NOW, OFFICERS, "Other.")


def test_who_is_not_known_signs_on_an_empty_line(round, written):
    protocol(round, NOW, [], "")
    assert written.count("Name, office, place and day") == 2
