import pytest
from django.db import DatabaseError, transaction

from city.actions.audit import record
from city.models import AuditEntry
from city.rules.audit import START, faults
from tests.factories import NOW, make_district

pytestmark = pytest.mark.django_db


def write(actor=None, **fields):
    with transaction.atomic():
        return record(actor=actor, now=NOW, verb="publish", subject=make_district(), **fields)


def test_entries_form_a_chain(moderator):
    first, second = write(), write(moderator, before={"status": "a"}, after={"status": "b"}, reason="It is fine.")
    assert (first.number, first.previous) == (1, START)
    assert (second.number, second.previous) == (2, first.hash)
    assert faults(entry.link() for entry in AuditEntry.objects.all()) == []
    assert (first.before, len(second.before)) == ("", 64)


def test_an_entry_belongs_in_a_transaction(transactional_db):
    with pytest.raises(RuntimeError):
        record(actor=None, now=NOW, verb="publish", subject=make_district())


@pytest.mark.parametrize("change", [lambda rows: rows.update(verb="hide"), lambda rows: rows._raw_delete("default")])
def test_the_database_refuses_to_change_or_remove_an_entry(change):
    write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEntry.objects.filter(number=1))
    assert AuditEntry.objects.get().verb == "publish"
