import re

import pytest
from django.urls import reverse

from city.actions.cases import approve, decline, open_case
from city.models import Case
from city.models.cases import CaseStatus
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_round

pytestmark = pytest.mark.django_db
LIST = "/desk/cases/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


@pytest.fixture
def first():
    return make_official(Role.ELECTION_OFFICER)


@pytest.fixture
def second(client):
    officer = make_official(Role.ELECTION_OFFICER)
    client.force_login(officer)
    return officer


@pytest.fixture
def case(first, resident):
    return ask(first, resident)


def ask(actor, person, round=None, role="auditor"):
    return open_case(
        actor=actor,
        now=NOW,
        verb=Verb.GRANT,
        subject=person,
        round=round,
        arguments={"role": role},
        reason="The books need a reader.",
    )


def act(client, case, name, **typed):
    return client.post(reverse(f"city:desk_case_{name}", args=[case.pk]), typed)


def test_a_guest_signs_in_and_other_offices_are_forbidden(client, case, resident, moderator):
    assert client.get(LIST)["Location"].startswith(reverse("account_login"))
    assert reverse("frontend:desk") in act(client, case, "approve")["Location"]
    for person in (resident, moderator):
        client.force_login(person)
        assert client.get(LIST).status_code == 403
        assert act(client, case, "approve").status_code == 403


@pytest.mark.parametrize("name", ["approve", "decline", "withdraw"])
def test_nothing_changes_by_looking(client, case, second, name):
    assert client.get(reverse(f"city:desk_case_{name}", args=[case.pk])).status_code == 405


def test_the_page_says_what_it_would_do_who_asked_and_why(client, case, second, first, resident):
    page = text(client.get(LIST))
    assert f"{resident.email} gets the office of Auditor in the whole city." in page
    assert case.reason in page
    assert first.email in page
    assert "Approve and do it" in page


def test_approving_does_it(client, case, second, resident):
    page = client.post(reverse("city:desk_case_approve", args=[case.pk]), follow=True)
    assert "Done: " in text(page)
    assert "Approved and done" in text(page)
    assert resident.grants.get().role == "auditor"


def test_ones_own_case_can_only_be_taken_back(client, case, first):
    client.force_login(first)
    page = text(client.get(LIST))
    assert "Approve and do it" not in page
    answer = act(client, case, "approve")
    assert answer.status_code == 403
    assert "Somebody else decides it" in text(answer)
    assert act(client, case, "withdraw").status_code == 302
    assert Case.objects.get().status == CaseStatus.WITHDRAWN


def test_declining_asks_for_a_reason_and_loses_nothing(client, case, second):
    answer = act(client, case, "decline", reason="")
    assert answer.status_code == 422
    assert "Say why." in text(answer)
    assert act(client, case, "decline", reason="Not yet.").status_code == 302
    assert (Case.objects.get().status, Case.objects.get().decision) == (CaseStatus.DECLINED, "Not yet.")
    assert "Not yet." in text(client.get(LIST))


def test_an_auditor_reads_and_decides_nothing(client, case):
    client.force_login(make_official(Role.AUDITOR))
    page = text(client.get(LIST))
    assert "It waits for somebody whose office includes it." in page
    for name in ("approve", "withdraw"):
        assert act(client, case, name).status_code == 403
    assert act(client, case, "decline", reason="No.").status_code == 403
    assert Case.objects.get().status == CaseStatus.PENDING


def test_an_officer_of_one_round_sees_its_cases_only(client, case, resident):
    round = make_round()
    one, other = (make_official(Role.ELECTION_OFFICER, round=round) for _ in range(2))
    own = ask(one, resident, round, "registrar")
    client.force_login(other)
    page = client.get(LIST).content.decode()
    assert f'id="case-{own.pk}"' in page
    assert f'id="case-{case.pk}"' not in page
    assert act(client, case, "approve").status_code == 404


def test_the_desk_says_how_many_wait_for_a_person(client, case, second, first):
    assert "Cases that wait for a second person" in text(client.get("/desk/"))
    assert re.search(r"1 Cases that wait for a second person", text(client.get("/desk/")))
    client.force_login(first)
    assert not re.search(r"1 Cases that wait", text(client.get("/desk/")))


def test_what_was_decided_stays_below(client, case, second, first, moderator):
    decline(actor=second, now=NOW, case=case, reason="Not yet.")
    approve(actor=second, now=NOW, case=ask(first, moderator))
    page = text(client.get(LIST))
    assert "Nothing waits." in page
    assert page.count("Decided by") == 2
