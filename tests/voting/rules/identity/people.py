"""People who do not exist, in many languages, and the ways in which each of them may be written."""

import unicodedata
from datetime import date

from voting.rules.identity import Person

BORN = date(1984, 5, 31)
POSTCODE = "7301 AB"

# Names as an identity card has them. Each is somebody else.
NAMES = (
    """
Ada Lindholt|Ana María Núñez García|Bjørn Sørensen|Zoë Brontë-Hall|Łukasz Wałęsiak|Jürgen Groß|François Lefèvre
Seán O’Rourke|Mia D’Angelo|Ægir Þórsson|Dvořák Jiří|Nuñez Íñigo|İrem Işıkara|Ștefan Țepeș|Žofia Šimková|Håkan Ångström
Renée L’Hermite|Jean-Pierre Duval|Anne-Marie van den Berg|Nguyễn Thị Hương|Gülşen Öztürk|Zażółć Gęślaw|Oğuz Çelik
Kārlis Bērziņš|Erzsébet Győrffy|Inês Conceição|João Guimarães|Rúna Kristjánsdóttir|Søren Kierk|Ålesund Åse
Müller Käthe|Weiß Anna|Straßer Jörg|Hœnig Cœlestine|Mädchen Ute|Peter Pan Smithson|Maria Helena Prinsen|Tom Baker
Tim Baker|Olga Fjordal|Igor Fjordal|Eva Marsdiep|Iva Marsdiep|Leon Castermans|Noel Castermans|Amy Holmgaard|May Holmgaard
Вера Иванова|Жанна Ильина|Юрий Щербаков|Νίκος Παππάς|Ελένη Χατζή|山田 太郎|佐藤 花子|محمد الأحمد|דוד כהן
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

# A Latin letter, and what looks like it in another script.
ALIKE = {
    "a": "а",
    "e": "е",
    "o": "о",
    "p": "р",
    "c": "с",
    "i": "і",
    "x": "х",
    "A": "А",
    "M": "М",
    "O": "Ο",
    "B": "В",
    "T": "Т",
}
# What people type where the keyboard has no such letter.
TYPED = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "þ": "th",
    "Þ": "Th",
    "ı": "i",
    "ü": "ue",
    "ö": "oe",
    "ä": "ae",
    "å": "aa",
}


def person(name, born_on=BORN, postcode=POSTCODE):
    return Person(name, born_on, postcode)


def without_accents(name):
    text = "".join(sign if sign in "üöäå" else TYPED.get(sign, sign) for sign in name)
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def as_typed(name):
    return "".join(TYPED.get(sign, sign) for sign in unicodedata.normalize("NFC", name))


def full_width(name):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)


def spoofed(name):
    """The first letter of the name that has a look-alike, as that; where the word around it has other Latin letters."""
    for place, sign in enumerate(name):
        if sign in ALIKE:
            return name[:place] + ALIKE[sign] + name[place + 1 :]
    return name


def turned(name):
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}"


WRITTEN = {
    "in capitals": str.upper,
    "in small letters": str.lower,
    "without accents": without_accents,
    "as a plain keyboard types it": as_typed,
    "in another normal form": lambda name: unicodedata.normalize("NFD", name),
    "with a look-alike": spoofed,
    "with names in another order": turned,
    "with a space for a hyphen": lambda name: name.replace("-", " "),
    "with hyphens for spaces": lambda name: name.replace(" ", "-"),
    "with another apostrophe": lambda name: name.replace("’", "'"),
    "without the apostrophe": lambda name: name.replace("’", ""),
    "with a space for the apostrophe": lambda name: name.replace("’", " "),
    "with spaces too many": lambda name: f"  {name.replace(' ', '   ')} ",
    "with a title": lambda name: f"Dr. {name}",
    "with two titles": lambda name: f"Frau Prof. {name}",
    "in full width": full_width,
    "with a sign nobody sees": lambda name: name[:1] + "\u200b" + name[1:],
    "with a soft hyphen": lambda name: name[:2] + "\u00ad" + name[2:],
}
POSTCODES = ["7301AB", "7301 ab", " 7301  AB ", "７３０１ AB", "NL-7301 AB", "7301-AB", "7301\u00a0AB"]
