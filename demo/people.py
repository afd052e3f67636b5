"""The people of the invented city: 12,000 residents drawn from a seed, the authors of the stories, and the officials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from unicodedata import normalize

from city.rules.roles import Role
from demo.names import FAMILY, GIVEN
from demo.place import PLACE_OF, PLACES, Place
from demo.stories import told
from voting.rules.identity import Person

DOMAIN = "marenholt.example"
# Every official's authenticator app in the demonstration, and nowhere else.
APP_SECRET = "MARENHOLTMARENHOLTMARENHOLTMAREN"  # noqa: S105 - it is printed for everybody to read
BORN_BEFORE = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Resident:
    """Someone with a log-in; `district` is where the city's list has them, `is_verified` whether they proved it."""

    name: str
    email: str
    district: str
    is_verified: bool = True

    @property
    def person(self) -> Person:
        """Who they are on the city's list: a birth date drawn from their address, the postcode of their district."""
        days = Random(self.email).randrange(16 * 366, 90 * 365)
        return Person(self.name, BORN_BEFORE - timedelta(days=days), PLACE_OF[self.district].postcode)


@dataclass(frozen=True, slots=True)
class Official:
    """Someone at the town hall, the office they hold, and what they do there."""

    name: str
    mailbox: str
    role: Role
    title: str

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{DOMAIN}"


OFFICIALS = (
    Official("Ines Korver", "moderator", Role.MODERATOR, "Moderator"),
    Official("Tomasz Willek", "streets", Role.REVIEWER, "Head of streets and traffic"),
    Official("Priya Nordahl", "parks", Role.REVIEWER, "Head of parks and trees"),
    Official("Henrike Dall", "waterways", Role.REVIEWER, "Head of waterways"),
    Official("Bram Okafor", "schools", Role.REVIEWER, "Schools and sports halls"),
    Official("Celeste Aumann", "buildings", Role.REVIEWER, "Buildings and energy"),
    Official("Farid Lindholt", "culture", Role.REVIEWER, "Culture and neighbourhood houses"),
    Official("Ruth Adeyemi-Holt", "election", Role.ELECTION_OFFICER, "Election officer"),
    Official("Jonas Pell", "election2", Role.ELECTION_OFFICER, "Second election officer"),
    Official("Marit Szaboveld", "finance", Role.FINANCE_OFFICER, "Finance officer"),
    Official("Hanna Brückmann", "registrar", Role.REGISTRAR, "Registrar, citizens’ office"),
    Official("Sem Oduya", "helper", Role.HELPER, "Librarian, helps people to vote"),
    Official("Okko Varga", "audit", Role.AUDITOR, "Auditor, court of audit"),
    Official("Lea Sorrentino", "news", Role.COMMUNICATIONS, "Communications"),
)

VISITORS = (
    Resident("Robin Ahlers", f"resident@{DOMAIN}", "riverside"),
    Resident("Noemi Castaan", f"neighbour@{DOMAIN}", "old-harbour"),
    Resident("Sacha Linnemann", f"northerner@{DOMAIN}", "northgate"),
)
NEWCOMER = Resident("Jo Haverlag", f"newcomer@{DOMAIN}", "riverside", is_verified=False)


def residents(seed: int, places: Iterable[Place] = PLACES) -> Iterator[Resident]:
    """Yield everybody who may vote, district by district: the visitors' log-ins, the authors, then people from the seed."""
    taken: set[str] = set()
    for place in places:
        known = [visitor for visitor in VISITORS if visitor.district == place.code]
        known += [_resident(name, place.code, taken) for name in authors(place.code)]
        yield from known
        rng = Random(f"{seed} {place.code}")
        for _ in range(place.residents - len(known)):
            yield _resident(f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", place.code, taken)


def authors(district: str) -> list[str]:
    """Name everyone in the district who proposed something, once each, in the order of the stories."""
    return list(dict.fromkeys(story.author for code, story in told() if code == district))


def _resident(name: str, district: str, taken: set[str]) -> Resident:
    mailbox = address = _plain(name)
    number = 1
    while address in taken:
        number += 1
        address = f"{mailbox}{number}"
    taken.add(address)
    return Resident(name, f"{address}@{DOMAIN}", district)


def _plain(name: str) -> str:
    """Write a name as the part of an address before the @: ž becomes z, a space a dot, a comma nothing."""
    letters = normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return letters.replace(",", "").replace(" ", ".")
