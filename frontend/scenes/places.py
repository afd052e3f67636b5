"""Pictures of single places in a town: a lift, a clock, a jetty, a yard."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import (
    bench,
    box,
    bush,
    church,
    circle,
    far,
    glint,
    gull,
    lamp,
    line,
    num,
    path,
    rect,
    row,
    sky,
    tree,
    waves,
)
from frontend.scenes.people import SKINS, TOPS, anyone, crowd, family, rider, sitter


def toilet(chance: Chance) -> str:
    """A small public toilet in a park, wide enough for every kind of wheels."""
    back = sky(366, 62, 32) + far(166, seed=chance.below(12)) + rect(0, 206, 480, 94, "k-leaf2")
    path_ = path("M150 300 L196 240 H288 L350 300Z", "k-stone")
    hut = rect(132, 128, 216, 114, chance.pick(("k-wall4", "k-wall2", "k-wall3"))) + path(
        "M118 130 L150 100 H330 L362 130Z", "k-roof2"
    )
    slats = line("".join(f"M{x} 134 v104 " for x in range(144, 206, 10)), "mull", 2)
    door = (
        rect(212, 148, 62, 94, "k-ink")
        + rect(218, 154, 50, 88, "k-lit")
        + path("M274 148 l34 12 v92 l-34 -10Z", "k-c2")
    )
    sign = rect(300, 106, 40, 20, "k-paper", 4)
    sign += (
        circle(312, 112, 3, "k-ink")
        + rect(309.5, 115, 5, 8, "k-ink")
        + circle(328, 112, 3, "k-ink")
        + path("M328 114 l5 9 h-10Z", "k-ink")
    )
    people = (
        rider(240, 262, chance.pick(TOPS), chance.pick(SKINS))
        + family(chance, 84, 272, 68)
        + bench(372, 266)
        + sitter(384, 252, chance.pick(TOPS), chance.pick(SKINS))
    )
    return (
        back
        + tree(70, 226, 122, 36)
        + tree(420, 232, 130, 38)
        + hut
        + slats
        + sign
        + path_
        + door
        + people
        + bush(30, 262, 20)
    )


def lift(chance: Chance) -> str:
    """A glass lift at the back of a house."""
    back = sky(372, 58, 28) + far(160, seed=chance.below(12)) + tree(40, 250, 116, 34)
    front = rect(78, 70, 176, 180, chance.pick(("k-wall", "k-wall3", "k-wall4"))) + path(
        "M66 72 L166 24 L266 72Z", "k-roof"
    )
    panes = "".join(
        rect(x, y, 30, 34, "k-lit" if (x + y) % 3 else "k-win") + line(f"M{x + 15} {y} v34", "mull", 2)
        for x in (98, 152, 206)
        for y in (92, 146, 200)
    )
    shaft = (
        rect(270, 44, 92, 206, "k-sky2")
        + rect(276, 50, 80, 196, "k-sky")
        + line(f"{box(272, 46, 88, 204)} M272 114 h88 M272 182 h88", "rail", 4)
    )
    bridge = rect(252, 110, 24, 8, "k-roof2") + rect(252, 178, 24, 8, "k-roof2")
    cabin = (
        rect(284, 122, 64, 58, "k-inside")
        + rect(284, 116, 64, 7, "k-ink")
        + rect(284, 178, 64, 7, "k-ink")
        + line("M316 116 V50", "rail", 2.4)
    )
    inside = rider(306, 164, chance.pick(TOPS), chance.pick(SKINS)) + anyone(chance, 334, 178, 50)
    street = rect(0, 250, 480, 50, "k-stone") + path("M276 250 h86 l16 16 h-118Z", "k-stone2")
    people = family(chance, 396, 280, 68) + anyone(chance, 222, 282, 68) + anyone(chance, 292, 272, 60)
    return back + front + panes + shaft + bridge + cabin + inside + street + people


def skating(chance: Chance) -> str:
    """A bowl of concrete for skaters."""
    back = sky(362, 62, 32) + far(170, seed=chance.below(12)) + row(chance, -10, 96, 196, 60, 96)
    ground = rect(0, 196, 480, 104, "k-stone") + path("M60 206 H420 Q404 292 240 292 T60 206Z", "k-stone2")
    deep = path("M112 214 H368 Q350 276 240 276 T112 214Z", "k-wall4")
    edge = line("M60 206 H420", "rail", 3.4) + line("M60 206 V176 M84 206 V176 M60 182 h24", "rail", 3)
    skaters = _skater(176, 246, chance, -16) + _skater(300, 240, chance, 18) + _skater(236, 204, chance, 0)
    people = (
        anyone(chance, 30, 226, 62)
        + sitter(388, 206, chance.pick(TOPS), chance.pick(SKINS))
        + family(chance, 436, 236, 60)
        + anyone(chance, 112, 204, 56)
    )
    return back + ground + deep + edge + people + skaters + lamp(456, 200, 96)


def _skater(x: float, y: float, chance: Chance, lean: float) -> str:
    board = (
        path(f"M{num(x - 17)} {num(y - 3)} q2 5 6 5 h22 q4 0 6 -5Z", "k-c3")
        + circle(x - 9, y + 4, 3, "k-ink")
        + circle(x + 9, y + 4, 3, "k-ink")
    )
    legs = line(
        f"M{num(x + lean * 0.3)} {num(y - 26)} l-8 12 2 12 M{num(x + lean * 0.3)} {num(y - 26)} l9 11 0 12", "leg", 4.6
    )
    body = path(
        f"M{num(x - 6 + lean * 0.3)} {num(y - 24)} l{num(lean * 0.5)} -20 h13 l{num(-lean * 0.3)} 20Z",
        chance.pick(TOPS),
    )
    arms = line(
        f"M{num(x + lean * 0.8)} {num(y - 40)} l-20 {num(8 - lean / 4)} M{num(x + 6 + lean * 0.8)} {num(y - 40)} l20 {num(6 + lean / 4)}",
        "arm",
        3.6,
    )
    head = circle(x + 6 + lean * 0.9, y - 52, 6.4, chance.pick(SKINS))
    return (
        board
        + legs
        + arms
        + body
        + head
        + path(
            f"M{num(x - 0.6 + lean * 0.9)} {num(y - 53)} a6.6 6.6 0 0 1 13.2 0Z", chance.pick(("k-c1", "k-c2", "k-ink"))
        )
    )


def boats(chance: Chance) -> str:
    """A low jetty with boats to row and to paddle."""
    x = chance.between(320, 370)
    back = (
        sky(x, 70, 34)
        + church(chance.between(60, 120), 150, 100)
        + far(150, seed=chance.below(12))
        + row(chance, 180, 300, 160, 44, 70)
    )
    bank = rect(0, 156, 480, 8, "k-leaf") + rect(0, 162, 480, 8, "k-stone2")
    jetty = (
        path("M0 226 H250 V240 H0Z", "k-wall3")
        + rect(0, 240, 250, 6, "k-soil")
        + line("M40 246 v34 M120 246 v34 M200 246 v34 M246 246 v34", "post", 6)
    )
    joints = line("".join(f"M{at} 227 v12 " for at in range(20, 250, 26)), "mull", 2)
    craft = _boat(300, 252, chance.pick(("k-c1", "k-c3", "k-c5")), chance) + _kayak(
        356, 212, chance.pick(("k-c1", "k-c3")), chance
    )
    rack = line("M24 226 V150 M100 226 V150 M24 156 h76 M24 184 h76", "rail", 4) + "".join(
        path(f"M12 {y} q50 -14 100 0 q-50 12 -100 0Z", paint) for y, paint in ((150, "k-c2"), (178, "k-c1"))
    )
    people = anyone(chance, 142, 228, 64) + family(chance, 186, 228, 62)
    return back + bank + waves(170, 130) + glint(x, 182, 4) + craft + jetty + joints + rack + people + gull(440, 186)


def _boat(x: float, y: float, paint: str, chance: Chance) -> str:
    oars = line(f"M{num(x + 30)} {num(y - 6)} l-34 22 M{num(x + 76)} {num(y - 6)} l36 22", "rail", 3)
    people = sitter(x + 28, y + 4, chance.pick(TOPS), chance.pick(SKINS)) + sitter(
        x + 66, y + 4, chance.pick(TOPS), chance.pick(SKINS)
    )
    return people + path(f"M{num(x - 8)} {num(y)} h124 q-8 26 -30 26 h-64 q-22 0 -30 -26Z", paint) + oars


def _kayak(x: float, y: float, paint: str, chance: Chance) -> str:
    rower = path(f"M{num(x + 34)} {num(y)} v-16 q0 -7 7 -7 t7 7 v16Z", chance.pick(TOPS)) + circle(
        x + 41, y - 30, 6.4, chance.pick(SKINS)
    )
    hull = path(f"M{num(x - 8)} {num(y - 2)} q50 -10 104 0 q-14 12 -52 12 t-52 -12Z", paint)
    return rower + hull + line(f"M{num(x + 12)} {num(y + 4)} L{num(x + 70)} {num(y - 22)}", "rail", 3)


def schoolyard(chance: Chance) -> str:
    """Children in the yard of a school."""
    back = (
        sky(376, 54, 28) + rect(20, 84, 300, 120, chance.pick(("k-wall", "k-wall3"))) + rect(12, 76, 316, 10, "k-roof")
    )
    panes = "".join(
        rect(x, y, 28, 32, "k-lit" if (x + y) % 4 else "k-win") + line(f"M{x + 14} {y} v32", "mull", 2)
        for x in (40, 84, 128, 216, 260)
        for y in (98, 148)
    )
    door = (
        rect(170, 140, 34, 64, "k-ink")
        + rect(174, 146, 26, 58, "k-c4")
        + circle(187, 108, 13, "k-paper")
        + line("M187 108 v-8 M187 108 h6", "rail", 2)
    )
    yard = rect(0, 204, 480, 96, "k-stone") + "".join(
        line(box(x, y, 26, 20), "wave", 3)
        for x, y in ((60, 262), (86, 262), (112, 252), (112, 272), (138, 262), (164, 252), (164, 272))
    )
    fence = line("M330 204 V164 H480 M354 164 v40 M378 164 v40 M402 164 v40 M426 164 v40 M450 164 v40", "rail", 3)
    hoop = (
        line("M300 244 V132", "post", 4)
        + rect(276, 114, 48, 32, "k-paper", 3)
        + line("M288 146 h24 l-4 16 h-16Z", "st-c1", 2.6)
        + circle(330, 178, 7, "k-c1")
    )
    children = "".join(
        anyone(chance, x, y, chance.between(46, 54))
        for x, y in ((98, 256), (168, 252), (246, 252), (330, 250), (364, 282), (208, 288))
    )
    grown = anyone(chance, 420, 262, 68) + bench(24, 236) + sitter(38, 222, chance.pick(TOPS), chance.pick(SKINS))
    return back + panes + door + tree(440, 210, 124, 36) + yard + fence + hoop + grown + children


def clock(chance: Chance) -> str:
    """A public clock on its tower."""
    back = (
        sky(372, 60, 30)
        + far(168, seed=chance.below(12))
        + row(chance, -10, 160, 226, 80, 130)
        + row(chance, 330, 480, 226, 76, 120)
    )
    tower = rect(196, 96, 92, 142, chance.pick(("k-wall3", "k-wall2", "k-wall"))) + path(
        "M184 98 L242 34 L300 98Z", "k-roof"
    )
    face = (
        circle(242, 132, 34, "k-ink") + circle(242, 132, 29, "k-lit") + line("M242 132 v-20 M242 132 l15 9", "l-dk", 4)
    )
    hours = "".join(
        rect(240.5 + 24 * dx, 130.5 + 24 * dy, 3, 3, "k-dk") for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))
    )
    door = path("M226 238 v-30 a16 16 0 0 1 32 0 v30Z", "k-ink") + line("M242 34 V16 M242 16 h14", "rail", 3)
    square = rect(0, 236, 480, 64, "k-stone") + path("M80 300 L196 238 H290 L410 300Z", "k-stone2")
    people = (
        family(chance, 138, 276, 68)
        + anyone(chance, 322, 270, 66)
        + anyone(chance, 358, 284, 70)
        + rider(252, 274, chance.pick(TOPS), chance.pick(SKINS))
    )
    return back + tower + face + hours + door + square + people + gull(310, 128)


def bins(chance: Chance) -> str:
    """Closed bins, and gulls that go hungry."""
    back = sky(372, 60, 30) + far(160, seed=chance.below(12)) + row(chance, -10, 480, 204, 72, 124)
    ground = rect(0, 204, 480, 96, "k-stone") + rect(0, 284, 480, 16, "k-road")
    paints = chance.pick((("k-c4", "k-c2", "k-c3"), ("k-c2", "k-c3", "k-c4"), ("k-c4", "k-c5", "k-c2")))
    drawn = "".join(_bin(x, paint) for x, paint in zip((140, 216, 292), paints, strict=True))
    gulls = gull(156, 158) + gull(322, 160) + gull(60, 88)
    people = anyone(chance, 110, 276, 70) + line("M118 236 l20 -20", "arm", 4) + family(chance, 396, 278, 70)
    return back + ground + tree(40, 224, 104, 30) + drawn + gulls + people + lamp(450, 220, 110)


def _bin(x: float, paint: str) -> str:
    body = path(f"M{num(x)} 180 h60 l-5 84 h-50Z", paint) + path(f"M{num(x - 5)} 180 q35 -22 70 0Z", "k-ink")
    return (
        body
        + rect(x + 14, 192, 32, 12, "k-ink", 4)
        + rect(x + 8, 262, 10, 8, "k-ink")
        + rect(x + 42, 262, 10, 8, "k-ink")
    )


def film(chance: Chance) -> str:
    """A film on a wall, on a summer evening."""
    dusk = rect(0, 0, 480, 300, "k-dusk") + path("M0 126 C120 108 192 150 298 126 S432 114 480 132 V300 H0Z", "k-dusk2")
    moon = circle(430, 44, 20, "k-sun")
    wall = rect(66, 66, 300, 150, "k-dusk3") + rect(58, 56, 316, 12, "k-dk")
    screen = rect(92, 78, 248, 126, "k-paper") + rect(98, 84, 236, 114, "k-sky")
    shown = path("M98 198 V160 Q150 132 210 158 T334 150 V198Z", chance.pick(("k-c4", "k-c2"))) + circle(
        286, 114, 14, chance.pick(("k-c1", "k-c3"))
    )
    heroes = anyone(chance, 176, 188, 62) + anyone(chance, 214, 188, 56)
    beam = path("M420 232 L340 80 V204Z", "k-beam")
    machine = (
        rect(412, 222, 40, 22, "k-dk", 3)
        + line("M420 244 v40 M444 244 v40", "l-dk", 4)
        + circle(412, 232, 5, "k-lampon")
    )
    return (
        dusk
        + moon
        + wall
        + screen
        + shown
        + heroes
        + beam
        + rect(0, 216, 480, 84, "k-dusk3")
        + crowd(chance, 238, 30, 390, 40)
        + machine
    )
