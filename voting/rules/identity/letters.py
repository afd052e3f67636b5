"""Letters that mean or look the same: accents, ligatures, full-width forms, Cyrillic and Greek look-alikes."""

from unicodedata import category, normalize

# Letters that Unicode does not take apart, as they are written where the keyboard has only the plain ones.
PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "\u0131": "i", "ŋ": "n",
        "Ŋ": "n", "ŧ": "t", "Ŧ": "t", "ə": "e", "Ə": "e",
    }
)  # fmt: skip
# Look-alikes as in Unicode's confusables.txt (UTS 39): the Cyrillic and the Greek letters that a Latin name can be
# imitated with; each by its own shape, for a small letter may look like another one than its capital.
CYRILLIC = ("АВЕЅІЈКМНОРСТУХԚԜаеѕіјкморстухԁһӏԛԝ", "ABESIJKMHOPCTYXQWaesijkmopctyxdhlqw")
GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγικνορτυχ", "ABEZHIKMNOPTYXabyikvoptux")
ALIKE = str.maketrans(*("".join(parts) for parts in zip(CYRILLIC, GREEK, strict=True)))
# What is written ae, oe, ue or aa where the keyboard has no ä, ö, ü, å: both become the plain vowel.
VOWELS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


def plain(text: str) -> str:
    """The text without accents, ligatures and what cannot be seen; case and look-alikes stay."""
    if text.isascii():
        return text
    apart = normalize("NFKD", text.translate(PLAIN)).translate(PLAIN)
    return "".join(sign for sign in apart if category(sign) not in {"Mn", "Cf", "Cc"})


def folded(word: str) -> str:
    """A word in small plain letters. A look-alike counts as what it looks like, but not in a word of its own script."""
    if not word.isascii():
        word = word.translate(ALIKE) if _is_mixed(word) else _own_script(word)
    word = word.casefold()
    for written, vowel in VOWELS:
        word = word.replace(written, vowel)
    return word


def _is_mixed(word: str) -> bool:
    return any("a" <= sign.lower() <= "z" for sign in word)


def _own_script(word: str) -> str:
    """A word without a Latin letter: Latin where every letter can pass for one, however it was capitalised."""
    title = word[:1].upper() + word[1:].lower()
    alike = title.translate(ALIKE)
    return alike if alike.isascii() else title
