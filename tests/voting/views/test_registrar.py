"""The registrar's desk, over HTTP: who may open what, and what each page answers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from city.models import Round
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_round, make_voter
from tests.voting.people import LIST, make_listed
from voting.actions import lists
from voting.models import ListedPerson, RollEntry, RollImport

pytestmark = pytest.mark.django_db
DESK = "/desk/roll/spring/"
PAGES = ["/desk/roll/", DESK, f"{DESK}attest/", f"{DESK}find/", f"{DESK}import/", f"{DESK}import/1/"]
EVA = {"name": "Eva Marsdiep", "born_on": "4.3.1950", "postcode": "7301", "district": "riverside", "email": ""}


@pytest.fixture(autouse=True)
def listed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return make_listed(slug="spring")


@pytest.fixture
def registrar(client, listed):
    user = make_official(Role.REGISTRAR, listed[0])
    client.force_login(user)
    return user


def text(answer):
    return answer.content.decode()


def upload(*lines):
    return {"file": SimpleUploadedFile("residents.csv", ("\n".join(lines) + "\n").encode())}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.REGISTRAR, Role.AUDITOR}])
def test_no_other_office_opens_the_desk_of_the_roll(client, path, role):
    client.force_login(make_official(role))
    assert client.get(path).status_code == 403
    assert client.post(path, EVA).status_code in {403, 405}


@pytest.mark.parametrize("path", PAGES)
def test_an_auditor_looks_and_changes_nothing(client, path):
    client.force_login(make_official(Role.AUDITOR))
    assert client.get(path).status_code in {200, 404}
    assert client.post(path, EVA).status_code in {403, 405}


@pytest.mark.parametrize("path", PAGES)
def test_residents_are_forbidden_and_guests_sign_in_first(client, path, resident):
    assert client.get(path).status_code == 302
    client.force_login(resident)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES[1:])
def test_a_registrar_of_another_round_opens_nothing_of_this_one(client, path):
    client.force_login(make_official(Role.REGISTRAR, make_round("autumn")))
    assert client.get(path).status_code == 403
    assert client.post(path, EVA).status_code in {403, 405}


def test_a_registrar_sees_the_rounds_they_serve(client, registrar):
    make_round("autumn", title="Autumn")
    assert "Autumn" not in text(client.get("/desk/roll/"))
    client.force_login(make_official(Role.REGISTRAR))
    assert "Autumn" in text(client.get("/desk/roll/"))


def test_where_there_is_no_round_the_desk_says_so(client):
    client.force_login(make_official(Role.REGISTRAR))
    Round.objects.update(is_imported=True)
    assert "No round yet" in text(client.get("/desk/roll/"))


def test_one_roll_in_numbers_and_no_names(client, registrar, listed):
    make_voter(*listed, email="eva@example.org")
    page = text(client.get(DESK))
    assert "The city has named 2 people" in page
    assert "eva@example.org" not in page


def test_a_list_goes_in_with_a_report(client, registrar):
    answer = client.post(f"{DESK}import/", upload(LIST[0] + ",shoe_size", LIST[2] + ",44"), follow=True)
    page = text(answer)
    assert "The list is taken up" in page
    assert "shoe_size" in page
    assert "residents.csv" in text(client.get(DESK))


def test_a_list_with_faults_says_what_to_mend(client, registrar):
    answer = client.post(f"{DESK}import/", upload(LIST[0], *["Holm,Eva,1.1.1950,7301,nowhere,,"] * 60), follow=True)
    page = text(answer)
    assert "60 faults, and nothing was taken up" in page
    assert "Line 2, district" in page
    assert "no district “nowhere”" in page
    assert "These are the first 50" in page
    assert ListedPerson.objects.count() == 2


def test_a_long_list_is_read_later_and_the_page_says_so(client, registrar, monkeypatch):
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 1)
    assert "The list is being read" in text(client.post(f"{DESK}import/", upload(*LIST), follow=True))
    assert "being read" in text(client.get(DESK))


@pytest.mark.parametrize(
    ("files", "said"),
    [({}, "Choose the file"), (upload(), "names no column"), ({"file": SimpleUploadedFile("x.csv", b"")}, "is empty")],
)
def test_what_is_no_list_is_said(client, registrar, files, said):
    answer = client.post(f"{DESK}import/", files, follow=True)
    assert said in text(answer)


def test_a_file_too_large_is_said(client, registrar, settings):
    settings.ROLL_UPLOAD_MB = 0
    answer = client.post(f"{DESK}import/", upload(*LIST))
    assert (answer.status_code, RollImport.objects.count()) == (422, 0)
    assert "larger than 0 MB" in text(answer)


def test_somebody_is_attested_and_found(client, registrar):
    assert client.post(f"{DESK}attest/", EVA).url == f"{DESK}attest/"
    found = client.post(f"{DESK}find/", EVA)
    assert "On the roll of Riverside" in text(found)
    assert "At the desk" in text(found)
    assert "Not known" in text(client.post(f"{DESK}find/", EVA | {"postcode": "9"}))
    ada = {"name": "Ada Lindholt", "born_on": "1984-05-31", "postcode": "7301AB"}
    assert "On the city’s list, in Riverside" in text(client.post(f"{DESK}find/", ada))


def test_a_namesake_is_asked_about_and_what_was_typed_stays(client, registrar):
    client.post(f"{DESK}attest/", EVA)
    answer = client.post(f"{DESK}attest/", EVA | {"postcode": "1000"})
    assert answer.status_code == 409
    assert 'name="is_another"' in text(answer)
    assert 'value="Eva Marsdiep"' in text(answer)
    assert client.post(f"{DESK}attest/", EVA | {"postcode": "1000", "is_another": "on"}).status_code == 302
    assert RollEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"district": ""}, "district"),
        ({"district": "nowhere"}, "district"),
        ({"email": "eva"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, registrar, typed, field):
    answer = client.post(f"{DESK}attest/", EVA | typed)
    assert answer.status_code == 422
    assert f"id_{field}_error" in text(answer)


@pytest.mark.parametrize("act", ["attest", "find", "import"])
def test_outside_the_season_every_act_is_refused_in_words(client, registrar, listed, act):
    round = listed[0]
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    answer = client.post(f"{DESK}{act}/", EVA | upload(*LIST))
    assert answer.status_code == 409
    assert "The roll of this round is not open now" in text(answer)
    assert "This roll is closed" in text(client.get(DESK))


@pytest.mark.parametrize("path", PAGES[:5])
def test_a_page_that_is_only_opened_says_nothing_is_wrong(client, registrar, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Something needs another look" not in text(answer)
