# SPDX-License-Identifier: MIT
"""The site as its reader meets it: in headless Chromium, from a disk and from `gulliver serve`.

browser_test.py GULLIVER SAMPLE_LEDGER SOURCE: ends with 77 where there is no browser. Set SCREENSHOTS to a folder
to look at the pages yourself.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

GULLIVER = SAMPLE_LEDGER = SOURCE = None

# Texts whose colour is too near to that of what is behind them (WCAG 2.1, 1.4.3: 4.5 to 1).
FAINT = """
const parts = (text) => text.match(/[\\d.]+/g).map(Number);
const light = (c) => c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (element) => {
  for (; element; element = element.parentElement) {
    const colour = parts(getComputedStyle(element).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const faint = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode()) && faint.size < 10;) {
  const element = node.parentElement;
  if (!node.data.trim() || !element.checkVisibility()) continue;
  const a = light(parts(getComputedStyle(element).color)), b = light(behind(element));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faint.add(`${ratio.toFixed(2)}: ${element.tagName}.${element.className}: ${node.data.trim().slice(0, 40)}`);
}
return [...faint];
"""


def missing():
    """What there has to be and is not."""
    if webdriver is None:
        return "python3-selenium"
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            return program
    return None


def browser(script=True):
    options = webdriver.ChromeOptions()
    # Root may not use Chromium's own sandbox; the pages are ours, and nothing here leads to the network.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


class Farm:
    """A folder with the sample ledger, the site made of it, and a server that shows it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gulliver-site-"))
        self.environment = dict(os.environ, XDG_STATE_HOME=str(self.folder), XDG_CACHE_HOME=str(self.folder), GULLIVER_ROOT=SOURCE)
        subprocess.run([SAMPLE_LEDGER, self.folder, f"{SOURCE}/matrices/quickstart.yaml", f"{SOURCE}/tests/data/console"], check=True)
        subprocess.run([GULLIVER, "site", self.folder / "site"], check=True, env=self.environment, stdout=subprocess.DEVNULL)
        self.server = subprocess.Popen([GULLIVER, "serve", "--port", "0"], env=self.environment, stdout=subprocess.PIPE, text=True)
        self.address = self.server.stdout.readline().split()[0]

    def close(self):
        self.server.terminate()
        self.server.communicate()
        shutil.rmtree(self.folder)


class Pages(unittest.TestCase):
    """What holds of a site wherever it comes from."""

    @classmethod
    def setUpClass(cls):
        cls.farm = Farm()
        cls.addClassCleanup(cls.farm.close)
        cls.driver = browser()
        cls.addClassCleanup(cls.driver.quit)

    def tearDown(self):
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        errors = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        self.assertEqual(errors, [], "the console of the browser has complaints")
        failed = [entry["message"] for entry in self.driver.get_log("performance") if '"Network.loadingFailed"' in entry["message"]]
        self.assertEqual(failed, [], "requests failed")

    def open(self, path):
        self.driver.get(f"{self.root}{path}")
        self.assertNotIn("harmed", self.driver.title)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def shot(self, name):
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            self.driver.save_screenshot(os.path.join(folder, f"{type(self).__name__}-{name}.png"))

    def paths(self):
        """A page of each kind."""
        run = "runs/2/"
        return ["index.html", "runs.html", "runs/2.html", self.matrix(), run + "mips-big~2Fkunit.html", run + "riscv64-little~2Fkunit.html",
                run + "mips-big~2Fkunit.console.html", run + "riscv64-little~2Fkunit.console.html", run + "arm64-little~2Fkunit.build.html",
                "cells/mips-big~2Fkunit.html", "abstractions/xarray.html", "tests/rust_kernel_str.test_cstr_to_str.html"]

    def matrix(self):
        return next(f"matrices/{path.name}" for path in (self.farm.folder / "site/matrices").glob("*.html"))


class OnDisk(Pages):
    def setUp(self):
        self.root = (self.farm.folder / "site").as_uri() + "/"

    def test_clicks_lead_from_the_front_page_to_the_line_of_a_console(self):
        self.open("index.html")
        self.shot("front")
        self.driver.find_element(By.LINK_TEXT, "quickstart").click()
        self.assertEqual(self.one("h1").text, "Matrix quickstart")
        self.one("tbody td.failed a").click()
        self.assertEqual(self.one("h1").text, "riscv64-little/kunit")
        self.one("tbody th a").click()
        self.assertEqual(self.one("h1").text, "riscv64-little/kunit in run 2")
        self.driver.find_element(By.LINK_TEXT, "line 7").click()
        self.assertTrue(self.driver.current_url.endswith("/runs/2/riscv64-little~2Fkunit.console.html#L7"))
        self.assertIn("not ok 1 \"><script>", self.one("#L7 + span").text)
        self.one("#L7 + span a").click()
        self.assertIn("<script>", self.one("h1").text)
        self.one("nav a").click()
        self.assertIn("index.html", self.driver.current_url)

    def test_a_filter_leaves_the_rows_that_have_all_words(self):
        self.open("runs/2/mips-big~2Fkunit.html")
        details = next(d for d in self.all("details") if "doctests" in d.text)
        details.find_element(By.TAG_NAME, "summary").click()
        field = details.find_element(By.CSS_SELECTOR, "input[type=search]")
        rows = details.find_elements(By.CSS_SELECTOR, "tbody tr")
        field.send_keys("xarray rs")
        shown = [row for row in rows if row.is_displayed()]
        self.assertTrue(0 < len(shown) < len(rows))
        self.assertTrue(all("xarray" in row.text for row in shown))
        self.assertEqual(details.find_element(By.TAG_NAME, "output").text, f"{len(shown)} of {len(rows)} rows")
        self.shot("filter")
        field.clear()
        field.send_keys("x")
        field.send_keys(Keys.BACKSPACE)
        self.assertTrue(all(row.is_displayed() for row in rows))

    def test_a_click_or_a_key_on_a_head_sorts(self):
        self.open("runs.html")
        runs = lambda: [cell.text for cell in self.all("tbody th")]
        self.assertEqual(runs(), ["3", "2", "1"])
        head = self.one("thead th")
        head.find_element(By.TAG_NAME, "button").click()
        self.assertEqual((runs(), head.get_attribute("aria-sort")), (["1", "2", "3"], "ascending"))
        head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        self.assertEqual((runs(), head.get_attribute("aria-sort")), (["3", "2", "1"], "descending"))
        self.driver.switch_to.active_element.send_keys(Keys.TAB)
        self.assertEqual(self.driver.switch_to.active_element.text, self.all("thead th button")[1].text)
        self.driver.switch_to.active_element.send_keys(Keys.SPACE)
        self.assertEqual(self.all("thead th")[1].get_attribute("aria-sort"), "ascending")
        self.assertIsNone(head.get_attribute("aria-sort"))
        outline = self.driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
        self.assertEqual(outline, "solid", "whoever uses keys sees where they are")

    def test_keys_alone_skip_to_the_content(self):
        self.open("index.html")
        self.one("body").send_keys(Keys.TAB)
        skip = self.driver.switch_to.active_element
        self.assertEqual(skip.text, "To the content")
        self.assertGreaterEqual(skip.rect["x"], 0)
        skip.send_keys(Keys.ENTER)
        self.assertTrue(self.driver.current_url.endswith("#main"))

    def test_nothing_of_a_stranger_runs(self):
        for path in self.paths():
            self.open(path)
            self.assertEqual(self.all("img, iframe, object, embed, form, body style, body script"), [], path)
            self.assertTrue(self.one("main").is_displayed(), path)

    def test_every_page_fits_a_phone(self):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True})
        for path in self.paths():
            self.open(path)
            self.assertLessEqual(self.driver.execute_script("return document.documentElement.scrollWidth"), 360, path)
            self.shot("phone-" + path.replace("/", "_"))

    def test_every_text_stands_out_in_light_and_in_dark(self):
        for scheme, is_dark in (("light", False), ("dark", True)):
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            for path in self.paths():
                self.open(path)
                back = self.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
                self.assertEqual(back == "rgb(22, 24, 27)", is_dark, back)
                self.assertEqual(self.driver.execute_script(FAINT), [], f"{path} in {scheme}")
                self.shot(f"{scheme}-{path.replace('/', '_')}")

    def test_headings_and_tables_tell_what_they_are(self):
        for path in self.paths():
            self.open(path)
            levels = [int(heading.tag_name[1]) for heading in self.all("h1, h2, h3, h4")]
            self.assertEqual(levels.count(1), 1, path)
            self.assertTrue(all(b <= a + 1 for a, b in zip(levels, levels[1:])), f"{path}: {levels}")
            for table in self.all("table"):
                self.assertTrue(table.find_element(By.TAG_NAME, "caption").get_attribute("textContent"), path)
                self.assertTrue(all(head.get_attribute("scope") for head in table.find_elements(By.TAG_NAME, "th")), path)
            identities = [element.get_attribute("id") for element in self.all("[id]")] if "console" not in path else []
            self.assertEqual(len(identities), len(set(identities)), path)


