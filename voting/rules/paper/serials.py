"""Serials of ballot papers: nine digits that a number pad types, the last of which finds a slip of the finger."""

LENGTH = 9
NUMBERS = 10 ** (LENGTH - 1)
MODULUS = 10


def serial_of(number: int) -> str:
    """The serial of a random number under `NUMBERS`: its digits, and a check digit (ISO 7064, MOD 11,10).

    Any one digit mistyped, and nearly every two swapped, make a serial that does not exist.
    """
    digits = f"{number:0{LENGTH - 1}}"
    return digits + str(_check_digit(digits))


def is_serial(text: str) -> bool:
    """Whether the digits end in their check digit."""
    is_whole = len(text) == LENGTH and text.isascii() and text.isdecimal()
    return is_whole and str(_check_digit(text[:-1])) == text[-1]


def tidy(typed: str) -> str:
    """A serial as it is stored, from how people type or scan it."""
    return "".join(typed.split()).replace("-", "")


def grouped(serial: str) -> str:
    """A serial as it is printed: three groups of three."""
    return " ".join(serial[start : start + 3] for start in range(0, LENGTH, 3))


def _check_digit(digits: str) -> int:
    product = MODULUS
    for digit in digits:
        total = (product + int(digit)) % MODULUS or MODULUS
        product = 2 * total % (MODULUS + 1)
    return (MODULUS + 1 - product) % MODULUS
