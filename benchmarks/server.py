"""The program as a user starts it: from process start to the first page, the pages, and its memory."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

PROGRAM = (sys.executable, "-c", "from caseloom.cli import main; main()")
_ADDRESS = re.compile(r"http://\S+/enter/\S+")
_WAIT = 60.0


@dataclass
class Server:
    """A running `caseloom open`, and a browser that was let in."""

    process: subprocess.Popen[str]
    root: str
    browser: urllib.request.OpenerDirector
    cookies: http.cookiejar.CookieJar
    seconds_to_first_page: float

    def page(self, path: str) -> str:
        """The HTML of a page by its address in the program."""
        return _read(self.browser, self.root + quote(path, safe="/?=&,%"))

    @property
    def memory(self) -> float | None:
        """The most memory that the process ever held, in MB; None where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("ascii"))
        return int(found[1]) / 1000 if found else None

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=_WAIT)
        if self.process.stderr is not None:
            self.process.stderr.close()


def start(study: Path, name: str) -> Server:
    """Start the program on a study and fetch its first page."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*PROGRAM, "open", "--no-browser", "--as", name, str(study)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "200"},
    )
    address = _address_of(process)
    cookies = http.cookiejar.CookieJar()
    keeping = urllib.request.HTTPCookieProcessor(cookies)
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), keeping)
    _read(browser, address)
    taken = time.perf_counter() - began
    parts = urlsplit(address)
    return Server(process, f"{parts.scheme}://{parts.netloc}", browser, cookies, taken)


def _address_of(process: subprocess.Popen[str]) -> str:
    said = []
    assert process.stderr is not None
    for line in process.stderr:
        if found := _ADDRESS.search(line):
            return found[0]
        said.append(line)
    process.wait(timeout=_WAIT)
    raise SystemExit(f"The program did not start: {''.join(said)}")


def _read(browser: urllib.request.OpenerDirector, address: str) -> str:
    with browser.open(address, timeout=_WAIT) as answer:
        page: str = answer.read().decode()
        return page
