from collections import Counter

from demo.people import NEWCOMER, OFFICIALS, VISITORS, residents
from demo.place import PLACES
from demo.stories import told

EVERYBODY = list(residents(seed=7))


def test_twelve_thousand_residents_live_where_the_districts_say():
    assert Counter(person.district for person in EVERYBODY) == {place.code: place.residents for place in PLACES}


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    assert list(residents(seed=7)) == EVERYBODY
    assert list(residents(seed=8)) != EVERYBODY


def test_every_log_in_has_an_address_of_its_own_in_the_invented_city():
    addresses = [person.email for person in [*EVERYBODY, NEWCOMER, *OFFICIALS]]
    assert len(set(addresses)) == len(addresses)
    assert all(
        address.isascii() and address.endswith("@marenholt.example") and " " not in address for address in addresses
    )


def test_authors_and_visitors_live_in_the_city():
    at_home = {(person.name, person.district) for person in EVERYBODY}
    assert {(story.author, district) for district, story in told()} <= at_home
    assert {(visitor.name, visitor.district) for visitor in VISITORS} <= at_home


def test_officials_are_not_residents_of_the_same_name():
    assert not {official.name for official in OFFICIALS} & {person.name for person in EVERYBODY}
