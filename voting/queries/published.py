"""What of the logs is published as files, and whether the database is behind it: then a backup was restored."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import F, QuerySet

from city.models import Round
from voting.models import Checkpoint, Publication
from voting.queries.log import log_size, root_at
from voting.rules.log.notes import Head, NoteError, parse_checkpoint

CHUNK = 1_024


def folder_of(round: Round) -> Path:
    return published_folder() / round.slug


def published_folder() -> Path:
    return Path(settings.DATA_DIR) / "published"


def chunk_path(round: Round, chunk: int) -> Path:
    """The file with the leaves from `chunk` * 1,024 on."""
    return folder_of(round) / "leaves" / f"{chunk:06}.jsonl"


def published_state(round: Round) -> str:
    """The published checkpoint of the round; nothing where there is none."""
    path = folder_of(round) / "checkpoint"
    return path.read_text() if path.exists() else ""


def published_leaves(round: Round, start: int) -> Iterator[str]:
    """The published leaves from `start` on."""
    chunk = start // CHUNK
    skipped = start - chunk * CHUNK
    while (path := chunk_path(round, chunk)).exists():
        yield from path.read_text().splitlines()[skipped:]
        chunk, skipped = chunk + 1, 0


def unpublished() -> list[Round]:
    """The rounds whose log has grown since it was published."""
    behind = Checkpoint.objects.filter(size__gt=F("round__publication__size"), round__publication__is_frozen=False)
    return list(Round.objects.filter(pk__in=behind.values("round")))


def frozen_rounds() -> QuerySet[Publication, str]:
    """The slugs of the rounds whose publication a recount has frozen."""
    return Publication.objects.filter(is_frozen=True).values_list("round__slug", flat=True)


def rolled_back() -> Iterator[str]:
    """For each round whose log is behind what is published here, or another, a sentence with what to do."""
    for path in sorted(published_folder().glob("*/checkpoint")):
        slug = path.parent.name
        try:
            state = parse_checkpoint(path.read_text())
        except NoteError:
            yield f"{slug}: {path} is no checkpoint. Restore the file, or remove it if you know why it is broken."
            continue
        if why := _difference(Round.objects.filter(slug=slug).first(), state):
            yield (
                f"{slug}: {why}. The database is older than what the public has seen: was a backup restored? "
                f"Nothing is served until it is whole again: restore a newer state, or run `manage.py replay {slug}` "
                "(docs/deploying.md, “After a restored backup”)."
            )


def _difference(round: Round | None, published: Head) -> str:
    size = log_size(round) if round else 0
    if round is None or size < published.size:
        return f"{published.size} leaves are published, and the database has {size}"
    if root_at(round, published.size) != published.root:
        return f"the first {published.size} leaves are others than the published ones"
    return ""
