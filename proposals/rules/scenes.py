"""Which picture suits the words of a proposal. What the pictures look like is for `frontend` to draw."""

import unicodedata
from functools import lru_cache

# Beginnings of words, without accents, in the languages of the elections people import.
WORDS = {
    "playground": "playground play swing slide toddler sandpit hopscotch toboggan plac-zabaw zabaw spielplatz speel",
    "dogs": "dog dogs puppy pet psi psow pies hond hunde kot koty animal",
    "cycling": "bike bicycle cycl rower fiets fahrrad velo",
    "library": "librar book read bibliot ksiaz boek buch lecture",
    "stage": "stage concert festival choir theat koncert festyn piknik konzert danc taniec",
    "gym": "gym fitness workout silown calisthen street-workout exercise",
    "pitch": "pitch football basket sport sports boisk court tennis turniej hala orlik run",
    "pool": "swimming-pool basen zwembad schwimmbad piscine indoor-pool",
    "steps": "swim river quay beach shore canal rzek plaz przystan water",
    "ramp": "ramp bridge footbridge wheelchair access handrail stair step-free kladk most barrier podjazd brug door",
    "lights": "light lamp lantern solar-lamp oswietl latarn beleucht verlicht dark underpass",
    "allotment": "allotment vegetable raised-bed garden-plot orchard compost dzialk sad harvest moestuin",
    "garden": "garden bee flower rain rain-garden pond wetland ogrod kwiat laka owad pszczol bloem blumen ogrodek",
    "trees": "tree trees shade hedge lime park green drzew ziele nasadz skwer baum boom arbre krzew",
    "crossing": "crossing slow-street traffic zebra speed przejsc szkol bezpiecz progi przedszkol lorries",
    "pavement": "pavement sidewalk footpath road path pave chodnik ulic drog parking street asfalt stoep cobble",
    "shelter": "bus-stop bus tram stop departure platform shelter przystan-autobusow transit train wiata station",
    "market": "market square stall food barbecue oven bread cafe rynek targ plac markt kiosk",
    "fountain": "fountain drink tap fontann poidel brunnen",
    "rest": "bench seat sit senior older chess table-tennis lawk lawec picnic rest meeting altan bank quiet",
    "mural": "mural art paint sculpt wall pomnik rzezb galler kunst graffiti colour",
    "roofs": "solar roof energy panel fotowolta insulat climate dach heat",
    "care": "rescue fire ambulance first-aid defibrill aed osp straz pozarn hospital szpital health zdrow nurse clinic",
    "workshop": "repair workshop maker tool mend warsztat werkstatt club swietlic",
    "lesson": "course class lesson training homework study-room language computer zajec kurs edukac nauk wifi",
    "kitchen": "kitchen cook meal soup kuchni kuche keuken cuisine",
    "music": "music instrument band drum piano muzy musik muziek musique",
    "laundry": "laund washing-machine shower wash pral wasch lavoir",
    "climbing": "climb boulder wspinacz kletter klim-",
    "toilet": "toilet lavatory toalet wc sanitair",
    "lift": "lift elevator winda aufzug ascenseur",
    "skating": "skate bmx rolk pumptrack pump-track",
    "boats": "boat kayak canoe row-boat jetty landing sail kajak ferry lodz lodk steiger",
    "schoolyard": "school-yard schoolyard school pupil child kids schulhof schoolplein",
    "clock": "clock zegar uhr klok horloge tower",
    "bins": "bin bins litter rubbish waste recycl smiec kosz mull afval",
    "film": "film cinema movie kino projector",
}  # fmt: skip
SCENES = tuple(WORDS)
# Words that say where something is rather than what it is: they choose only where no other word does.
FAINT = frozenset({
    "access", "bank", "bridge", "canal", "child", "club", "colour", "dark", "door", "food", "garden", "green",
    "heat", "hedge", "kids", "landing", "lecture", "lorries", "meeting", "older", "panel", "park", "path",
    "plac", "platform", "play", "pond", "quay", "rain", "read", "rest", "river", "road", "roof", "run",
    "school", "seat", "senior", "shade", "shore", "sit", "slide", "speed", "sport", "sports", "square", "stair",
    "station", "stop", "street", "szkol", "tool", "tower", "train", "tram", "ulic", "wall", "wash",
    "water", "wheelchair",
})  # fmt: skip
NEUTRAL = ("trees", "rest", "market", "pavement")


@lru_cache(4096)  # a page of a hundred proposals would look for a quarter of its time
def pick_scene(words: str) -> str:
    """The key of the picture that suits the words: the one whose word comes first, of two there the longer word's.

    Where no picture has a word, the words themselves choose one of those that suit any street.
    """
    plain = _plain(words)
    found = min((match for key in SCENES for match in _matches(plain, key)), default=None)
    return found[-1] if found else NEUTRAL[sum(map(ord, plain)) % len(NEUTRAL)]


def _matches(plain: str, key: str) -> list[tuple[bool, int, int, str]]:
    """For each word of the picture that occurs: whether it is faint, where, how long (longest first), and the key."""
    found = ((word in FAINT, plain.find(f" {word.replace('-', ' ')}"), -len(word), key) for word in WORDS[key].split())
    return [match for match in found if match[1] >= 0]


def _plain(words: str) -> str:
    """Lower case, without accents, one blank before each word."""
    decomposed = unicodedata.normalize("NFKD", words.lower().replace("ł", "l"))
    return " " + " ".join(
        "".join(
            letter if letter.isalnum() else " " for letter in decomposed if not unicodedata.combining(letter)
        ).split()
    )
