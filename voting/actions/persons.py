"""Whom a round knows of, before they are on its roll."""

from voting.actions.keys import make_people_key
from voting.rules.identity import Person, known_as
from voting.rules.identity.hashes import person_hash


def hash_of(person: Person) -> str:
    """Under which hash the city knows the person, in every round."""
    return person_hash(make_people_key(), known_as(person))
