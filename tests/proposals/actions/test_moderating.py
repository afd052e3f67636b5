import pytest
from django_tasks_db.models import DBTaskResult

from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from proposals.actions.moderating import hide, publish, return_
from proposals.models import Proposal
from tests.factories import NOW, make_district, make_official, make_proposal, make_round


@pytest.fixture
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def test_a_moderator_publishes(waiting, moderator):
    publish(actor=moderator, now=NOW, proposal=waiting)
    row = Proposal.objects.get()
    assert (row.status, row.published_at) == ("published", NOW)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor) == ("publish", moderator)
    assert entry.before != entry.after != ""


def test_its_author_gets_a_mail(waiting, moderator, at_once, mailoutbox, settings):
    publish(actor=moderator, now=NOW, proposal=waiting)
    (mail,) = mailoutbox
    assert mail.to == ["resident@example.org"]
    assert mail.subject == "Your proposal “Swings” is published"
    assert f"{settings.BASE_URL}/rounds/spring/proposals/{waiting.pk}/" in mail.body


def test_the_mail_waits_for_the_worker_in_the_same_transaction(waiting, moderator):
    publish(actor=moderator, now=NOW, proposal=waiting)
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.args_kwargs["args"][0]) == ("city.actions.mail.deliver", waiting.author.pk)


def test_without_an_author_nobody_is_told(round, district, moderator):
    publish(actor=moderator, now=NOW, proposal=make_proposal(round, district, status="submitted"))
    assert not DBTaskResult.objects.exists()


def test_a_title_is_no_way_into_the_mail(round, district, resident, moderator, at_once, mailoutbox):
    title = "<b>Swings</b> & {{ x }}"
    publish(
        actor=moderator,
        now=NOW,
        proposal=make_proposal(round, district, author=resident, status="submitted", title=title),
    )
    assert title in mailoutbox[0].subject


def test_a_moderator_returns_with_a_reason(waiting, moderator, at_once, mailoutbox):
    return_(actor=moderator, now=NOW, proposal=waiting, reason=" Say where.\r\nPlease. ")
    row = Proposal.objects.get()
    assert (row.status, row.return_reason) == ("returned", "Say where.\nPlease.")
    assert AuditEntry.objects.get().reason == "Say where.\nPlease."
    assert "Say where.\nPlease." in mailoutbox[0].body
    assert f"/rounds/spring/proposals/{waiting.pk}/edit/" in mailoutbox[0].body


def test_a_moderator_hides_with_a_reason_and_shows_again(published, moderator, at_once, mailoutbox):
    first = published.published_at
    hide(actor=moderator, now=NOW, proposal=published, reason="Names a neighbour.")
    assert Proposal.objects.get().status == "hidden"
    assert AuditEntry.objects.get().reason == "Names a neighbour."
    assert "Names a neighbour." in mailoutbox[0].body
    publish(actor=moderator, now=NOW, proposal=published)
    assert Proposal.objects.get().published_at == first


@pytest.mark.parametrize("act", [return_, hide])
@pytest.mark.parametrize("reason", ["", " \n\x00 "])
def test_no_reason_no_decision(act, reason, waiting, moderator):
    with pytest.raises(Refused) as refused:
        act(actor=moderator, now=NOW, proposal=waiting, reason=reason)
    assert [(reason.field, reason.code) for reason in refused.value.reasons] == [("reason", "no_reason")]
    assert not AuditEntry.objects.exists()


ACTS = [(publish, {}), (return_, {"reason": "Why."}), (hide, {"reason": "Why."})]


@pytest.mark.parametrize(("act", "words"), ACTS)
def test_only_an_office_that_carries_it(act, words, waiting, resident, reviewer):
    elsewhere = make_official(Role.MODERATOR, round=make_round())
    for person in (resident, reviewer, elsewhere):
        with pytest.raises(Refused) as refused:
            act(actor=person, now=NOW, proposal=waiting, **words)
        assert refused.value.kind == Kind.FORBIDDEN
    assert Proposal.objects.get().status == "submitted"


@pytest.mark.parametrize(("act", "words"), ACTS)
def test_only_while_its_round_permits_it(act, words, moderator):
    voting = make_proposal(make_round(phase=PhaseKind.VOTING), make_district(), status="submitted")
    with pytest.raises(Refused) as refused:
        act(actor=moderator, now=NOW, proposal=voting, **words)
    assert refused.value.reasons[0].code == "not_now"


def test_two_moderators_decide_once(waiting, moderator):
    stale = Proposal.objects.get()
    publish(actor=moderator, now=NOW, proposal=waiting)
    with pytest.raises(Refused) as refused:
        return_(actor=moderator, now=NOW, proposal=stale, reason="Why.")
    assert refused.value.reasons[0].code == "wrong_status"
    assert AuditEntry.objects.count() == 1
