"""Every page of a study: there, whole, escaped, and each link on it leads somewhere."""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web import small_study
from tests.web.conftest import PORT, entered

PAGES = (
    "",
    "/sources",
    "/sources?case=none",
    "/sources?kind=document&lacking=date",
    "/codebook",
    "/codebook?show=unused",
    "/candidates",
    "/search",
    "/search?q=oven",
    "/search?q=炉子",
    "/search?q=zebra",
    "/search?q=%22",
    "/matrix",
    "/matrix?rows=gh2004&columns=case&cell=codings",
    "/matrix?rows=code&columns=case,wave&cell=words&only=used",
    "/matrix?rows=participant&columns=source_kind&cell=sources",
    "/matrix?rows=construct&columns=case,phase&clock=about&reach=up_to",
    "/matrix?rows=code&columns=interval&intervals=2019/2020,2021/2023",
    "/matrix?cell=candidates",
    "/matrix?columns=wave,phase",
    "/matrix?cell=candidates&clock=about",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_there(client: Client, study: str, page: str) -> None:
    answer = client.get(study + page)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Ovens &amp; &lt;i&gt;mornings&lt;/i&gt;" in text
    assert "Invented for the tests." in text


def test_every_link_of_every_page_leads_somewhere(client: Client, study: str) -> None:
    seen, waiting = set(), [study]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        for link in links(answer.content.decode()):
            path = html.unescape(link).partition("#")[0]
            if path.startswith("/studies/") and path not in seen:
                seen.add(path)
                waiting.append(path)
    assert len(seen) > 100


def test_no_page_holds_an_inline_script_or_style(client: Client, study: str) -> None:
    for page in (*PAGES, *sources(client, study)):
        found = Inline()
        found.feed(client.get(study + page if page[:8] != "/studies" else page).content.decode())
        assert found.faults == []


def test_hostile_words_are_shown_as_words(client: Client, study: str) -> None:
    page = client.get(sources(client, study)[0]).content.decode()
    assert html.escape(small_study.HOSTILE) in page
    assert "<img src=x" not in page
    found = client.get(f"{study}/search", {"q": "wall"}).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in found


def test_a_hostile_search_is_shown_as_words(client: Client, study: str) -> None:
    page = client.get(f"{study}/search", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_turn_s_words_stand_exactly_where_the_page_says(client: Client, study: str) -> None:
    page = client.get(sources(client, study)[0]).content.decode()
    turns = re.findall(r'data-start="(\d+)"[^>]*>([^<]*)</p>', page)
    assert len(turns) == 6
    for start, words in turns:
        said = html.unescape(words)
        assert small_study.OVEN[int(start) : int(start) + len(said)] == said


def test_codings_are_marked_in_code_points_and_named_in_the_margin(client: Client, study: str) -> None:
    page = client.get(sources(client, study)[0]).content.decode()
    turn = re.search(
        r'data-start="\d+" data-marks="(\d+) (\d+) \d+ \d+">([^<]*🧱[^<]*)</p>(.*?)</li>', page, re.S
    )
    assert turn is not None
    start, end, words, margin = turn.groups()
    assert html.unescape(words)[int(start) : int(end)] == "in four parts"
    assert "coded:" in margin
    assert "Mornings" in margin


def test_a_place_opens_its_turn_and_its_words(client: Client, study: str) -> None:
    start = small_study.OVEN.index("It fits")
    address = f"{sources(client, study)[0]}?at={start}-{start + 7}"
    page = client.get(address).content.decode()
    here = re.search(r'<li class="turn[^"]*is-here[^"]*" id="t(\d+)"', page)
    assert here is not None
    assert f'data-at="{start}-{start + 7}"' in page
    assert ">It fits</a>" in page


@pytest.mark.parametrize("at", ["", "x", "5-5", "9-5", "1-99999999", "0" * 32 + ":0-4", "-1-4", "1-2-3"])
def test_a_place_that_is_none_still_opens_the_source(client: Client, study: str, at: str) -> None:
    answer = client.get(sources(client, study)[0], {"at": at})
    assert answer.status_code == 200


def test_a_passage_s_address_carries_its_revision(client: Client, study: str) -> None:
    code = next(
        link for link in links(client.get(f"{study}/codebook").content.decode()) if "/compatibility" in link
    )
    passages = [html.unescape(link) for link in links(client.get(code).content.decode()) if "?at=" in link]
    assert passages
    assert all(re.search(r"\?at=[0-9a-f]{32}:\d+-\d+$", link) for link in passages)


def test_old_names_are_sent_to_new_ones(client: Client, study: str) -> None:
    source = sources(client, study)[0]
    old = source.replace("berta-holm-wave-1", "what-it-was-called").replace("ovens", "stoves")
    once = client.get(f"{old}?at=3-9")
    assert once.status_code == 302
    twice = client.get(once.headers["Location"])
    assert (twice.status_code, twice.headers["Location"]) == (302, f"{source}?at=3-9")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/sources/untitled-00000000", "This source is not in the study any more."),
        ("/sources/untitled-00000000/correct", "This source is not in the study any more."),
        ("/codebook/nothing", "This code is not in the study any more."),
        ("/participants/nobody/withdraw", "This participant is not in the study any more."),
        ("/cells/x", "There is no such page in this study."),
        ("/cells/x?row=&at=1", "There is no such page in this study."),
        ("/nowhere", "There is no such page"),
        ("/sources/", "There is no such page"),
    ],
)
def test_what_is_not_there_is_said_so(client: Client, study: str, path: str, said: str) -> None:
    answer = client.get(study + path)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert said in page
    assert ("rail-rooms" in page) == (path not in ("/nowhere", "/sources/")), "within the study's frame"


