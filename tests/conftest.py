"""What every test may ask for, and the fence that keeps tests away from the user's own files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
CI = bool(os.environ.get("CI"))

NO_SHARED_DATA = "The real material is not here: set CASELOOM_SHARED_DATA to its folder to run this test."
NO_CHROMIUM = "There is no Chromium here: install it to run the browser tests."

# In CI the examples are the same in every run; at a developer's desk they differ, and what fails is kept.
settings.register_profile("fast", max_examples=50, deadline=None, derandomize=CI, print_blob=True)
settings.register_profile(
    "thorough",
    max_examples=1000,
    deadline=None,
    derandomize=CI,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def shared_data_folder() -> Path | None:
    """The folder of real material, from the environment or beside the repository; None where absent."""
    folder = Path(os.environ.get("CASELOOM_SHARED_DATA") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def without_privileges(*words: str) -> list[str]:
    """The command with the rights of a person: root may write everywhere."""
    if os.name != "posix":
        pytest.skip("Folders are made read-only in another way here.")
    if os.geteuid() != 0:
        return list(words)
    if shutil.which("setpriv") is None:
        pytest.skip("Root may write everywhere, and there is no setpriv here to give that up.")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *words]


def chromium_program() -> str | None:
    """The browser that browser tests drive; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: a zip archive differs with the second in which it was made."""
    return argname if isinstance(val, bytes | bytearray) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads the real material or drives a browser by what it asks for, so that nobody forgets."""
    for item in items:
        for name in ("shared_data", "chromium"):
            if name in getattr(item, "fixturenames", ()):
                item.add_marker("browser" if name == "chromium" else name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what cannot run here. Skipping in one place makes pytest report one line with their number."""
    if item.get_closest_marker("browser") and chromium_program() is None:
        pytest.skip(NO_CHROMIUM)
    if item.get_closest_marker("shared_data") and shared_data_folder() is None:
        pytest.skip(NO_SHARED_DATA)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real material; a test that asks for it is skipped where it is absent."""
    folder = shared_data_folder()
    if folder is None:
        pytest.skip(NO_SHARED_DATA)
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; a test that asks for it is skipped where there is none."""
    program = chromium_program()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    return program


def live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Make `home` the place where this process and its children look for anything of the user's."""
    home.mkdir(parents=True, exist_ok=True)
    patch.setenv("HOME", str(home))
    patch.setenv("USERPROFILE", str(home))
    for name, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }.items():
        patch.setenv(name, str(home / folder))


@pytest.fixture(scope="session", autouse=True)
def a_home_for_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures that live longer than one test (a server, a browser) get a home of the run's own."""
    with pytest.MonkeyPatch.context() as patch:
        live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test, so that none sees what another left, nor the user's settings."""
    folder = tmp_path_factory.mktemp("home")
    live_in(folder, monkeypatch)
    return folder
