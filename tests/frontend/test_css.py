"""The style sheet as it is built, and the classes it is for."""

import re

import pytest

from frontend.brand import SHEET
from frontend.specimens import SHADES
from tests.test_house import ROOT, TEMPLATES, name_of

BUILT = ROOT / "frontend" / "static" / "built" / "main.css"
CSS = sorted((ROOT / "frontend" / "static" / "css").rglob("*.css"))
JS = sorted((ROOT / "frontend" / "static" / "js").glob("*.js"))
PY = [*(ROOT / "frontend").glob("*.py"), *(ROOT / "frontend" / "templatetags").glob("*.py")]
TEMPLATE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def bare(css):
    """The selectors: without comments, values and addresses."""
    css = re.sub(r'/\*.*?\*/|"[^"]*"', "", css, flags=re.DOTALL)
    return re.sub(r"(?<=[{;])[^{}]*?:[^{};&]*(?=[;}])", "", css)


def styled():
    return {name for path in CSS for name in CLASS.findall(bare(path.read_text()))}


def written():
    """Every word that templates, scripts and tags write between quotes, and what stands in class attributes."""
    quoted = re.compile(r"""["'`]([^"'`]*)["'`]""")
    texts = [text for path in [*JS, *PY] for text in quoted.findall(path.read_text())]
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        texts += quoted.findall(text)
        texts += re.findall(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', text, re.DOTALL)
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


def test_no_rule_is_for_a_class_that_nothing_writes():
    numbered = {f"s{number}" for number in range(1, 9)} | {f"shade-{shade[0]}" for shade in SHADES}
    assert styled() - written() - numbered == set()


def test_every_class_of_a_template_has_a_rule_or_a_script():
    scripts = "\n".join(path.read_text() for path in JS)
    known = styled() | set(re.findall(r"[\w-]+", scripts))
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        attributes = re.findall(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', path.read_text(), re.DOTALL)
        words = {word for text in attributes for word in TEMPLATE.sub(" ", text).split()}
        if unknown := {word for word in words if word not in known and not re.fullmatch(r"s|shade-", word)}:
            found[name_of(path)] = sorted(unknown)
    assert found == {}


@pytest.mark.skipif(not BUILT.exists(), reason="the style sheet is not built: make setup")
def test_browsers_without_light_dark_get_every_colour_twice():
    names = set(re.findall(r"--([\w-]+): [^;]*light-dark\(#", SHEET.read_text()))
    _, _, fallback = BUILT.read_text().replace(": ", ":").partition("@supports not (color:light-dark(")
    light, _, dark = fallback.partition("prefers-color-scheme:dark")
    assert names
    for side in (light, dark):
        block = side[side.index(":root{") : side.index("}", side.index(":root{"))]
        assert set(re.findall(r"--([\w-]+):", block)) == names
        assert "light-dark(" not in block