def test_a_study_that_is_not_open_is_not_there(client: Client) -> None:
    assert client.get("/studies/another-00000000").status_code == 404


def test_pages_are_only_read(client: Client, study: str) -> None:
    ours = {"HTTP_ORIGIN": f"http://127.0.0.1:{PORT}"}
    token = client.get(study).content.decode().partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = client.post(study, {"csrfmiddlewaretoken": token}, **ours)
    assert answer.status_code == 405


def test_two_studies_are_listed(study_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.caseloom"
    small_study.make_heavy(other, paragraphs=4, codings=4)
    desk = Desk(PORT, Shelf.open([study_path, other]))
    page = entered(desk).get("/").content.decode()
    assert "Heavy" in page
    assert "other.caseloom" in page
    desk.shelf.close()


def test_an_empty_study_says_what_belongs_there(tmp_path: Path) -> None:
    from caseloom.design.model import StudyCard
    from caseloom.rooms import create_study

    path = tmp_path / "empty.caseloom"
    create_study(path, StudyCard(title="Empty"), as_name="Nora").close()
    desk = Desk(PORT, Shelf.open([path]))
    browser = entered(desk)
    study = browser.get("/").headers["Location"]
    for page in PAGES:
        missing = "gh2004" in page  # a framework that this study has not adopted
        assert browser.get(study + page).status_code == (404 if missing else 200), page
    assert "caseloom import empty.caseloom" in browser.get(f"{study}/sources").content.decode()
    assert "caseloom frameworks adopt empty.caseloom" in browser.get(f"{study}/codebook").content.decode()
    desk.shelf.close()


def test_interviewers_words_look_different(client: Client, study: str) -> None:
    page = client.get(sources(client, study)[0]).content.decode()
    asked = re.search(r'<li class="([^"]*)" id="t1"', page)
    said = re.search(r'<li class="([^"]*)" id="t2"', page)
    assert asked is not None
    assert "not-evidence" in asked[1]
    assert said is not None
    assert "not-evidence" not in said[1]


def test_the_language_of_a_source_is_named(client: Client, study: str) -> None:
    chinese = next(link for link in sources(client, study) if "林老师" in link)
    assert 'class="turns" lang="zh"' in client.get(chinese).content.decode()


def links(page: str) -> list[str]:
    """Every address that a page links to."""
    return re.findall(r'href="([^"]*)"', page)


def sources(client: Client, study: str) -> list[str]:
    """The addresses of the study's sources, in the list's order."""
    page = client.get(f"{study}/sources").content.decode()
    return [html.unescape(link) for link in links(page) if link.startswith(f"{study}/sources/")]


class Inline(HTMLParser):
    """Finds what a strict Content-Security-Policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Note style and on… attributes, style elements, scripts without a source, javascript: links."""
        given = dict(attrs)
        self.faults += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))
        ]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.faults.append(tag)
        for name in ("href", "src", "action"):
            value = given.get(name) or ""
            if re.match(r"(?i)\s*(javascript|data|https?):", value) or value.startswith("//"):
                self.faults.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(("path", "room"), [("codebook", "Coding"), ("matrix", "Analysis")])
def test_a_page_that_is_named_otherwise_than_its_room_says_the_room_before_its_name(
    client: Client, study: str, path: str, room: str
) -> None:
    page = client.get(f"{study}/{path}").content.decode()
    way = re.search(r'<ol class="where">(.*?)</ol>', page, re.S)
    assert way is not None
    steps = re.findall(r"<li[^>]*><(?:a|span)([^>]*)>([^<]*)<", way[1])
    assert [label for _, label in steps[1:]] == [room, path.capitalize()]
    assert ["aria-current" in each for each, _ in steps] == [False, False, True]
