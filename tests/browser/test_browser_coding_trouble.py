"""Coding where nothing can be written: a study file that is read-only, or on a disk without room."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import SCREENSHOTS, SERVE, SMALL, Opener, Served, Watch, come_in
from tests.browser.test_browser_coding import at_source, choose, coded, hear
from tests.browser.test_browser_pages import faults
from tests.conftest import without_privileges
from tests.web import small_study

resource = pytest.importorskip("resource", reason="Limits are set in another way here.")

NO_ROOM = 2000
"""Bytes that a file may have: no journal fits."""
PAINTED = "() => [...CSS.highlights].filter(([name]) => name.startsWith('mark-')).map(([, all]) => all.size)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    path = tmp_path / "folder" / "small.caseloom"
    small_study.make(path)
    return path


@pytest.fixture
def served(browser: Browser, file: Path) -> Iterator[Served]:
    """The small study, by a server to which rights and limits apply, as they do to a person."""
    command = without_privileges(sys.executable, "-c", SERVE, str(file))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        jar = file.parent.with_name("cookies.json")
        [study] = come_in(browser, address, jar, [SMALL])
        yield Served(address.partition("/enter/")[0], study, "", "", process, jar)
        process.terminate()


@contextlib.contextmanager
def read_only(path: Path) -> Iterator[None]:
    """A file or folder that cannot be written."""
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    yield
    path.chmod(mode)


@contextlib.contextmanager
def without_room(process: subprocess.Popen[str]) -> Iterator[None]:
    """A disk on which nothing more fits, for that process."""
    _soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (NO_ROOM, hard))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (hard, hard))


HINDRANCES: dict[str, Callable[[Served, Path], contextlib.AbstractContextManager[None]]] = {
    "the file is read-only": lambda _served, file: read_only(file),
    "the folder is read-only": lambda _served, file: read_only(file.parent),
    "the disk is full": lambda served, _file: without_room(served.process),
}


@pytest.mark.parametrize("what", HINDRANCES)
def test_what_cannot_be_written_is_said_kept_and_written_once_it_can(
    open_page: Opener, served: Served, file: Path, watch: Watch, what: str
) -> None:
    watch.expected = ("503",)
    page = at_source(open_page, "Berta Holm")
    before = page.evaluate(PAINTED)
    for key in "js":
        page.keyboard.press(key)
    with HINDRANCES[what](served, file):
        choose(page, "mornings")
        hear(page, "cannot be written")
        told = page.locator("#status")
        expect(told).to_contain_text("Nothing was changed. Check the folder's permissions and space.")
        expect(told).to_contain_text("1 change is kept here and tried again.")
        expect(told).to_have_attribute("data-state", "trouble")
        expect(page.locator("#t1 [data-marks]")).to_have_count(0)
        assert page.evaluate(PAINTED) == before
        assert coded(file) == []
        page.screenshot(path=SCREENSHOTS / f"not-written-{what.split()[1]}.png")
        assert faults(page) == []
        page.reload()
        page.wait_for_selector("[data-ready]")
        hear(page, "cannot be written")
        expect(page.locator("#t2 .words")).to_contain_text("We carried it up the hill")
    # It is tried again every two seconds, on a machine that may be busy with other tests.
    expect(page.locator("#spoken")).to_contain_text("Everything is saved now.", timeout=20_000)
    expect(page.locator("#t1 .turn-codes")).to_contain_text("Mornings")
    assert len(coded(file)) == 1
