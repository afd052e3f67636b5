"""A journalist goes from the results to a recount of their own, with what the page says and nothing else."""

import re
import subprocess

from playwright.sync_api import expect

from tests.looks.city import PATIENCE


def commands_of(page):
    return page.locator("[data-command]").all_inner_texts()


def run(command, folder):
    """Type a command into a terminal in this folder, on a machine that has Python and nothing of ours."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "PYTHONNOUSERSITE": "1"}
    return subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def wait_for_the_file(page):
    """The file is made within seconds of the count."""
    for _ in range(PATIENCE):
        if page.locator("#program").count():
            return
        page.wait_for_timeout(1000)
        assert page.reload().ok
    raise AssertionError("no file came")


def test_a_journalist_counts_again_with_what_the_page_says(open_window, tmp_path):
    page = open_window(javascript=False)
    page.goto("/rounds/vote-2025/results/?district=riverside")
    page.get_by_role("link", name="Check us yourself").click()
    wait_for_the_file(page)
    with page.expect_download() as download:
        page.locator("#program .btn").click()
    assert download.value.suggested_filename == "vote-2025.zip"
    download.value.save_as(tmp_path / "vote-2025.zip")
    for command in commands_of(page):
        answer = run(command, tmp_path)
        assert answer.returncode in {0, 2}, answer.stdout + answer.stderr
    last = answer.stdout.splitlines()[-1]
    assert last.startswith(page.locator("[data-expected]").inner_text())
    assert "ok outcome riverside: greedy, " in answer.stdout


def test_the_browser_counts_again_at_the_press_of_a_button(open_window):
    page = open_window()
    page.goto("/rounds/vote-2025/log/check/")
    wait_for_the_file(page)
    page.get_by_role("button", name="Count again now").click()
    expect(page.locator("#recount-said")).to_contain_text("All is well")
    lines = page.locator("#recount-lines").inner_text()
    assert re.search(r"ok outcome riverside: \d funded: .*our own count says the same", lines)
    assert "FAULT" not in lines
