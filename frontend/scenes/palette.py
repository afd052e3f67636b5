"""The colours of pictures: each class by day and at dusk. A picture carries the rules of the classes it uses."""

import re
from collections.abc import Mapping

Shades = Mapping[str, tuple[str, str]]

FILLS: Shades = {
    "k-sky": ("#F6DFB4", "#1D2C44"),
    "k-sky2": ("#FBEBCB", "#27395430"),
    "k-sun": ("#E3A02A", "#F4DFA6"),
    "k-far": ("#D9BF94", "#2C3F5C"),
    "k-wall": ("#C9693F", "#573A42"),
    "k-wall2": ("#EFD9AE", "#41485A"),
    "k-wall3": ("#DD9A5B", "#4B3F4C"),
    "k-wall4": ("#9DB4B0", "#364A58"),
    "k-roof": ("#7E3420", "#241D2A"),
    "k-roof2": ("#4A5B66", "#1C2733"),
    "k-win": ("#47596B", "#1A2334"),
    "k-lit": ("#FFF3D6", "#F3BF55"),
    "k-inside": ("#F4C977", "#E3A94A"),
    "k-stone": ("#E9DDC6", "#4A5366"),
    "k-stone2": ("#CDBD9F", "#39424F"),
    "k-road": ("#8C867C", "#252D3A"),
    "k-soil": ("#7A5A3C", "#1D1A1C"),
    "k-water": ("#3F7C94", "#173A55"),
    "k-leaf": ("#2F6B53", "#1E4A41"),
    "k-leaf2": ("#86A861", "#37684F"),
    "k-ink": ("#23262E", "#0D1219"),
    "k-paper": ("#FFFAEE", "#E9E0CE"),
    "k-c1": ("#C2482A", "#D9694A"),
    "k-c2": ("#255781", "#6FA3CE"),
    "k-c3": ("#E8AE35", "#EDBB4C"),
    "k-c4": ("#1F6C56", "#4CA688"),
    "k-c5": ("#8A4A76", "#B77AA5"),
    "k-sk1": ("#E7B48E", "#E7B48E"),
    "k-sk2": ("#B9794F", "#B9794F"),
    "k-sk3": ("#70452F", "#70452F"),
    "k-dusk": ("#22385A", "#22385A"),
    "k-dusk2": ("#2C4A70", "#2C4A70"),
    "k-dusk3": ("#182A38", "#182A38"),
    "k-path": ("#8C7B62", "#8C7B62"),
    "k-beam": ("#F6D98A6B", "#F6D98A6B"),
    "k-lampon": ("#FFE9AE", "#FFE9AE"),
    "k-dk": ("#0E1620", "#0E1620"),
    "k-lamp": ("#F6D98A", "#FFD873"),
    "k-glow": ("#FBD37A", "#F6C65A"),
    "k-doorp": ("#00000026", "#00000026"),
}
# Lines; a later one wins where two stand on the same line.
STROKES: Shades = {
    "trunk": ("#5B3D29", "#0F1A1C"),
    "rail": ("#23262E", "#C9C2B3"),
    "leg": ("#23262E", "#0D1219"),
    "l-dk": ("#0E1620", "#0E1620"),
    "arm": ("#A96C47", "#8A5A3C"),
    "post": ("#23262E", "#0D1219"),
    "post-l": ("#0E1620", "#0E1620"),
    "wave": ("#BFE0E4", "#4E83A6"),
    "mull": ("#0000003D", "#0000003D"),
    "stem": ("#1F4F3A", "#7FB089"),
    "rain": ("#3F7C94", "#8FC1DD"),
    "wh": ("#23262E", "#C9C2B3"),
    "st-c1": ("#C2482A", "#D9694A"),
    "st-c2": ("#255781", "#6FA3CE"),
    "st-c4": ("#1F6C56", "#4CA688"),
}
DAY, DUSK = 0, 1


def style_of(body: str, *, has_dusk: bool) -> str:
    """The rules a drawing needs: day, and where it `has_dusk` other colours for a dark theme."""
    used = {name for names in re.findall(r'class="([^"]+)"', body) for name in names.split()}
    day = _rules(used, DAY)
    style = _lines(used) + "".join(day)
    if not has_dusk:
        return style
    changed = "".join(rule for rule in _rules(used, DUSK) if rule not in day)
    return f"{style}@media(prefers-color-scheme:dark){{{changed}}}"


def _rules(used: set[str], hour: int) -> list[str]:
    fills = [f".{name}{{fill:{shades[hour]}}}" for name, shades in FILLS.items() if name in used]
    return fills + [f".{name}{{stroke:{shades[hour]}}}" for name, shades in STROKES.items() if name in used]


def _lines(used: set[str]) -> str:
    lines = ",".join(f".{name}" for name in STROKES if name in used)
    return f"{lines}{{fill:none;stroke-linecap:round;stroke-linejoin:round}}" if lines else ""
