"""Pictures of proposals: sky, one coin (sun or moon), a pale town, a subject, people. Pure: the same seed, the same picture.

All fills are classes (palette.py), so one drawing is day in the light theme and dusk in the dark.
"""

import unicodedata

from frontend.scenes import green, house, street, water
from frontend.scenes.chance import Chance
from frontend.scenes.palette import style_of
from frontend.scenes.parts import circle, line, path, rect
from frontend.scenes.people import person

SCENES = {
    "steps": water.steps, "ramp": water.ramp, "fountain": water.fountain, "pool": water.pool,
    "trees": street.trees, "crossing": street.crossing, "cycling": street.cycling, "market": street.market,
    "shelter": street.shelter, "pavement": street.pavement,
    "garden": green.garden, "lights": green.lights, "stage": green.stage, "playground": green.playground,
    "pitch": green.pitch, "allotment": green.allotment, "dogs": green.dogs, "rest": green.rest, "gym": green.gym,
    "workshop": house.workshop, "library": house.library, "mural": house.mural, "roofs": house.roofs,
    "care": house.care, "lesson": house.lesson,
}  # fmt: skip

# Beginnings of words, without accents, in the languages of the elections people import; the first that occurs decides.
WORDS = {
    "playground": "playground play swing slide toddler plac-zabaw zabaw spielplatz speel",
    "dogs": "dog dogs fenced puppy pet psi psow pies hond hunde kot koty animal",
    "cycling": "bike bicycle cycl rower fiets fahrrad velo",
    "library": "librar book read bibliot ksiaz boek buch lecture",
    "stage": "stage concert music festival choir band theat koncert muzy festyn piknik konzert danc taniec",
    "gym": "gym fitness workout silown calisthen street-workout exercise",
    "pitch": "pitch football basket sport boisk court skate tennis ball turniej hala orlik run",
    "pool": "pool swimming-pool basen bath zwembad schwimmbad piscine",
    "steps": "swim kayak canoe river quay beach shore canal rzek plaz przystan kajak boat water",
    "ramp": "ramp bridge wheelchair access handrail stair step-free kladk most winda lift barrier podjazd brug",
    "lights": "light lamp lantern oswietl latarn beleucht verlicht dark",
    "allotment": "allotment vegetable raised-bed community-garden orchard compost dzialk sad harvest moestuin kitchen",
    "garden": "garden bee flower rain pond wetland ogrod kwiat laka owad pszczol bloem blumen ogrodek",
    "trees": "tree trees shade park green drzew ziele nasadz skwer baum boom arbre lime hedge krzew",
    "crossing": "crossing school child traffic zebra speed przejsc szkol bezpiecz progi kids przedszkol school-street",
    "pavement": "pavement sidewalk footpath road path pave chodnik ulic drog parking asfalt remont nawierzch stoep trottoir cobble",
    "shelter": "bus tram stop departure platform shelter przystan transit train wiata station",
    "market": "market square stall food barbecue oven bread cafe rynek targ plac markt kiosk",
    "fountain": "fountain drink tap fontann poidel brunnen",
    "rest": "bench seat senior older chess table lawk lawec picnic rest meeting altan bank quiet",
    "mural": "mural art paint wall sculpt pomnik rzezb galler kunst graffiti colour",
    "roofs": "solar roof energy panel fotowolta insulat climate dach heat",
    "care": "rescue fire ambulance first-aid defibrill aed osp straz pozarn hospital szpital health zdrow nurse clinic",
    "workshop": "repair workshop maker tool mend warsztat werkstatt club swietlic",
    "lesson": "course class lesson training language computer zajec kurs edukac nauk szkolen coding digital wifi",
}  # fmt: skip


DOORS = {f"{state}-{paint}": (state == "open", paint) for state in ("open", "shut") for paint in ("c1", "c2", "c4")}
SIZES = {"hero": (640, 440), **dict.fromkeys(DOORS, (120, 148))}
SIZE = (480, 300)
VARIETY = 24  # different drawings of one theme


def draw(key: str, seed: int = 0, *, has_dusk: bool = True) -> str:
    """The picture as an SVG file: a theme of SCENES, the town itself (`hero`) or a door of DOORS.

    Without dusk it is drawn by day only. KeyError where there is no such picture.
    """
    width, height = size_of(key)
    body = _body(key, seed % VARIETY)
    style = style_of(body, has_dusk=has_dusk)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" preserveAspectRatio="xMidYMid slice">'
        f"<style>{style}</style>{body}</svg>"
    )


def size_of(key: str) -> tuple[int, int]:
    """Width and height of a picture."""
    return SIZES.get(key, SIZE)


def _body(key: str, seed: int) -> str:
    if key == "hero":
        return water.hero()
    if key in DOORS:
        is_open, paint = DOORS[key]
        return _door(f"k-{paint}", is_open=is_open)
    return SCENES[key](Chance(seed))


def pick_scene(words: str) -> str:
    """The key of the picture that suits the words: the theme whose word comes first, of two there the longer word's.

    Where no theme has a word, the words themselves choose.
    """
    plain = _plain(words)
    found = min((match for key in SCENES for match in _matches(plain, key)), default=None)
    return found[2] if found else list(SCENES)[sum(map(ord, plain)) % len(SCENES)]


def _door(paint: str, *, is_open: bool) -> str:
    """A door: ajar with light and a person, or closed."""
    arch = path("M14 132 V58 a46 46 0 0 1 92 0 V132Z", "k-stone2") + path(
        "M24 132 V60 a36 36 0 0 1 72 0 V132Z", "k-glow" if is_open else paint
    )
    return arch + (_ajar(paint) if is_open else _closed()) + rect(6, 132, 108, 6, "k-stone")


def _ajar(paint: str) -> str:
    leaf = path("M24 132 V60 a36 36 0 0 1 36 -36 a36 36 0 0 0 -20 40 V144Z", paint) + path(
        "M60 132 h36 l18 14 h-70Z", "k-glow"
    )
    return leaf + circle(36, 96, 3, "k-sun") + person(72, 132, 46, "k-c1", "k-sk2")


def _closed() -> str:
    panels = path("M32 66 a28 28 0 0 1 24 -32 V66Z M64 34 a28 28 0 0 1 24 32 H64Z", "k-doorp") + rect(
        32, 76, 24, 44, "k-doorp", 2
    )
    return line("M60 24 V132", "mull", 2) + panels + rect(64, 76, 24, 44, "k-doorp", 2) + circle(66, 100, 3, "k-sun")


def _plain(words: str) -> str:
    """Lower case, without accents, one blank before each word."""
    decomposed = unicodedata.normalize("NFKD", words.lower().replace("ł", "l"))
    return " " + " ".join(
        "".join(
            letter if letter.isalnum() else " " for letter in decomposed if not unicodedata.combining(letter)
        ).split()
    )


def _matches(plain: str, key: str) -> list[tuple[int, int, str]]:
    beginnings = [f" {beginning.replace('-', ' ')}" for beginning in WORDS[key].split()]
    found = ((plain.find(beginning), -len(beginning), key) for beginning in beginnings)
    return [match for match in found if match[0] >= 0]
