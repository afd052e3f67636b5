"""Where the invented city lies: six districts around a river, drawn on a piece of open sea.

Corners are named once, in metres east and north of the mouth of the old canal, and districts are lists of corners:
neighbours share them, so borders meet exactly.
"""

from dataclasses import dataclass
from math import cos, radians

Point = tuple[float, float]
ORIGIN: Point = (3.86, 54.02)
METRES_PER_DEGREE = 111_195
EUROS_PER_RESIDENT = 100

CORNERS: dict[str, tuple[int, int]] = {
    # the river Maren, from west to east
    "r0": (0, 1480), "r1": (420, 1560), "r2": (820, 1430), "r3": (1240, 1290), "r4": (1640, 1330), "r5": (2040, 1180),
    "r6": (2460, 1090), "r7": (2840, 1210), "r8": (3260, 1320), "r9": (3660, 1230), "r10": (4080, 1120), "r11": (4560, 1210),
    # south bank
    "s1": (2500, 760), "s2": (2380, 420), "s3": (2440, 0), "s4": (1900, -60), "s5": (1180, 40), "s6": (560, 180),
    "s7": (120, 620), "s8": (-60, 1080), "e1": (4640, 820), "e2": (4400, 430), "e3": (3900, 120), "e4": (3320, -40), "e5": (2860, 60),
    # north bank
    "q1": (3300, 1700), "q2": (3040, 2020), "q3": (2560, 2180), "q4": (2020, 2120), "q5": (1560, 2000), "q6": (1300, 1680),
    "k1": (1420, 2420), "k2": (1120, 2760), "k3": (620, 2700), "k4": (220, 2380), "k5": (20, 1960),
    "n1": (2640, 2600), "n2": (2760, 3080), "n3": (2240, 3260), "n4": (1640, 3180), "n5": (1240, 3040),
    "m1": (4700, 1700), "m2": (4520, 2260), "m3": (4120, 2720), "m4": (3480, 3020),
}  # fmt: skip
RIVER = "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11"


@dataclass(frozen=True, slots=True)
class Place:
    """A district: the people in it who may vote, and its corners, anticlockwise."""

    code: str
    name: str
    postcode: str
    residents: int
    corners: str

    @property
    def envelope(self) -> int:
        """What the district is given in a round, in whole euros."""
        return self.residents * EUROS_PER_RESIDENT

    @property
    def ring(self) -> list[Point]:
        """The border as [longitude, latitude] points; the last is the first."""
        names = self.corners.split()
        return [degrees(*CORNERS[name]) for name in [*names, names[0]]]

    @property
    def boundary(self) -> dict[str, object]:
        """The border as a GeoJSON Polygon."""
        return {"type": "Polygon", "coordinates": [[list(point) for point in self.ring]]}


def degrees(east: int, north: int) -> Point:
    """Turn metres east and north of the city's corner into longitude and latitude."""
    longitude, latitude = ORIGIN
    width = METRES_PER_DEGREE * cos(radians(latitude))
    return round(longitude + east / width, 6), round(latitude + north / METRES_PER_DEGREE, 6)


PLACES = (
    Place("riverside", "Riverside", "7301 AB", 2_400, "s8 s7 s6 s5 s4 s3 s2 s1 r6 r5 r4 r3 r2 r1 r0"),
    Place("old-harbour", "Old Harbour", "7302 CD", 1_700, "s3 e5 e4 e3 e2 e1 r11 r10 r9 r8 r7 r6 s1 s2"),
    Place("millfields", "Millfields", "7304 EK", 2_600, "r8 r9 r10 r11 m1 m2 m3 m4 n2 n1 q3 q2 q1"),
    Place("northgate", "Northgate", "7306 GA", 2_300, "q5 q4 q3 n1 n2 n3 n4 n5 k2 k1"),
    Place("station-quarter", "Station Quarter", "7303 HN", 1_800, "r3 r4 r5 r6 r7 r8 q1 q2 q3 q4 q5 q6"),
    Place("kilnside", "Kilnside", "7305 KL", 1_200, "r0 r1 r2 r3 q6 q5 k1 k2 k3 k4 k5"),
)
PLACE_OF = {place.code: place for place in PLACES}
