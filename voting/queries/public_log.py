"""The log as the public sees it: only what is published is told, whoever asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from city.models import Round
from voting.models import Checkpoint, LogLeaf, Publication, SealedCast
from voting.rules.slots import cast_prefix

# What stands between the ballots and counts of a long log: the acts of officials, and what frames the vote.
ACTS = (
    "open",
    "roll",
    "amend",
    "withdraw",
    "extend",
    "shorten",
    "void",
    "paper",
    "close",
    "result",
    "newkey",
    "keydestroy",
)


@dataclass(frozen=True)
class PublicLog:
    """A round's log up to its newest published state."""

    round: Round
    publication: Publication
    newest: Checkpoint

    @property
    def size(self) -> int:
        return self.newest.size

    @property
    def origin(self) -> str:
        return str(self.newest.note.partition("\n")[0])

    def leaves(self, start: int = 0, end: int | None = None) -> QuerySet[LogLeaf]:
        """The leaves from `start` on and before `end`, in order."""
        last = self.size if end is None else min(end, self.size)
        return LogLeaf.objects.filter(round=self.round, index__gte=start, index__lt=last).order_by("index")

    def acts(self) -> QuerySet[LogLeaf]:
        """The leaves that are neither ballots nor counts, the newest first."""
        return self.leaves().exclude(kind="cast").filter(kind__in=ACTS).order_by("-index")

    def checkpoints(self) -> QuerySet[Checkpoint]:
        """The signed states, the newest first."""
        return Checkpoint.objects.filter(round=self.round, size__lte=self.size).order_by("-size")

    def checkpoint(self, size: int) -> Checkpoint | None:
        return self.newest if size == self.size else self.checkpoints().filter(size=size).first()

    def index_of(self, typed: str) -> int | None:
        """Where a cast stands, by its short code or hash as people type it; None where it is not published."""
        prefix = cast_prefix(typed)
        if prefix is None:
            return None
        found = SealedCast.objects.filter(round=self.round, h__gte=prefix, h__lt=f"{prefix}g", position__lt=self.size)
        return found.values_list("position", flat=True).first()

    def keys(self) -> list[dict[str, Any]]:
        """The keys of the log and of its receipts, those of the manifest first.

        A later one has the `index` of its leaf and the `size` of the first state that covers it.
        """
        named: Mapping[str, str] = (self.round.manifest or {}).get("log", {})
        first = [{"use": "log", "key": named["key"]}, {"use": "receipt", "key": named["receipt_key"]}] if named else []
        covering = Checkpoint.objects.filter(round=OuterRef("round"), size__gt=OuterRef("index")).order_by("size")
        rows = self.leaves().exclude(kind="cast").filter(kind="newkey")
        return [*first, *(_key(row) for row in rows.annotate(first_size=Subquery(covering.values("size")[:1])))]


def public_log(round: Round) -> PublicLog | None:
    """The log of a round of our own, once something of it is published."""
    publication = Publication.objects.filter(round=round, size__gt=0).first()
    newest = Checkpoint.objects.filter(round=round, size=publication.size).first() if publication else None
    return PublicLog(round, publication, newest) if publication and newest else None


def published_logs() -> QuerySet[Publication]:
    """The logs of which something is published, that of the newest round first."""
    return Publication.objects.filter(size__gt=0).select_related("round").order_by("-round__frozen_at")


def _key(row: LogLeaf) -> dict[str, Any]:
    leaf = json.loads(row.data)
    size = row.first_size  # type: ignore[attr-defined]
    return {"use": leaf["use"], "key": leaf["key"], "index": row.index, "size": size}
