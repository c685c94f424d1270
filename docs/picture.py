"""Takes the picture of the page that the README shows: `python docs/picture.py` (needs the extra `ci` and Chromium).

The page is the one that `sluimer page` writes; the person is the one whose answers stand in the README.
"""

import json
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import sluimer
from sluimer.reach.page import advice_page
from sluimer.reach.page.write import page_words

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/advice-page.png"
LANGUAGE = "en"


def answers() -> dict[str, object]:
    """Those that the README writes to a file."""
    [line] = re.findall(r"^\$ echo '(.*)' > person.yaml$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    return dict(sluimer.load().read_case(line).given)


def go_to_advice(page: Page, folder: Path) -> None:
    """Open the page of the bundled knowledge, and its advice for these answers."""
    kb = sluimer.load()
    (folder / "advice.html").write_text(advice_page(kb, [LANGUAGE]), encoding="utf-8")
    saved = {"sluimer": 1, "knowledge": kb.name.as_dict(), "answers": answers()}
    (folder / "saved.json").write_text(json.dumps(saved), encoding="utf-8")
    page.goto((folder / "advice.html").as_uri())
    page.set_input_files("#open", folder / "saved.json")
    page.locator("dl").wait_for()
    words = page_words(LANGUAGE)
    for button in ("go-on", "advice-so-far"):
        page.get_by_role("button", name=words[button], exact=True).first.click()


def main() -> None:
    """Take the picture, as large as a telephone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 400, "height": 586})
        go_to_advice(page, Path(folder))
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
