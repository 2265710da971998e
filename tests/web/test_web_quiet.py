"""The pages keep what they read to themselves: no words in logs, no database of Django's, no print."""

import logging
import sys

import pytest
from django.conf import settings
from django.test import Client

from caseloom.language import CaseloomError
from caseloom.web.desk import Desk
from caseloom.web.logs import Wordless
from caseloom.web.pages.study import home as home_page
from caseloom.web.settings import shell
from tests.web.conftest import client_at


def test_django_has_no_database_and_no_accounts() -> None:
    assert shell(port=1, secret="")["DATABASES"] == {}
    assert settings.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy"
    assert not [app for app in settings.INSTALLED_APPS if "auth" in app or "admin" in app]
    assert settings.DEBUG is False


def test_a_log_line_holds_places_but_no_words() -> None:
    try:
        raise ValueError("what Berta said")
    except ValueError:
        record = logging.LogRecord(
            "django", logging.ERROR, "", 0, "asked for %s", ("her name",), sys.exc_info()
        )
    line = Wordless().format(record)
    assert "ValueError" in line
    assert "test_web_quiet.py" in line
    assert "Berta" not in line
    assert "her name" not in line


def test_a_fault_gives_a_page_of_sentences_and_no_words(
    desk: Desk, study: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_args: object) -> None:
        raise RuntimeError("what Berta said")

    monkeypatch.setattr(home_page, "home", faulty)
    browser = client_at(desk)
    browser.raise_request_exception = False
    browser.get(f"/enter/{desk.tokens.issue()}")
    answer = browser.get(study, {"q": "her name"})
    told = answer.content.decode()
    assert answer.status_code == 500
    assert "nothing in it was changed" in told
    assert answer.headers["Content-Security-Policy"]
    assert "Berta" not in told + capsys.readouterr().err
    assert "her name" not in capsys.readouterr().err


def test_an_error_of_ours_is_shown_as_its_sentence(
    client: Client, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OvenCold(CaseloomError):
        sentence = "The oven of {name} is cold; nothing was baked. Light it."

    def faulty(*_args: object) -> None:
        raise OvenCold(name="<b>North</b>")

    monkeypatch.setattr(home_page, "home", faulty)
    answer = client.get(study)
    assert answer.status_code == 409
    assert (
        "The oven of &lt;b&gt;North&lt;/b&gt; is cold; nothing was baked. Light it."
        in answer.content.decode()
    )
