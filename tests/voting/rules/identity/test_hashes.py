from voting.rules.identity.hashes import address_key, hint_hash, identity_hash, person_hash

KEY, OTHER = b"\x44" * 32, b"\x45" * 32


def test_every_hash_needs_its_key():
    for hashed in (identity_hash, person_hash):
        assert hashed(KEY, "a") == hashed(KEY, "a") != hashed(OTHER, "a")
        assert len(hashed(KEY, "a")) == 64
    assert address_key(KEY) != address_key(OTHER)


def test_a_person_and_an_identity_never_have_the_same_hash():
    assert identity_hash(KEY, "a") != person_hash(KEY, "a")


def test_a_hint_is_short_and_tells_kinds_apart_and_nothing_has_none():
    assert len(hint_hash(KEY, "email", "a")) == 16
    assert hint_hash(KEY, "email", "a") != hint_hash(KEY, "phone", "a")
    assert hint_hash(KEY, "email", "") == ""
