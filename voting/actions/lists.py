"""Lists that a registrar hands in on a page: read at once where they are short, by the worker where they are long."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from city.actions.audit import record
from city.models import Round, User
from city.rules.phases import Verb
from city.rules.refusal import Refused
from voting.actions.importing import import_roll
from voting.actions.roll import require_office
from voting.models import CodeRequest, ListedPerson, RollImport
from voting.queries.list_files import lines_of
from voting.rules.roll.report import Report
from voting.rules.roll.rows import Fault

ROWS_AT_ONCE = 50_000


def hand_in(*, actor: User, now: datetime, round: Round, file: UploadedFile[bytes]) -> RollImport:
    """Take a list in; its report is there where it was short enough to be read at once. Raises Refused."""
    require_office(actor, Verb.IMPORT_ROLL, round, now)
    path, rows = _keep(file)
    with transaction.atomic():
        made = RollImport.objects.create(
            round=round, user=actor, name=(file.name or "")[-120:], path=str(path), handed_in_at=now
        )
        record(actor=actor, now=now, verb="hand_in", subject=made, after={"rows": rows})
        if rows > ROWS_AT_ONCE:
            _read_later.enqueue(made.pk)
    if rows <= ROWS_AT_ONCE:
        _read(made)
    return made


def forget(*, actor: User | None, now: datetime, round: Round) -> int:
    """Remove what the round's list said of people, and who asked for codes; the roll stays. Gives how many."""
    with transaction.atomic():
        count, _by_model = ListedPerson.objects.filter(round=round).delete()
        CodeRequest.objects.filter(round=round).delete()
        record(actor=actor, now=now, verb="forget", subject=round, after={"people": count})
    return count


@task()
def _read_later(made: int) -> None:
    found = RollImport.objects.select_related("round", "user").filter(pk=made, finished_at=None).first()
    if found is not None:
        _read(found)


def _read(made: RollImport) -> None:
    """Read the list, keep the report, remove the file."""
    path = Path(made.path)
    report = Report()
    try:
        report = import_roll(actor=made.user, now=timezone.now(), round=made.round, lines=lines_of(path))
    except Refused as refused:
        report.blame(Fault(0, "", "refused", {"why": refused.reasons[0].message}))
    except Exception:
        report.blame(Fault(0, "", "broken_off"))
        raise
    finally:
        path.unlink(missing_ok=True)
        made.report, made.path, made.finished_at = report.as_json(), "", timezone.now()
        made.save(update_fields=["report", "path", "finished_at"])


def _keep(file: UploadedFile[bytes]) -> tuple[Path, int]:
    """Put the file where only we can read it; give its place, and how many lines it has."""
    folder = Path(settings.DATA_DIR) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, lines = folder / f"{uuid4()}.csv", 0
    with path.open("wb") as stream:
        for chunk in file.chunks():
            lines += chunk.count(b"\n")
            stream.write(chunk)
    return path, lines
