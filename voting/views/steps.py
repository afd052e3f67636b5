"""What the steps of a vote share."""

from hashlib import sha256
from typing import Any

from city.models import District, Round
from city.rules.phases import PhaseKind
from voting.queries.roll import Right


def surroundings(round: Round, district: str) -> dict[str, Any]:
    """What every step names: the round, the district and when the vote closes."""
    return {
        "round": round,
        "district": District.objects.get(code=district),
        "voting": round.stretch(PhaseKind.VOTING),
    }


def draft_key(right: Right) -> str:
    """Under which a browser keeps this person's draft: not the one of whoever used it before."""
    return sha256(f"draft\n{right.slot}".encode()).hexdigest()[:16]