class Served(Pages):
    def setUp(self):
        self.root = self.farm.address

    def test_every_kind_of_page_is_handed_out_as_it_is_on_disk(self):
        for path in self.paths():
            self.open(path)
            served = self.one("main").get_attribute("textContent")
            self.driver.get((self.farm.folder / "site" / path).as_uri())
            self.assertEqual(served.split(" for ")[0], self.one("main").get_attribute("textContent").split(" for ")[0], path)

    def test_the_page_of_a_run_follows_it(self):
        self.open("runs/3.html")
        self.assertEqual(len(self.all("td.not-run")), 3)
        record = [SAMPLE_LEDGER, "--go-on", self.farm.folder, f"{SOURCE}/tests/data/console"]
        subprocess.run(record, check=True)
        WebDriverWait(self.driver, 60).until(lambda _: len(self.all("td.not-run")) == 2)
        self.assertTrue(self.all("thead th button"), "and is still sortable")


class WithoutScript(Pages):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver.quit()
        cls.driver = browser(script=False)

    def setUp(self):
        self.root = (self.farm.folder / "site").as_uri() + "/"

    def test_everything_is_there(self):
        self.open("runs.html")
        self.assertEqual(self.all("button, input"), [], "what needs a script is not there")
        self.assertEqual(len(self.all("tbody tr")), 3)
        self.open("runs/2/mips-big~2Fkunit.html")
        details = self.all("details")[-1]
        details.find_element(By.TAG_NAME, "summary").click()
        self.assertTrue(all(row.is_displayed() for row in details.find_elements(By.CSS_SELECTOR, "tbody tr")))


if __name__ == "__main__":
    GULLIVER, SAMPLE_LEDGER, SOURCE = sys.argv[1:4]
    if missing():
        print(f"skipped: there is no {missing()}; ci/debian-packages-browser.txt lists what this test takes")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
