from city.rules.phases import Verb
from city.rules.roles import TWO_PERSON, VERBS, Role, may

RESIDENTS_OWN = {Verb.SUBMIT, Verb.WITHDRAW, Verb.CAST, Verb.COMPLAIN}


def test_nobody_may_anything_by_default():
    assert not any(may(frozenset(), verb) for verb in Verb)


def test_every_role_says_what_it_carries():
    assert set(VERBS) == set(Role)


def test_every_act_of_an_official_has_a_role_and_no_act_of_a_resident_has():
    carried = {verb for verbs in VERBS.values() for verb in verbs}
    assert carried == set(Verb) - RESIDENTS_OWN


def test_who_publishes_does_not_count():
    assert may(frozenset({Role.MODERATOR}), Verb.PUBLISH)
    assert not may(frozenset({Role.MODERATOR}), Verb.COUNT)


def test_an_auditor_reads_and_does_nothing():
    assert VERBS[Role.AUDITOR] == {Verb.READ_DESK, Verb.READ_AUDIT}


def test_what_takes_two_people_belongs_to_election_officers():
    assert VERBS[Role.ELECTION_OFFICER] >= TWO_PERSON
    assert not any(VERBS[role] & TWO_PERSON for role in Role if role is not Role.ELECTION_OFFICER)
