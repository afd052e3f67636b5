"""What people wrote, in paragraphs to be read and folded to be searched."""

import unicodedata

# Letters that no normal form takes apart, as people type them who lack the key.
ALONE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; an empty line parts two of them."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def fold(text: str) -> str:
    """The text without accents and capitals, so that "lodz" finds "Łódź"."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in parted if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).translate(ALONE).split())
