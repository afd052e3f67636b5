"""Publishing a round's log as files, after its state is committed: by anybody who finds them behind, again and again.

DATA_DIR/published/<slug>/: manifest.json, leaves/000000.jsonl and on (1,024 leaves each, one a line), checkpoint.
Each file appears whole, the checkpoint last: what it says is always there already.
"""

import os
from datetime import datetime
from pathlib import Path

from django.db import transaction

from city.models import Round
from city.queries.locks import lock
from city.rules.canonical import canonical
from voting.models import Checkpoint, Publication
from voting.queries.log import head, leaves
from voting.queries.published import CHUNK, chunk_path, folder_of


def publish(*, round: Round) -> None:
    """Publish the log as it stands now; nothing where that is done, or a recount has frozen it."""
    with transaction.atomic():
        lock(f"publish:{round.pk}")
        state = head(round)
        done = Publication.objects.filter(round=round, is_frozen=False).first()
        if state is None or done is None or done.size >= state.size:
            return
        _write_files(round, state, done.size)
        Publication.objects.filter(round=round).update(size=state.size)


def freeze_publication(*, now: datetime, round: Round, reason: str) -> None:
    """Stop adding to the round's log and publishing it, until somebody has looked."""
    Publication.objects.filter(round=round).update(is_frozen=True, reason=reason, checked_at=now)


def _write_files(round: Round, state: Checkpoint, done: int) -> None:
    folder = folder_of(round)
    (folder / "leaves").mkdir(parents=True, exist_ok=True)
    if not (folder / "manifest.json").exists():
        _write(folder / "manifest.json", canonical(round.manifest))
    for chunk in range(done // CHUNK, (state.size - 1) // CHUNK + 1):
        rows = leaves(round, chunk * CHUNK, min((chunk + 1) * CHUNK, state.size))
        _write(chunk_path(round, chunk), b"".join(leaf.data.encode() + b"\n" for leaf in rows))
    _write(folder / "checkpoint", state.note.encode())


def _write(path: Path, content: bytes) -> None:
    """Put the file there whole: a reader finds the old one or the new one."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
