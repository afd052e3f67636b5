"""How many papers an hour one person types who hits a key each quarter of a second and looks up for a second a paper.

A real server in the embedded default and a real browser; the keyboard alone. What is left of an hour after the keys and
the looks is what the page and the server take. The desk is made for 300 papers an hour.

    PYTHONPATH=. python benchmarks/typing_papers.py [PAPERS]
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect

from tests.looks.city import PATIENCE, City, chromium, embedded, manage, served

PAPERS = 30
KEY_SECONDS = 0.25
LOOK_SECONDS = 1.0
WANTED = 300
FILL = """
from tests.voting.boxes import Boxes, enrol_person, make_person
boxes = Boxes(papers={papers}, slug="typed")
for number in range({papers}):
    enrol_person(boxes.round, boxes.district, make_person(number))
    boxes.give(make_person(number))
print(boxes.typists[0].email, *boxes.unread().values_list("serial", flat=True))
"""


def fill(environment: dict[str, str], papers: int) -> tuple[str, list[str]]:
    """A round with this many papers that were given out: the address of who types, and the serials."""
    manage(environment, "migrate", "--verbosity", "0")
    code = FILL.format(papers=papers)
    answer = manage(environment, "shell", "--verbosity", "0", "-c", code, stdout=subprocess.PIPE, text=True)
    email, *serials = answer.stdout.split()
    return email, serials


def type_all(page: Page, serials: list[str]) -> float:
    """Type every paper; the seconds it took."""
    page.goto("/desk/paper/typed/type/")
    box = page.get_by_label("Serial of the paper")
    began = time.monotonic()
    for number, serial in enumerate(serials):
        expect(box).to_be_focused()
        for word in (serial, str(number % 3 + 1)):
            page.keyboard.type(word, delay=KEY_SECONDS * 1000)
            page.keyboard.press("Enter", delay=KEY_SECONDS * 1000)
        expect(page.get_by_role("status").first).to_contain_text("Typed: ", timeout=PATIENCE * 1000)
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - began


def main(papers: int = PAPERS) -> int:
    with TemporaryDirectory() as folder, chromium() as browser:
        environment = embedded(Path(folder))
        email, serials = fill(environment, papers)
        with served(environment) as address, browser.new_context(base_url=address) as context:
            context.add_cookies([City(address, environment).cookie(email)])
            seconds = type_all(context.new_page(), serials)
    keys = sum(len(serial) + 3 for serial in serials) * KEY_SECONDS + papers * LOOK_SECONDS
    an_hour = papers * 3600 / seconds
    print(f"{papers} papers in {seconds:.0f} s: {an_hour:.0f} an hour; keys and looks took {keys:.0f} s of it")
    return int(an_hour < WANTED)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
