"""A real Chromium, and a page of a view in it as its reader sees it."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    # WebGL without a graphics card; pages without WebGL do not notice.
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,720",
)


@contextmanager
def browser(profile: Path) -> Iterator[webdriver.Chrome]:
    """Start Chromium with an empty profile.

    Raises
    ------
    FileNotFoundError
        If it, or chromedriver, is not on the path.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((path for path in map(shutil.which, names) if path), None)
    service = shutil.which("chromedriver")
    if program is None or service is None:
        raise FileNotFoundError("needs Chromium and chromedriver on the path")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for option in (*OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(service))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    try:
        with browser(tmp_path_factory.mktemp("profile")) as driver:
            yield driver
    except FileNotFoundError as error:
        # A run that is to prove something must not pass by leaving this out.
        pytest.fail(str(error)) if os.environ.get("CI") else pytest.skip(str(error))


def _wait(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.05)


class Page:
    """What a reader sees and does."""

    def __init__(self, driver: webdriver.Chrome, file: Path) -> None:
        self.driver = driver
        self.file = file
        self.open()

    def open(self, address: str = "") -> None:
        """Open the file afresh; a mere change of the address would not load it again."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(self.file.as_uri() + address)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return " ".join(self.find(selector).text.split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.text.split()) for found in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def button(self, text: str) -> WebElement:
        buttons = self.driver.find_elements(By.TAG_NAME, "button")
        # A button of the legend has a sign and a count around its name.
        return next(button for button in buttons if text in button.text.split("\n"))

    def search(self, query: str) -> list[str]:
        self.press("/")
        self.find("#query").send_keys(Keys.CONTROL, "a")
        self.find("#query").send_keys(query)
        return self.texts("#hits li")

    def choose(self, name: str) -> None:
        self.search(name)
        self.find("#query").send_keys(Keys.ENTER)

    def click_at(self, place: str, *, double: bool = False) -> None:
        """Click, once or twice, where a JavaScript expression says, in pixels of the drawing."""
        canvas = self.find("#canvas")
        x, y = self.driver.execute_script(f"const place = {place}; return [place.x, place.y];")
        size = canvas.size
        there = ActionChains(self.driver).move_to_element_with_offset(
            canvas, round(x - size["width"] / 2), round(y - size["height"] / 2)
        )
        (there.double_click() if double else there.click()).perform()

    def wait_for(self, selector: str, text: str) -> None:
        _wait(lambda: text in self.text(selector), f"{selector} does not say {text!r}")

    def complaints(self) -> list[str]:
        """Return what the console says, without the driver's remarks on its own speed."""
        messages = [str(entry["message"]) for entry in self.driver.get_log("browser")]
        return [message for message in messages if "GL Driver Message (OpenGL, Performance" not in message]

    def hash(self) -> str:
        return str(self.driver.execute_script("return decodeURIComponent(location.hash)"))

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression."""
        return self.driver.execute_script(f"return {expression}")

    def set_value(self, selector: str, value: object) -> None:
        """Change a slider or a choice as a reader would, at once."""
        script = """
            const [field, value] = arguments;
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
        """
        self.driver.execute_script(script, self.find(selector), str(value))

    @contextmanager
    def window(self, width: int, height: int, *, mobile: bool = False) -> Iterator[None]:
        """Show the page in a window of another size, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        try:
            self.open(self.hash())
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def downloaded(self, selector: str, folder: Path, name: str) -> Path:
        """Click what saves a file, and return where it is once it is there."""
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        self.find(selector).click()
        _wait(lambda: (folder / name).exists(), f"{name} is not saved")
        return folder / name

    def requests(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if url != "about:blank"]
