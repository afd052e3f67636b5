from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.changes import Amendment, ClosingChange, KeyDestruction, VoidedCast
from voting.models.log import Checkpoint, LogLeaf, LogNode, Publication, WaitingLeaf
from voting.models.outcomes import Award, Outcome
from voting.models.paper import AssistedCount, CheckOff, Paper, PaperEntry, Rereading, Station, StationClosing
from voting.models.roll import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.models.tallies import Tally

__all__ = [
    "Amendment",
    "AssistedCount",
    "Award",
    "Cast",
    "CheckOff",
    "Checkpoint",
    "ClosingChange",
    "CodeRequest",
    "ImportedBallot",
    "KeyDestruction",
    "ListedPerson",
    "LogLeaf",
    "LogNode",
    "Outcome",
    "Paper",
    "PaperEntry",
    "PendingCast",
    "Publication",
    "Rereading",
    "RollEntry",
    "RollImport",
    "SealedCast",
    "Station",
    "StationClosing",
    "Tally",
    "VoidedCast",
    "WaitingLeaf",
]
