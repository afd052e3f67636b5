from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.changes import Amendment, ClosingChange, KeyDestruction, VoidedCast
from voting.models.outcomes import Award, Outcome
from voting.models.roll import RollEntry
from voting.models.tallies import Tally

__all__ = [
    "Amendment",
    "Award",
    "Cast",
    "ClosingChange",
    "ImportedBallot",
    "KeyDestruction",
    "Outcome",
    "PendingCast",
    "RollEntry",
    "SealedCast",
    "Tally",
    "VoidedCast",
]
