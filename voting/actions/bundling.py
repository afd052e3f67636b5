"""Making the bundle of a closed vote: the files with which anybody can count it again."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from city.models import Round
from voting.models import Checkpoint
from voting.queries.bundles import bundle_path, files, newest_path

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the same log gives the same bytes, whenever it is packed
PLAIN_FILE = 0o644 << 16


def bundle(*, round: Round, state: Checkpoint) -> Path:
    """Pack the bundle of this state of the log; older ones stay beside it under the size they had."""
    path = bundle_path(round, state.size)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, pieces in files(round, state):
            _pack(packed, f"{round.slug}/{name}", pieces)
    draft.replace(path)
    link = path.with_name(".bundle.zip.new")
    link.unlink(missing_ok=True)
    link.hardlink_to(path)
    link.replace(newest_path(round))
    return path


def _pack(packed: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
    with packed.open(entry, "w", force_zip64=True) as stream:
        for piece in pieces:
            stream.write(piece)
