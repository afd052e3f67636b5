from city.models.audit import AuditEntry
from city.models.cases import Case
from city.models.first_run import FirstRunLink
from city.models.limits import WriteCount
from city.models.people import Residency, RoleGrant, User
from city.models.places import District
from city.models.rounds import Envelope, Phase, Round
from city.models.sessions import SignIn

__all__ = [
    "AuditEntry",
    "Case",
    "District",
    "Envelope",
    "FirstRunLink",
    "Phase",
    "Residency",
    "RoleGrant",
    "Round",
    "SignIn",
    "User",
    "WriteCount",
]
