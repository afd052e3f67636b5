import pytest

from city.rules.networks import NOWHERE, address_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("::ffff:192.0.2.200", "192.0.2.0/24"),
        ("2001:db8:1:2::1", "2001:db8:1::/48"),
        ("[2001:db8:1:ffff::1]", "2001:db8:1::/48"),
        ("a socket file", NOWHERE),
        ("", NOWHERE),
    ],
)
def test_addresses_that_begin_alike_are_one_part(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("198.51.100.1", 0, "10.0.0.1"),
        ("203.0.113.9, 198.51.100.1", 1, "198.51.100.1"),
        ("203.0.113.9, 198.51.100.1 , 10.0.0.2", 2, "198.51.100.1"),
        ("198.51.100.1", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
    ],
)
def test_only_trusted_proxies_are_believed(forwarded, proxies, expected):
    assert address_of("10.0.0.1", forwarded, proxies) == expected
