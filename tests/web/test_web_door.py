"""Who gets in, who may write, and what every answer carries."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caseloom.web import doorkey
from caseloom.web.desk import Desk, Tokens
from tests.web.conftest import PORT, client_at, entered

OURS = {"HTTP_ORIGIN": f"http://127.0.0.1:{PORT}", "HTTP_SEC_FETCH_SITE": "same-origin"}


def test_a_browser_without_the_cookie_is_told_how_to_come_in(stranger: Client) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 403
    assert "caseloom open" in answer.content.decode()
    assert "Ovens" not in answer.content.decode()


def test_a_token_lets_one_browser_in_once(desk: Desk) -> None:
    token = desk.tokens.issue()
    first, second = client_at(desk), client_at(desk)
    assert first.get(f"/enter/{token}").headers["Location"] == "/"
    refused = second.get(f"/enter/{token}")
    assert refused.status_code == 403
    assert "has been used" in refused.content.decode()
    assert second.get("/").status_code == 403


def test_a_browser_that_is_in_may_reload_its_used_address(desk: Desk) -> None:
    token = desk.tokens.issue()
    browser = client_at(desk)
    browser.get(f"/enter/{token}")
    assert browser.get(f"/enter/{token}").status_code == 302


def test_a_guessed_token_is_refused(stranger: Client) -> None:
    assert stranger.get("/enter/guess").status_code == 403


def test_a_token_is_spent_by_being_asked() -> None:
    tokens = Tokens()
    token = tokens.issue()
    assert not tokens.spend("another")
    assert tokens.spend(token)
    assert not tokens.spend(token)


def test_the_cookie_is_named_for_the_port_and_kept_from_scripts(desk: Desk) -> None:
    cookie = entered(desk).cookies[f"caseloom-{PORT}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_forged_cookie_opens_nothing(stranger: Client) -> None:
    stranger.cookies[f"caseloom-{PORT}"] = "eyJlbnRlcmVkIjp0cnVlfQ:1abcde:forged"
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8471", "127.0.0.1:1", "127.0.0.1", "", "[::1]:8471"]
)
def test_another_host_is_refused(client: Client, host: str) -> None:
    answer = client.get("/", HTTP_HOST=host)
    assert answer.status_code == 421
    assert "Ovens" not in answer.content.decode()


def test_localhost_is_this_machine(client: Client) -> None:
    assert client.get("/", HTTP_HOST=f"localhost:{PORT}").status_code == 302


@pytest.mark.parametrize(
    "where_from",
    [
        {},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": f"https://127.0.0.1:{PORT}"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {**OURS, "HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_a_write_from_elsewhere_is_refused(client: Client, where_from: dict[str, str]) -> None:
    answer = client.post("/taste", {"theme": "dark"}, **where_from)
    assert answer.status_code == 403
    assert "another page" in answer.content.decode()


def test_a_write_without_the_form_s_proof_is_refused(client: Client) -> None:
    answer = client.post("/taste", {"theme": "dark"}, **OURS)
    assert answer.status_code == 403
    assert "grown old" in answer.content.decode()


def test_a_write_with_the_form_s_proof_is_done(client: Client, study: str) -> None:
    answer = client.post(
        "/taste", {**proof(client, study), "theme": "dark", "density": "compact", "back": study}, **OURS
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, study)
    page = client.get(study).content.decode()
    assert 'data-theme="dark" data-density="compact"' in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_form_sends_nobody_elsewhere(client: Client, study: str, back: str) -> None:
    answer = client.post("/taste", {**proof(client, study), "back": back}, **OURS)
    assert answer.headers["Location"] == "/"


def test_an_unknown_taste_falls_back(client: Client, study: str) -> None:
    client.cookies["caseloom-taste"] = '"><script>.x'
    assert 'data-theme="system" data-density="comfortable"' in client.get(study).content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/static/built/caseloom.css", "/static/nothing.css", "/enter/guess"]
)
def test_every_answer_carries_the_headers(client: Client, stranger: Client, path: str) -> None:
    for browser in (client, stranger):
        headers = browser.get(path).headers
        policy = directives(headers["Content-Security-Policy"])
        assert policy["default-src"] == "'none'"
        assert (
            policy["script-src"]
            == policy["style-src"]
            == policy["connect-src"]
            == policy["form-action"]
            == "'self'"
        )
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert not re.search(r"unsafe|https?:|\*|data:", headers["Content-Security-Policy"])
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["../settings.py", "..%2fsettings.py", "css/../../settings.py", "/etc/passwd", "css"]
)
def test_nothing_but_what_is_shipped_is_served(client: Client, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_pages_are_not_kept_by_the_browser(client: Client, study: str) -> None:
    assert client.get(study).headers["Cache-Control"] == "no-store"


def test_the_key_is_kept_between_runs_for_its_owner_only(tmp_path: Path) -> None:
    first = doorkey.keep(tmp_path)
    assert doorkey.keep(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "door.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage", ["", "{}", '{"secret": "short", "port": 8000}', '{"secret": 1, "port": "x"}', "[]"]
)
def test_a_damaged_key_is_replaced(tmp_path: Path, damage: str) -> None:
    doorkey.keep(tmp_path)
    (tmp_path / "door.json").write_text(damage, "utf-8")
    made = doorkey.keep(tmp_path)
    assert len(made.secret) >= 50
    assert doorkey.keep(tmp_path) == made


def test_a_key_that_others_can_read_is_replaced(tmp_path: Path) -> None:
    first = doorkey.keep(tmp_path)
    (tmp_path / "door.json").chmod(0o644)
    assert doorkey.keep(tmp_path) != first


def proof(client: Client, page: str) -> dict[str, Any]:
    """What a form on the page sends along to show that it is ours."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(page).content.decode())
    assert found is not None
    return {"csrfmiddlewaretoken": found[1]}


def directives(policy: str) -> dict[str, str]:
    """A Content-Security-Policy as directive → sources."""
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))
