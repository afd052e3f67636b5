"""Who somebody is, as text that is the same however it was written: the only thing the roll keeps a hash of."""

from voting.rules.identity.contacts import mailbox, telephone
from voting.rules.identity.person import Person, known_as, namesake

__all__ = ["Person", "known_as", "mailbox", "namesake", "telephone"]
