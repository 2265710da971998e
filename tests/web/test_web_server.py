"""The server itself: where it listens, which port it takes, and that it lets go."""

import http.client
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from caseloom.studyfile.errors import NoSuchStudy
from caseloom.web import doorkey
from caseloom.web.server import PortTaken, Serving, prepare


def running(serving: Serving) -> threading.Thread:
    """The server at work until it is closed, which it may be while it waits for somebody."""

    def run() -> None:
        with suppress(OSError):
            serving.run()

    at_work = threading.Thread(target=run, daemon=True)
    at_work.start()
    return at_work


def port_of(address: str) -> int:
    return int(address.split(":")[2].partition("/")[0])


def test_it_listens_on_this_machine_only(study_path: Path) -> None:
    serving = prepare([study_path], port=0)
    port = port_of(serving.address)
    assert serving.address.startswith(f"http://127.0.0.1:{port}/enter/")
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=2)
    serving.close()


def test_it_takes_the_port_it_had_the_last_time(study_path: Path) -> None:
    kept = doorkey.keep().port
    for _run in range(2):
        serving = prepare([study_path])
        assert port_of(serving.address) == kept
        serving.close()


def test_where_that_port_is_taken_it_takes_another(study_path: Path) -> None:
    kept = doorkey.keep().port
    with socket.create_server(("127.0.0.1", kept)):
        serving = prepare([study_path])
        assert port_of(serving.address) != kept
        serving.close()


def test_a_port_that_was_asked_for_and_is_taken_is_refused(study_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is in use"):
            prepare([study_path], port=port)


def test_what_cannot_be_opened_leaves_no_port_taken(tmp_path: Path) -> None:
    kept = doorkey.keep().port
    with pytest.raises(NoSuchStudy):
        prepare([tmp_path / "nothing.caseloom"])
    with socket.create_server(("127.0.0.1", kept)):
        pass


def test_each_address_is_for_one_browser(study_path: Path) -> None:
    first, second = prepare([study_path], port=0), prepare([study_path], port=0)
    assert first.address.rpartition("/")[2] != second.address.rpartition("/")[2]
    first.close()
    second.close()


@pytest.mark.parametrize(
    "said", [{}, {"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_what_a_stranger_sends_is_refused_before_it_is_taken_in(
    study_path: Path, said: dict[str, str]
) -> None:
    serving = prepare([study_path], port=0)
    at_work = running(serving)
    port = port_of(serving.address)
    try:
        for large in ({"Content-Length": "150000000"}, {"Transfer-Encoding": "chunked"}):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            asked.putrequest("POST", "/studies/x/sources/y/pictures")
            for name, value in {**said, **large}.items():
                asked.putheader(name, value)
            asked.endheaders()
            assert asked.getresponse().status == 400  # though nothing of the body was sent
            asked.close()
    finally:
        serving.close()
        at_work.join(timeout=10)


def test_what_people_bring_is_taken_in_though_it_is_large(study_path: Path) -> None:
    serving = prepare([study_path], port=0)
    at_work = running(serving)
    port = port_of(serving.address)
    asked = http.client.HTTPConnection("127.0.0.1", port)
    asked.request("POST", "/", bytes(3_000_000), {"Origin": f"http://127.0.0.1:{port}"})
    answer = asked.getresponse()
    assert answer.status == 403  # by the program itself, which lets only whom it knows in
    assert b"<!DOCTYPE html>" in answer.read()
    asked.close()
    serving.close()
    at_work.join(timeout=10)
    assert not at_work.is_alive()
