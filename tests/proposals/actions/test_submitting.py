from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from proposals.actions.submitting import submit, withdraw
from proposals.models import Proposal
from tests.factories import NOW, make_category, make_district, make_round, make_user
from tests.proposals.drafts import make_draft


def codes(refused):
    return [(reason.field, reason.code) for reason in refused.value.reasons]


def test_a_resident_submits(round, district, resident):
    draft = make_draft(
        district, title="  Łódź\tbench ", category=make_category(), cost_asked_minor=10_000_00, language="pl"
    )
    made = submit(actor=resident, now=NOW, round=round, draft=draft)
    row = Proposal.objects.get(pk=made.pk)
    assert (row.title, row.status, row.author, row.submitted_at) == ("Łódź bench", "submitted", resident, NOW)
    assert (row.cost_asked_minor, row.category.code, row.language) == (10_000_00, "parks", "pl")
    assert row.searchable.startswith("lodz bench")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.subject_key) == ("submit", resident, str(row.pk))
    assert not DBTaskResult.objects.exists()


def test_every_reason_at_once(round, district, resident):
    draft = make_draft(district, title=" ", summary="x" * 241, body="", cost_asked_minor=12_000_50)
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=draft)
    assert codes(refused) == [
        ("title", "missing"),
        ("body", "missing"),
        ("summary", "too_long"),
        ("cost", "over_envelope"),
    ]
    length, money = refused.value.reasons[2:]
    assert "241" in length.message
    assert money.message == "€12,000.50 is €2,000.50 more than Riverside has in this round: €10,000."
    assert money.values == {"cost_minor": 12_000_50, "over_minor": 2_000_50, "envelope_minor": 10_000_00}
    assert not Proposal.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_cost_is_above_zero(round, district, resident):
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(district, cost_asked_minor=0))
    assert codes(refused) == [("cost", "no_cost")]


def test_an_author_may_choose_among_the_pictures_there_are(round, district, resident):
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(district, scene="castle"))
    assert codes(refused) == [("scene", "no_scene")]
    chosen = submit(actor=resident, now=NOW, round=round, draft=make_draft(district, scene="boats"))
    assert (chosen.scene, chosen.scene_key) == ("boats", "boats")


def test_the_district_has_an_envelope_in_the_round(round, resident):
    elsewhere = make_district(name="Hilltop")
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(elsewhere))
    assert codes(refused) == [("district", "no_envelope")]
    assert "Hilltop" in refused.value.reasons[0].message


def test_outside_its_phase_nothing_is_submitted(district, resident):
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=make_round(phase=PhaseKind.VOTING), draft=make_draft(district))
    assert (codes(refused), refused.value.kind) == ([("", "not_now")], Kind.CONFLICT)


def test_a_phase_ends_at_its_closing_moment(round, district, resident):
    closes_at = round.phases.get().closes_at
    with pytest.raises(Refused):
        submit(actor=resident, now=closes_at, round=round, draft=make_draft(district))
    submit(actor=resident, now=closes_at - timedelta(seconds=1), round=round, draft=make_draft(district))


def test_a_frozen_round_takes_nothing_more(round, district, resident):
    round.manifest, round.manifest_hash, round.frozen_at = {}, "00", NOW
    round.save()
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(district))
    assert codes(refused) == [("", "frozen")]


def test_the_same_click_twice_submits_once(round, district, resident):
    submit(actor=resident, now=NOW, round=round, draft=make_draft(district))
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(district, title="A  bench "))
    assert codes(refused) == [("title", "sent_already")]
    submit(actor=make_user(), now=NOW, round=round, draft=make_draft(district))
    assert Proposal.objects.count() == 2


def test_its_author_submits_again_what_was_returned(round, waiting, district, resident):
    Proposal.objects.update(status="returned", return_reason="Say where.")
    row = submit(actor=resident, now=NOW, round=round, draft=make_draft(district, place="Oak Square"), proposal=waiting)
    assert (row.pk, row.status, row.return_reason, row.place) == (waiting.pk, "submitted", "", "Oak Square")
    assert AuditEntry.objects.get().verb == "submit"


def test_nobody_else_submits_it_again(round, waiting, district):
    Proposal.objects.update(status="returned", return_reason="Say where.")
    with pytest.raises(Refused) as refused:
        submit(actor=make_user(), now=NOW, round=round, draft=make_draft(district), proposal=waiting)
    assert (codes(refused), refused.value.kind) == ([("", "not_author")], Kind.FORBIDDEN)


def test_what_was_not_returned_is_not_submitted_again(round, published, district, resident):
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=round, draft=make_draft(district), proposal=published)
    assert codes(refused) == [("", "wrong_status")]
    assert "Published" in refused.value.reasons[0].message


def test_a_proposal_stays_in_its_round(published, district, resident):
    other = make_round(phase=PhaseKind.PROPOSING)
    with pytest.raises(Refused) as refused:
        submit(actor=resident, now=NOW, round=other, draft=make_draft(district), proposal=published)
    assert codes(refused) == [("", "other_round")]


def test_its_author_withdraws(published, resident):
    assert withdraw(actor=resident, now=NOW, proposal=published).status == "withdrawn"
    assert Proposal.objects.get().status == "withdrawn"
    assert AuditEntry.objects.get().verb == "withdraw"


def test_nobody_else_withdraws(published, moderator):
    with pytest.raises(Refused) as refused:
        withdraw(actor=moderator, now=NOW, proposal=published)
    assert refused.value.kind == Kind.FORBIDDEN


def test_twice_withdrawn_is_refused(published, resident):
    withdraw(actor=resident, now=NOW, proposal=published)
    with pytest.raises(Refused) as refused:
        withdraw(actor=resident, now=NOW, proposal=published)
    assert codes(refused) == [("", "wrong_status")]
