"""The rules of the house for templates."""

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_house import TEMPLATES, name_of, sources

ALLAUTH_TEMPLATES = Path(find_spec("allauth").origin).parent / "templates"
# Templates that are not named by a template or a module, each with who names them.
NAMED_BY_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}


def templates(*endings):
    endings = endings or (".html", ".txt")
    return [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in endings]


def tags():
    """(template, tag) for the tags that have Python behind them."""
    text = "\n".join(path.read_text() for path in sources("frontend"))
    blocks = re.findall(r'simple_block_tag\ndef (\w+)\((?:(?!@register).*\n)+?.*render_to_string\("([^"]+)"', text)
    return re.findall(r'inclusion_tag\("([^"]+)"[^)]*\)\ndef (\w+)', text) + [(name, tag) for tag, name in blocks]


def references():
    """How often each template is named: by modules (the last part of a name may be open) and by templates."""
    modules = "\n".join(path.read_text() for path in sources())
    pages = "\n".join(path.read_text() for path in templates())
    open_ended = re.findall(r'f"([\w/.-]+/)\{\w+\}(\.\w+)"', modules)
    named = re.findall(r'{% (?:include|extends) "([^"]+)"', pages)
    named += re.findall(
        r'"([\w/.-]+\.(?:html|txt))"', re.sub(r"(?:inclusion_tag|render_to_string)\([^)]*\)", "", modules)
    )
    for path in templates():
        name = str(path.relative_to(TEMPLATES))
        named += [name for start, end in open_ended if name.startswith(start) and name.endswith(end)]
    for name, tag in tags():
        named += [name] * len(re.findall(rf"{{% {tag} ", pages))
    return Counter(named)


def test_no_template_is_unused():
    named = references()
    found = []
    for path in templates():
        name = str(path.relative_to(TEMPLATES))
        is_allauths = (ALLAUTH_TEMPLATES / name).exists()
        if not (named[name] or is_allauths or name in NAMED_BY_DJANGO):
            found.append(name)
    assert found == []


def test_a_component_is_used_at_least_twice():
    """What a tag draws is drawn by Python, and cannot stand in the page itself."""
    named = references()
    names = {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "components").glob("*.html")} - {
        name for name, _tag in tags()
    }
    assert {name: named[name] for name in names if named[name] < 2} == {}


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style attribute", r"<[^>]*\sstyle\s*="),
        ("a style element", r"<style\b"),
        ("a script with a body", r"<script\b(?![^>]*\bsrc=)[^>]*>|<script\b[^>]*>\s*[^\s<]"),
        ("a handler", r"<[a-zA-Z][^>]*\son[a-z]+\s*="),
        ("markup declared safe", r"\|\s*safe\b|autoescape off|safeseq"),
        ("an address on another site", r"(?:src|href)=\"(?:https?:)?//"),
    ],
)
def test_no_page_holds(what, pattern):
    assert [name_of(path) for path in templates(".html") if re.search(pattern, path.read_text())] == [], what


def test_no_module_declares_markup_safe():
    assert [name_of(path) for path in sources() if re.search(r"mark_safe\(|SafeString\(", path.read_text())] == []
