"""Pictures of proposals: sky, one coin (sun or moon), a pale town, a subject, people. Pure: the same seed, the same picture.

All fills are CSS classes (static/css/scenes.css), so one drawing is day in the light theme and dusk in the dark.
"""

import unicodedata
from html import escape

from frontend.scenes import green, house, street, water
from frontend.scenes.chance import Chance
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


def draw(key: str, label: str = "", seed: int = 0) -> str:
    """The picture as SVG, 480 by 300; `hero` is the town itself. Without a label it is hidden from assistive technology."""
    if key == "hero":
        return _svg(water.hero(), label, "0 0 640 440")
    return _svg(SCENES[key](Chance(seed)), label, "0 0 480 300")


def pick_scene(words: str) -> str:
    """The key of the picture that suits the words: the theme whose word comes first, of two there the longer word's.

    Where no theme has a word, the words themselves choose.
    """
    plain = _plain(words)
    found = min((match for key in SCENES for match in _matches(plain, key)), default=None)
    return found[2] if found else list(SCENES)[sum(map(ord, plain)) % len(SCENES)]


def draw_door(*, is_open: bool, paint: str) -> str:
    """A door: ajar with light and a person, or closed."""
    arch = path("M14 132 V58 a46 46 0 0 1 92 0 V132Z", "k-stone2") + path(
        "M24 132 V60 a36 36 0 0 1 72 0 V132Z", "k-glow" if is_open else paint
    )
    leaf = _ajar(paint) if is_open else _closed()
    return f'<svg class="door" viewBox="0 0 120 148" aria-hidden="true" focusable="false">{arch}{leaf}{rect(6, 132, 108, 6, "k-stone")}</svg>'


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


def _svg(body: str, label: str, view_box: str) -> str:
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="scene" viewBox="{view_box}" preserveAspectRatio="xMidYMid slice" focusable="false" {spoken}>{body}</svg>'


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
