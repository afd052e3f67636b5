"""What people write, tidied before it is kept."""

import unicodedata

# Marks that turn the direction of all that follows, on the whole page.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy_line(text: str) -> str:
    """One line: normal form C, no control characters, single spaces."""
    return " ".join(piece for piece in _visible(text.split()) if piece)


def tidy_text(text: str) -> str:
    """Paragraphs: normal form C, no control characters but line ends, no space at either end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in _visible(lines)).strip()


def _visible(pieces: list[str]) -> list[str]:
    """The pieces in normal form C, without control characters, halves of characters and turning marks."""
    return [unicodedata.normalize("NFC", "".join(filter(_is_kept, piece))) for piece in pieces]


def _is_kept(char: str) -> bool:
    return char not in TURNING and unicodedata.category(char) not in {"Cc", "Cs"}
