"""A study on a desk, and a browser without a window: Django's test client."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseloom.web.settings import configure

PORT = 8471
configure(port=PORT, secret="only for tests " * 5)

from django.test import Client  # noqa: E402 - Django wants its settings first

from caseloom.web.desk import ENVIRON_KEY, Desk  # noqa: E402
from caseloom.web.shelf import Shelf, Shelved  # noqa: E402
from tests.web import small_study  # noqa: E402


@pytest.fixture(scope="session")
def study_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study, made once."""
    path = tmp_path_factory.mktemp("study") / "small.caseloom"
    small_study.make(path)
    return path


@pytest.fixture(scope="session")
def desk(study_path: Path) -> Iterator[Desk]:
    """The small study open on a desk."""
    opened = Desk(PORT, Shelf.open([study_path], name="Ines Marklund"))
    yield opened
    opened.shelf.close()


@pytest.fixture
def stranger(desk: Desk) -> Client:
    """A browser that has not come in."""
    return client_at(desk)


@pytest.fixture
def client(desk: Desk) -> Client:
    """A browser that came in with a token."""
    return entered(desk)


@pytest.fixture
def study(client: Client) -> str:
    """The address of the study."""
    return str(client.get("/").headers["Location"])


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    """A small study of this test's own, open as Ines."""
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path], name="Ines Marklund"))
    yield desk
    desk.shelf.close()


@pytest.fixture
def shelved(opened: Desk) -> Shelved:
    """That study on its shelf."""
    return opened.shelf.studies[0]


@pytest.fixture
def browser(opened: Desk) -> Client:
    """A browser that came in there."""
    return entered(opened)


@pytest.fixture
def root(browser: Client) -> str:
    """That study's address."""
    return str(browser.get("/").headers["Location"])


def client_at(desk: Desk) -> Client:
    """A browser at our address, without a cookie."""
    return Client(enforce_csrf_checks=True, HTTP_HOST=f"127.0.0.1:{desk.port}", **{ENVIRON_KEY: desk})


def entered(desk: Desk) -> Client:
    """A browser that came in with a token of this desk."""
    browser = client_at(desk)
    assert browser.get(f"/enter/{desk.tokens.issue()}").status_code == 302
    return browser
