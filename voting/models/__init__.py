from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.changes import Amendment, ClosingChange, KeyDestruction, VoidedCast, Withdrawal
from voting.models.complaints import Complaint, ComplaintAnswer
from voting.models.decisions import Cancellation, Fallthrough, OutcomeVersion, Protocol
from voting.models.log import Checkpoint, LogLeaf, LogNode, Publication, WaitingLeaf
from voting.models.outcomes import Award, Outcome
from voting.models.paper import AssistedCount, CheckOff, Paper, PaperEntry, Rereading, Station, StationClosing
from voting.models.roll import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.models.tallies import Tally, Turnout

__all__ = [
    "Amendment",
    "AssistedCount",
    "Award",
    "Cancellation",
    "Cast",
    "CheckOff",
    "Checkpoint",
    "ClosingChange",
    "CodeRequest",
    "Complaint",
    "ComplaintAnswer",
    "Fallthrough",
    "ImportedBallot",
    "KeyDestruction",
    "ListedPerson",
    "LogLeaf",
    "LogNode",
    "Outcome",
    "OutcomeVersion",
    "Paper",
    "PaperEntry",
    "PendingCast",
    "Protocol",
    "Publication",
    "Rereading",
    "RollEntry",
    "RollImport",
    "SealedCast",
    "Station",
    "StationClosing",
    "Tally",
    "Turnout",
    "VoidedCast",
    "WaitingLeaf",
    "Withdrawal",
]
