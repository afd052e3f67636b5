"""The ballots that count, wherever they came from."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from city.models import District, Round
from voting.models import ImportedBallot, SealedCast


def final_ballots(round: Round, district: District) -> Iterator[str]:
    """The canonical ballot of every slot's last sealed version, or every ballot of an imported election."""
    if round.is_imported:
        rows = ImportedBallot.objects.filter(round=round, district=district)
        return rows.values_list("ballot", flat=True).iterator(chunk_size=5000)
    later = SealedCast.objects.filter(slot=OuterRef("slot"), seq__gt=OuterRef("seq"))
    last = SealedCast.objects.filter(~Exists(later), round=round, district=district)
    return last.values_list("ballot", flat=True).iterator(chunk_size=5000)
