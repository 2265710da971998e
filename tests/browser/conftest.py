"""A server of its own process and a real browser, watched: what it asks for, and what it complains of."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from caseloom.web.taste import COOKIE
from tests.conftest import ROOT
from tests.web import small_study, wordy_study

SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "caseloom" / "web" / "static" / "built" / "matrix.js"
NOT_BUILT = (
    "The pages' scripts are not built: run “npm ci && npm run build” in frontend/ for the browser tests."
)

SERVE = """
import sys
from pathlib import Path
from caseloom.web.server import prepare
serving = prepare([Path(path) for path in sys.argv[1:]], port=0, name="Ines Marklund")
print(serving.address, flush=True)
serving.run()
"""

# Chromium's own services are kept quiet, so that every request seen is the page's.
SMALL = "Ovens & <i>mornings</i>"

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Served:
    """A running server: where it is and its studies, and the cookie's jar of a browser that came in."""

    origin: str
    study: str
    long: str
    bare: str
    process: subprocess.Popen[str]
    jar: Path


@dataclass
class Watch:
    """What a page asked for beyond our server, and its complaints, but for those that are `expected`."""

    expected: tuple[str, ...] = ()
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests."""
    if not BUILT.is_file():
        pytest.skip(NOT_BUILT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small study, the heavy one, one of long words and a bare one, served as a person would start it."""
    folder = tmp_path_factory.mktemp("studies")
    files = [folder / f"{name}.caseloom" for name in ("small", "heavy", "long", "bare")]
    small, heavy, long, bare = files
    small_study.make(small)
    small_study.make_heavy(heavy)
    wordy_study.make(long)
    wordy_study.make_bare(bare)
    with serve(browser, *files, titles=(SMALL, wordy_study.TITLE, wordy_study.BARE)) as serving:
        yield serving


@pytest.fixture
def served_alone(browser: Browser, tmp_path: Path) -> Iterator[Served]:
    """A small study of each test's own: it is written in."""
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    with serve(browser, path) as serving:
        yield serving


@contextlib.contextmanager
def serve(browser: Browser, *paths: Path, titles: Sequence[str] = (SMALL,)) -> Iterator[Served]:
    """A server of these studies and a browser that came in; `titles` are those of the studies by name."""
    command = [sys.executable, "-c", SERVE, *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        origin = address.partition("/enter/")[0]
        jar = paths[0].with_suffix(".cookies.json")
        study, *others = come_in(browser, address, jar, titles)
        wordy, empty = others or ("", "")
        yield Served(origin, study, wordy, empty, process, jar)
        process.terminate()


def come_in(browser: Browser, address: str, jar: Path, titles: Sequence[str]) -> list[str]:
    """Enter with the token, keep the cookie, and return the addresses of the studies of these titles."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    context.storage_state(path=jar)
    found = [page.get_by_role("link", name=title).get_attribute("href") for title in titles]
    context.close()
    return [f"{address.partition('/enter/')[0]}{each}" for each in found]


Opener = Callable[..., Page]


@pytest.fixture
def watch() -> Watch:
    """What the test's pages asked for and complained of; checked at the end of every test."""
    return Watch()


@pytest.fixture
def open_page(browser: Browser, served: Served, watch: Watch) -> Iterator[Opener]:
    """Opens a page of the small study: `open_page("/matrix", theme="dark", width=1280)`."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "",
        *,
        theme: str = "light",
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        language: str = "en",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme in ("dark", "forced-dark") else "light",
            forced_colors="active" if theme.startswith("forced") else "none",
            storage_state=served.jar,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale=language,
        )
        contexts.append(context)
        if theme == "contrast":
            context.add_cookies([{"name": COOKIE, "value": "contrast.comfortable", "url": served.origin}])
        page = context.new_page()
        page.on("request", lambda asked: note_outside(watch, served, asked.url))
        page.on("console", lambda said: note_complaint(watch, said))
        page.on("pageerror", lambda fault: watch.complaints.append(str(fault)))
        answer = page.goto(path if path.startswith("http") else served.study + path)
        assert answer is not None
        assert answer.status == 200, path
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.outside == []
    assert watch.complaints == []


def note_outside(watch: Watch, served: Served, url: str) -> None:
    """Keep what was asked of anybody but our server."""
    if not url.startswith(served.origin + "/"):
        watch.outside.append(url)


def note_complaint(watch: Watch, said: ConsoleMessage) -> None:
    """Keep what the browser calls an error: a refused style, a missing file."""
    if said.type == "error" and not any(words in said.text for words in watch.expected):
        watch.complaints.append(said.text)


@pytest.fixture(scope="session")
def places(browser: Browser, served: Served) -> dict[str, str]:
    """The main pages of the small study by name."""
    return places_in(browser, served)


def places_in(browser: Browser, served: Served) -> dict[str, str]:
    """The main pages of a served study by name, with the addresses that only the study knows."""
    context = browser.new_context(storage_state=served.jar)
    page = context.new_page()
    page.goto(served.study + "/sources")
    source = page.locator(".ledger .title a").first.get_attribute("href")
    page.goto(served.study + "/codebook")
    code = page.get_by_role("link", name="Compatibility").first.get_attribute("href")
    page.goto(served.study + "/matrix?rows=cfir2022&columns=case")
    cell = page.locator("a.door").last.get_attribute("href")
    page.goto(served.study + "/candidates")
    query = page.locator(".ledger tbody th a").first.get_attribute("href")
    context.close()
    assert None not in (source, code, cell, query)
    source, code, cell, query = str(source), str(code), str(cell), str(query)
    found = {
        "root": served.study,
        "home": "",
        "sources": "/sources",
        "source": source,
        "source-at": f"{source}?at=348-356&show=candidates",
        "codebook": "/codebook",
        "code": code,
        "candidates": query,
        "adrift": "/codings/adrift",
        "search": "/search?q=oven",
        "matrix": "/matrix?rows=cfir2022&columns=case,wave",
        "matrix-cell": cell.replace("/cells/", "/matrix?x=").replace("?rows", "&rows"),
        "matrix-candidates": "/matrix?rows=cfir2022&columns=case,wave&cell=candidates",
        "cell": cell,
        "empty-search": "/search",
        "not-drawn": "/matrix?columns=wave,phase",
    }
    return {
        name: served.origin + path if path.startswith("/studies") else path for name, path in found.items()
    }
