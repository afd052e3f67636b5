from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.changes import Amendment, ClosingChange, KeyDestruction, VoidedCast
from voting.models.log import Checkpoint, LogLeaf, LogNode, Publication, WaitingLeaf
from voting.models.outcomes import Award, Outcome
from voting.models.roll import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.models.tallies import Tally

__all__ = [
    "Amendment",
    "Award",
    "Cast",
    "Checkpoint",
    "ClosingChange",
    "CodeRequest",
    "ImportedBallot",
    "KeyDestruction",
    "ListedPerson",
    "LogLeaf",
    "LogNode",
    "Outcome",
    "PendingCast",
    "Publication",
    "RollEntry",
    "RollImport",
    "SealedCast",
    "Tally",
    "VoidedCast",
    "WaitingLeaf",
]
