from city.models.audit import AuditEntry
from city.models.cases import Case
from city.models.people import Residency, RoleGrant, User
from city.models.places import District
from city.models.rounds import Envelope, Phase, Round

__all__ = ["AuditEntry", "Case", "District", "Envelope", "Phase", "Residency", "RoleGrant", "Round", "User"]
