"""The reading and coding page in a real Chromium: when it can be read, when it is painted, how it answers."""

import os
import re
import shutil
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.filled import Filled, figure
from benchmarks.measuring import Figure, Measure
from benchmarks.server import Server

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

# Times are told by the page itself: milliseconds since the navigation began, or between two events, each up
# to the moment after the next frame, when the change can be seen.
_WATCH = """
const seen = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
window.told = {};
new MutationObserver((changes) => {
  for (const { target, attributeName } of changes) {
    if (attributeName === "data-painted") seen((at) => (window.told.painted = at));
    if (attributeName === "data-marks" && window.told.entered)
      seen((at) => (window.told.applied ??= at - window.told.entered));
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-painted", "data-marks"] });
const paintedAt = new Map();
let batch = null;
const add = Highlight.prototype.add;
Highlight.prototype.add = function (range) {
  if (batch === null) {
    const mine = (batch = new Set());
    queueMicrotask(() => (batch = null));
    seen((at) => mine.forEach((words) => paintedAt.has(words) || paintedAt.set(words, at)));
  }
  batch.add(range.startContainer.parentElement);
  return add.call(this, range);
};
// Where a turn stands is asked of its item: what is in it need not be laid out for that.
window.paintedInView = () => Math.max(...[...document.querySelectorAll("li:has(> [data-marks])")].slice(0, 20)
  .filter((item) => item.getBoundingClientRect().top < innerHeight)
  .map((item) => paintedAt.get(item.querySelector("[data-marks]"))));
addEventListener("keydown", (event) => {
  if (event.key === "Enter") window.told = { ...window.told, entered: event.timeStamp, applied: undefined };
}, true);
addEventListener("input", (event) => seen((at) => (window.told.looked = at - event.timeStamp)), true);
"""
_SCROLL = """() => new Promise((done) => {
  const frames = [];
  let last = performance.now();
  const next = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy(0, 500);
    if (frames.length < 120) requestAnimationFrame(next);
    else done(Math.max(...frames.slice(2)));
  };
  requestAnimationFrame(next);
})"""
_SHOWN = """() => performance.getEntriesByName("first-contentful-paint").length > 0
  && Number.isFinite(window.paintedInView())"""
_SERVED = """() => {
  const asked = performance.getEntriesByType("resource").filter((each) => each.name.endsWith("/codings"));
  const last = asked.at(-1);
  return last ? last.responseStart - last.requestStart : null;
}"""


def figures(filled: Filled, running: Server, listing: str, path: str) -> Iterator[Figure]:
    """The page of one source, in a browser that was let in.

    It is opened as people open it, by its link in the `listing` of sources, and once more in new tabs: those
    a browser starts first, which takes it longer than the page.
    """
    found = next((where for name in _NAMES if (where := shutil.which(name))), None)
    if found is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        # The waiting of the measuring itself needs what the pages forbid themselves.
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        _let_in(context, running)
        yield from _opened(filled, context, running.root + listing, path)
        yield figure(filled, "canvas_tab", _seconds(list(_in_new_tabs(filled, context, running.root + path))))
        page = _page(context, running.root + path)
        yield from _answers(filled, page)
        yield figure(filled, "canvas_scroll", _seconds([page.evaluate(_SCROLL) for _ in range(3)]))
        yield from _held(filled, context, page)
        browser.close()


def _let_in(context: BrowserContext, running: Server) -> None:
    jar: CookieJar = running.cookies
    context.add_cookies([{"name": each.name, "value": each.value or "", "url": running.root} for each in jar])


def _opened(filled: Filled, context: BrowserContext, listing: str, path: str) -> Iterator[Figure]:
    """When the first text can be read, when what is in view is painted, and when all."""
    page = context.new_page()
    page.add_init_script(_WATCH)
    texts, views, painted = [], [], []
    for _ in range(filled.runs):
        page.goto(listing)
        page.wait_for_load_state("networkidle")
        page.click(f'a[href="{path}"]')
        page.wait_for_url(lambda address: path in address)
        page.wait_for_function("window.told.painted")
        page.wait_for_function(_SHOWN)
        texts.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        views.append(page.evaluate("window.paintedInView()"))
        painted.append(page.evaluate("window.told.painted"))
    page.close()
    yield figure(filled, "canvas_text", _seconds(texts))
    yield figure(filled, "canvas_view", _seconds(views))
    yield figure(filled, "canvas_painted", _seconds(painted))


def _in_new_tabs(filled: Filled, context: BrowserContext, address: str) -> Iterator[float]:
    """When all highlights are painted in a tab that the browser starts first: milliseconds."""
    for _ in range(filled.runs):
        page = _page(context, address)
        yield page.evaluate("window.told.painted")
        page.close()


def _page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(address)
    page.wait_for_function("window.told.painted")
    page.wait_for_selector("[data-ready]")
    return page


def _answers(filled: Filled, page: Page) -> Iterator[Figure]:
    """From the key to the paint, in the server, and from a letter to the list."""
    applied, served, looked = [], [], []
    for _ in range(filled.runs):
        page.evaluate("performance.clearResourceTimings()")  # else the one before could be read once more
        page.keyboard.press("j")
        page.keyboard.press("s")
        page.keyboard.press("c")
        page.keyboard.type("co", delay=40)
        looked.append(_told(page, "looked"))
        page.keyboard.press("Enter")
        applied.append(_told(page, "applied"))
        page.wait_for_function(_SERVED)
        served.append(page.evaluate(_SERVED))
        page.keyboard.press("Escape")
    yield figure(filled, "canvas_apply", _seconds(applied))
    yield figure(filled, "canvas_server", _seconds(served))
    yield figure(filled, "canvas_box", _seconds(looked), note=f"{filled.project.size.codes} codes")


def _held(filled: Filled, context: BrowserContext, page: Page) -> Iterator[Figure]:
    """What the page's process holds after all this, and beside it what it had not given back by itself."""
    before = _renderer_memory()
    context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    page.wait_for_timeout(500)
    after = _renderer_memory()
    if before is not None and after is not None:
        note = f"{before:,.0f} MB before it was made to collect what nobody needs"
        yield figure(filled, "canvas_memory", Measure((after,), "MB"), note=note)


def _told(page: Page, what: str) -> float:
    page.wait_for_function(f"window.told.{what}")
    return float(page.evaluate(f"window.told.{what}"))


def _seconds(milliseconds: list[float]) -> Measure:
    return Measure(tuple(each / 1000 for each in milliseconds))


_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def _renderer_memory() -> float | None:
    """The largest share of memory that a page's process of this browser has, in MB; None where untold."""
    shares = [_share(process) for process in Path("/proc").glob("[0-9]*") if _is_ours(process)]
    return max((share for share in shares if share is not None), default=None)


def _is_ours(process: Path) -> bool:
    """Whether it renders a page of a browser that this process started."""
    try:
        if b"--type=renderer" not in (process / "cmdline").read_bytes():
            return False
        at = process
        while at.name not in ("0", "1"):
            if at.name == str(os.getpid()):
                return True
            at = at.with_name((at / "stat").read_text("ascii").rpartition(")")[2].split()[1])
    except OSError:
        return False
    return False


def _share(process: Path) -> float | None:
    try:
        found = _SHARE.search((process / "smaps_rollup").read_text("ascii"))
    except OSError:
        return None
    return int(found[1]) / 1000 if found else None
