"""Where somebody can be reached, as text that is the same for the same mailbox or telephone."""

import re

from voting.rules.identity.letters import plain

# Providers that deliver every spelling with dots, and with anything after a plus, to one mailbox.
DOTLESS = {"gmail.com"}
SAME_AS = {"googlemail.com": "gmail.com", "pm.me": "proton.me", "protonmail.com": "proton.me"}
# What is dialled before a number inside a country, by the country's code; elsewhere it is a 0, or nothing.
TRUNK = {"36": "06", "7": "8", "370": "8", "375": "8", "52": "01", "1": "1"}


def mailbox(address: str) -> str:
    """An e-mail address in small letters, without a tag after a plus and, where they mean nothing, without dots."""
    local, _, domain = plain(address).strip().casefold().rpartition("@")
    domain = SAME_AS.get(domain, domain)
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain}"


def telephone(number: str, country: str) -> str:
    """A number as it is called from abroad, in digits; `country` is the calling code of the city, such as 49."""
    text = re.sub(r"\(0\)", "", plain(number).strip())
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        return _abroad(digits, country)
    if digits.startswith("00"):
        return _abroad(digits[2:], country)
    return country + _within(digits, country)


def _abroad(digits: str, country: str) -> str:
    """A number with its country in front; in our own, a 0 that was left in between is dropped."""
    if country and digits.startswith(country):
        return country + _within(digits.removeprefix(country), country)
    return digits


def _within(digits: str, country: str) -> str:
    return digits.removeprefix(TRUNK.get(country, "0")).lstrip("0")
