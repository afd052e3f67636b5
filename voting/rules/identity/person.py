"""A natural person, as the city's list or an identity card has them."""

import re
from dataclasses import dataclass
from datetime import date

from voting.rules.identity.letters import folded, plain

APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc\u02b9\u2032\uff07]")
GAPS = re.compile(r"[\W_]+")
COUNTRY = re.compile(r"^[A-Z]{1,3}-(?=\d)")
# "O Brien", "D Angelo": a name that some write apart.
APART = {"o", "d", "l"}
TITLES = {
    "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "ing", "ir", "drs", "dipl", "mag", "phd",
    "msc", "herr", "frau", "monsieur", "madame", "mme", "mlle", "senor", "senora", "sra", "srta", "dhr", "mevr", "mw",
    "pan", "pani", "signor", "signora", "sig",
}  # fmt: skip
FEWEST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Person:
    """What tells one person from all others: every name they have, in any order; the day of birth; where post comes."""

    name: str
    born_on: date
    postcode: str


def known_as(person: Person) -> str:
    """The person as text that is the same however the name and the postcode were written."""
    return at_postcode(namesake(person), person.postcode)


def namesake(person: Person) -> str:
    """Name and birth date alone: the same for somebody who has moved."""
    return f"{name(person.name)}|{person.born_on.isoformat()}"


def at_postcode(namesake: str, postcode: str) -> str:
    """The one of these namesakes who lives there."""
    return f"{namesake}|{code(postcode)}"


def name(text: str) -> str:
    """All names in small plain letters, sorted; without titles, hyphens and apostrophes."""
    words = [folded(word) for word in GAPS.split(plain(APOSTROPHES.sub("", text))) if word]
    words = _joined(words)
    names = [word for word in words if word not in TITLES]
    return " ".join(sorted(names if len(names) >= FEWEST_NAMES else words))


def code(text: str) -> str:
    """A postcode in capitals and figures, without spaces and without a country in front."""
    upright = COUNTRY.sub("", plain(text).strip().upper())
    return "".join(sign for sign in upright if sign.isalnum())


def _joined(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if found and found[-1] in APART:
            found[-1] += word
        else:
            found.append(word)
    return found
