import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from city.models import AuditEntry
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_district, make_official, make_user
from tests.voting.people import ADA, LIST, make_listed
from voting.actions import lists
from voting.actions.lists import forget, hand_in
from voting.actions.matching import ask
from voting.management.worker import make_worker
from voting.models import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.rules.roll.report import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return make_contest(district=make_district("riverside"))[0]


@pytest.fixture
def registrar(round):
    return make_official(Role.REGISTRAR, round)


def upload(*lines):
    return SimpleUploadedFile("list.csv", ("\ufeff" + "\n".join(lines) + "\n").encode())


def files(settings):
    return list((settings.DATA_DIR / "uploads").iterdir())


def test_a_short_list_is_read_at_once_and_the_file_removed(round, registrar, settings):
    made = hand_in(actor=registrar, now=NOW, round=round, file=upload(*LIST))
    assert Report.from_json(made.report).new == 2
    assert (made.finished_at is not None, made.path, made.name) == (True, "", "list.csv")
    assert files(settings) == []
    assert list(AuditEntry.objects.values_list("verb", flat=True))[-2:] == ["hand_in", "import_roll"]


def test_a_list_with_faults_keeps_its_report_and_not_its_file(round, registrar, settings):
    made = hand_in(actor=registrar, now=NOW, round=round, file=upload(LIST[0], "Lindholt,Ada"))
    assert Report.from_json(made.report).faults[0].code == "cells"
    assert files(settings) == []


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_left_to_the_worker(round, registrar, settings, monkeypatch):
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 1)
    made = hand_in(actor=registrar, now=NOW, round=round, file=upload(*LIST))
    assert (made.finished_at, made.report, len(files(settings))) == (None, {}, 1)
    make_worker(once=True).run()
    made.refresh_from_db()
    assert Report.from_json(made.report).new == 2
    assert files(settings) == []
    lists._read_later.call(made.pk)  # a task that comes twice finds it done
    assert RollImport.objects.get().finished_at == made.finished_at


def test_who_lost_the_office_meanwhile_imports_nothing(round, registrar, settings, monkeypatch):
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 1)
    made = hand_in(actor=registrar, now=NOW, round=round, file=upload(*LIST))
    registrar.grants.all().delete()
    lists._read_later.call(made.pk)
    made.refresh_from_db()
    assert Report.from_json(made.report).faults[0].code == "refused"
    assert not ListedPerson.objects.exists()


def test_what_breaks_off_says_so_and_leaves_no_file(round, registrar, settings, monkeypatch):
    monkeypatch.setattr(lists, "import_roll", lambda **_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hand_in(actor=registrar, now=NOW, round=round, file=upload(*LIST))
    assert Report.from_json(RollImport.objects.get().report).faults[0].code == "broken_off"
    assert files(settings) == []


def test_only_a_registrar_hands_lists_in(round, moderator, settings):
    with pytest.raises(Refused) as caught:
        hand_in(actor=moderator, now=NOW, round=round, file=upload(*LIST))
    assert caught.value.kind is Kind.FORBIDDEN
    assert not (settings.DATA_DIR / "uploads").exists()


def test_a_list_is_forgotten_and_the_roll_stays():
    round, _district = make_listed()
    ask(actor=make_user(), now=NOW, round=round, person=ADA)
    before = RollEntry.objects.count()
    assert forget(actor=None, now=NOW, round=round) == 2
    assert not ListedPerson.objects.exists()
    assert not CodeRequest.objects.exists()
    assert RollEntry.objects.count() == before
    assert AuditEntry.objects.last().verb == "forget"
