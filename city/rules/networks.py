"""Parts of the network: people whose addresses begin alike often share a building, a provider or a machine."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NOWHERE = "nowhere"
SHORT, LONG = 24, 48  # bits of an IPv4 and of an IPv6 address


def network_of(address: str) -> str:
    """The part of the network: the first three numbers of an address, the first three groups of a long one."""
    try:
        found = _plain(ip_address(address.strip().strip("[]")))
    except ValueError:
        return NOWHERE
    return str(ip_network((found, SHORT if isinstance(found, IPv4Address) else LONG), strict=False))


def address_of(peer: str, forwarded: str, proxies: int) -> str:
    """Who asks: our peer, or behind so many trusted proxies the one whom the first of these saw.

    `forwarded` is X-Forwarded-For, to which every proxy adds its own peer at the end. Anybody can send one, so with
    fewer entries than trusted proxies it says nothing.
    """
    named: Sequence[str] = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else peer


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address written as a long one is itself."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
