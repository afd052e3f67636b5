from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.outcomes import Award, Outcome
from voting.models.roll import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.models.tallies import Tally

__all__ = [
    "Award",
    "Cast",
    "CodeRequest",
    "ImportedBallot",
    "ListedPerson",
    "Outcome",
    "PendingCast",
    "RollEntry",
    "RollImport",
    "SealedCast",
    "Tally",
]
