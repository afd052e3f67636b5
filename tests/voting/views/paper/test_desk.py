"""The desk of a round that takes paper: who sees what, and what the pages do."""

from hashlib import sha256

import pytest
from django.urls import reverse

from city.models import Case
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.factories import make_official, make_user
from tests.voting.boxes import SHEET, Boxes, enrol_person, make_person
from voting.models import CheckOff, Paper, Station

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes():
    return Boxes()


def page(name, boxes, *more):
    return reverse(f"voting:{name}", args=[boxes.round.slug, *more])


def text(answer):
    return answer.content.decode()


def as_person(person, boxes):
    birth = person.born_on.isoformat()
    there = {"station": boxes.station.code, "district": boxes.district.code}
    return {"name": person.name, "born_on": birth, "postcode": person.postcode, **there}


def test_an_officer_sets_up_a_station_and_prints_its_papers(client, boxes):
    client.force_login(make_official(Role.ELECTION_OFFICER, boxes.round))
    answer = client.post(page("set_up_station", boxes), {"name": "The school", "code": "school"})
    assert answer.url == page("print_papers", boxes)
    again = client.post(page("set_up_station", boxes), {"name": "The school", "code": "school"})
    assert again.status_code == 409
    assert "Give it another one" in text(again)
    asked = {"station": "school", "district": "", "amount": "3", "is_large": "on"}
    file = client.post(page("print_papers", boxes), asked)
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"].endswith(f'papers-{boxes.round.slug}-school-3.pdf"')
    assert file.content.startswith(b"%PDF")
    assert Paper.objects.filter(station=Station.objects.get(code="school")).count() == 3
    one = asked | {"district": boxes.district.code, "amount": "9999"}
    assert client.post(page("print_papers", boxes), one).status_code == 422
    boxes.end()
    assert client.post(page("print_papers", boxes), asked | {"is_large": ""}).status_code == 409


def test_a_registrar_gives_somebody_a_paper_and_goes_on_with_the_next(client, boxes):
    enrol_person(boxes.round, boxes.district, make_person())
    client.force_login(boxes.typists[0])
    answer = client.post(page("check_off", boxes), as_person(make_person(), boxes), follow=True)
    assert "Noted. Give out one paper" in text(answer)
    assert f'<option value="{boxes.station.code}" selected' in text(answer)
    assert CheckOff.objects.count() == 1
    again = client.post(page("check_off", boxes), as_person(make_person(), boxes))
    assert again.status_code == 409
    assert "given a paper for this vote already" in text(again)
    nobody = client.post(page("check_off", boxes), as_person(make_person(2), boxes))
    assert nobody.status_code == 403
    assert reverse("voting:attest", args=[boxes.round.slug]) in text(nobody)


def test_the_desk_shows_each_what_they_can_do(client, boxes):
    offers = {"check_off": "Give somebody a paper", "type_paper": "Type papers", "set_up_station": "Set up a station"}
    for role, shown in (
        (Role.REGISTRAR, {"check_off", "type_paper"}),
        (Role.ELECTION_OFFICER, {"set_up_station"}),
        (Role.AUDITOR, set()),
    ):
        client.force_login(make_official(role, boxes.round))
        answer = text(client.get(page("desk_paper", boxes)))
        assert {name for name, words in offers.items() if words in answer} == shown
        desk = text(client.get("/desk/"))
        assert (page("desk_paper", boxes) in desk) == bool(shown)
    boxes.end()
    client.force_login(make_official(Role.ELECTION_OFFICER, boxes.round))
    assert "Close a box" in text(client.get(page("desk_paper", boxes)))


def test_a_round_without_stations_says_so(client, boxes):
    Paper.objects.all().delete()
    client.force_login(boxes.typists[0])
    assert "Stations without papers" in text(client.get(page("desk_paper", boxes)))
    Station.objects.all().delete()
    assert "No station yet" in text(client.get(page("desk_paper", boxes)))
    assert "Nobody votes on paper" in text(client.get(page("paper", boxes)))


def test_nobody_else_gets_in(client, boxes):
    names = ["desk_paper", "set_up_station", "print_papers", "check_off", "type_paper", "reread", "assist"]
    for name in names:
        assert client.get(page(name, boxes)).url.startswith("/accounts/login/")
    client.force_login(make_user())
    assert {client.get(page(name, boxes)).status_code for name in names} == {403}
    client.force_login(make_official(Role.AUDITOR))
    assert client.get(page("desk_paper", boxes)).status_code == 200
    assert {client.get(page(name, boxes)).status_code for name in names[1:]} == {403}


def ask(client, boxes, **given):
    address = reverse("voting:desk_case_ask", args=[boxes.round.slug, Verb.CLOSE_STATION.value])
    box = f"{boxes.station.code}:{boxes.district.code}"
    return client.post(address, {"box": box, "papers": "0", "reason": "Counted.", **given})


def test_an_officer_asks_to_close_a_box_with_its_count_sheet(client, boxes, tmp_path):
    boxes.end()
    client.force_login(make_official(Role.ELECTION_OFFICER, boxes.round))
    without = ask(client, boxes)
    assert "Choose the file of the count sheet" in text(without)
    assert "multipart/form-data" in text(without)
    assert "A SHA-256 has 64 signs" in text(ask(client, boxes, sheet="5e"))
    scan = tmp_path / "sheet.pdf"
    scan.write_bytes(b"0 papers")
    with scan.open("rb") as file:
        assert ask(client, boxes, file=file).url == reverse("city:desk_cases")
    case = Case.objects.get()
    assert case.arguments["sheet"] == sha256(b"0 papers").hexdigest()
    assert "The library" in text(client.get(reverse("city:desk_cases")))
    again = ask(client, boxes, sheet=SHEET.upper(), difference="A reason.")
    assert again.url == reverse("city:desk_cases")
    assert Case.objects.order_by("pk").last().arguments["sheet"] == SHEET
    assert "A reason." in text(client.get(reverse("city:desk_cases")))
