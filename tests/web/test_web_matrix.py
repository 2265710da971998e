"""The matrix page: what its cells say, and that each opens exactly what it counts."""

import html
import re
from uuid import UUID

import pytest
from django.test import Client

from caseloom.analysis.model import MatrixRequest
from caseloom.analysis.readings import matrix
from caseloom.reporting.analysis import numbers
from caseloom.web.desk import Desk
from tests.web.test_web_pages import links

NORTH, FIT = "/matrix?rows=cfir2022&columns=case", "Compatibility"


def test_a_cell_says_how_many_of_those_interviewed(client: Client, study: str) -> None:
    row = row_of(client.get(study + NORTH).content.decode(), FIT)
    assert '<span class="cell-number">1 <small>of 2</small></span>' in row
    assert 'aria-label="interview"' in row


def test_a_cell_names_its_informants(client: Client, study: str) -> None:
    row = row_of(client.get(study + NORTH).content.decode(), FIT)
    assert 'data-names="Compatibility, North: 1 of 2 interviewed (Berta Holm)"' in row


def test_nothing_collected_and_no_evidence_are_told_apart(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?rows=cfir2022&columns=case,wave").content.decode()
    row = row_of(page, FIT)
    assert re.search(r'class="cell nothing[^"]*"><span class="unseen">nothing collected<', row)
    assert re.search(r'class="cell blank[^"]*"><span class="unseen">no evidence coded<', row)


def test_a_heading_counts_what_stands_beneath_it(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?rows=cfir2022&columns=case&cell=codings").content.decode()
    heading = row_of(page, "Inner Setting")
    assert '<span class="cell-number">1</span>' in heading
    assert "beneath=1" in heading


def test_the_evidence_rule_stands_above(client: Client, study: str) -> None:
    assert "this wave only" in client.get(f"{study}/matrix").content.decode()
    said = client.get(f"{study}/matrix?reach=up_to").content.decode()
    assert "up to the end of this wave" in said


def test_a_cell_opens_as_many_passages_as_it_counts(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?rows=code&columns=case,wave&cell=codings").content.decode()
    doors = re.findall(r'<a class="door" href="([^"]*)"[^>]*><span class="cell-number">(\d+)</span>', page)
    assert len(doors) == 3
    for address, number in doors:
        opened = client.get(html.unescape(address)).content.decode()
        assert opened.count('<article class="passage') == int(number), address


def test_a_cell_opens_beside_the_matrix_or_as_a_page(client: Client, study: str) -> None:
    address = html.unescape(door_of(row_of(client.get(study + NORTH).content.decode(), FIT)))
    page = client.get(address).content.decode()
    part = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert part.startswith('<div class="panel-head">')
    assert "It fits how we already bake" in part
    beside = client.get(address.replace("/cells/compatibility", "/matrix")).content.decode()
    assert "It fits how we already bake" in beside
    assert "data-matrix" in beside


def test_a_cell_tells_who_gave_evidence_and_who_did_not(client: Client, study: str) -> None:
    address = html.unescape(door_of(row_of(client.get(study + NORTH).content.decode(), FIT)))
    page = client.get(address).content.decode()
    assert "1 of 2 people interviewed gave evidence; 1 passage in all." in page
    people = re.findall(r"<li( class=\"muted\")?><i class=\"dot( full)?\"[^>]*></i>([^<]*)<", page)
    assert [(full, name.strip()) for _, full, name in people] == [
        (" full", "Berta Holm"),
        ("", "Carl Åkesson"),
    ]


def test_candidates_have_another_look_and_are_in_no_count(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?rows=cfir2022&columns=case&cell=candidates").content.decode()
    row = row_of(page, FIT)
    assert 'class="cell candidates share-0' in row
    assert "no evidence" in page
    opened = client.get(html.unescape(door_of(row))).content.decode()
    assert 'class="passage is-candidate"' in opened
    assert "not yet judged by a person" in opened


def test_a_matrix_that_cannot_be_drawn_says_why(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?columns=wave,phase").content.decode()
    assert "A matrix has one grain of time" in page
    assert 'role="alert"' in page


@pytest.mark.parametrize("asked", ["rows=cfir", "voice=Nobody&columns=case"])
def test_a_framework_or_voice_that_is_not_there_is_said_and_not_found(
    client: Client, study: str, asked: str
) -> None:
    answer = client.get(f"{study}/matrix?{asked}")
    assert answer.status_code == 404
    assert re.search(r'role="alert".*(“cfir”|“Nobody”).*It has “', answer.content.decode())
    assert client.get(f"{study}/cells/x?{asked}&row=x&at=y").status_code == 404


def test_every_door_gives_the_same_numbers(client: Client, study: str, desk: Desk) -> None:
    page = client.get(f"{study}/matrix?rows=cfir2022&columns=case&cell=codings").content.decode()
    opened = desk.shelf.studies[0].study
    with opened.file.read() as db:
        asked = MatrixRequest(columns=("case",), cell="codings", framework="cfir2022")
        listing = numbers(matrix(db, opened.viewer, asked))
    for row in listing.rows:
        [line] = re.findall(rf'<tr [^>]*data-row="{UUID(str(row[1])).hex}".*?</tr>', page, re.S)
        shown = re.findall(r'<span class="cell-number">(\d+)', line)
        assert [int(each) for each in shown] == [value for value in row[6:] if value], row


def test_folded_rows_are_remembered_by_the_address(client: Client, study: str) -> None:
    page = client.get(study + NORTH).content.decode()
    key = re.search(r'<tr class="level-1 folds" data-row="([0-9a-f]{32})"', page)
    assert key is not None
    folded = client.get(f"{study}{NORTH}&fold={key[1]}").content.decode()
    assert f'data-row="{key[1]}" data-folded' in folded
    assert re.search(rf'data-parent="{key[1]}" hidden', folded)


def test_the_controls_show_what_was_asked(client: Client, study: str) -> None:
    page = client.get(f"{study}/matrix?rows=gh2004&columns=case&cell=words&clock=about").content.decode()
    chosen = re.findall(r'<option value="([^"]*)" selected>', page)
    assert chosen[:4] == ["gh2004", "case", "words", "about"]


def test_counts_in_the_codebook_open_what_they_count(client: Client, study: str) -> None:
    page = client.get(f"{study}/codebook").content.decode()
    row = page[page.index(">Mornings<") :].partition("</tr>")[0]
    opened = client.get(next(html.unescape(link) for link in links(row) if "case=" in link)).content.decode()
    assert opened.count('<article class="passage') == 2
    assert "2 passages in North." in opened


def test_a_definition_says_where_each_text_comes_from(client: Client, study: str) -> None:
    address = next(
        link for link in links(client.get(f"{study}/codebook").content.decode()) if "/compatibility-" in link
    )
    page = client.get(html.unescape(address).partition("?")[0].partition("#")[0]).content.decode()
    assert "A paraphrase by Caseloom" in page
    assert "provisional until the team agrees" in page
    assert re.search(r"code it under</span> <a href=\"/studies/[^\"]*/codebook/", page)
    assert "Related constructs of other frameworks" in page


def row_of(page: str, label: str) -> str:
    """The table row whose head is `label`."""
    rows = re.findall(r"<tr class=\"level.*?</tr>", page, re.S)
    return next(row for row in rows if f">{label}</a></th>" in row)


def door_of(row: str) -> str:
    """The address of the first filled cell of a row."""
    found = re.search(r'<a class="door" href="([^"]*)"', row)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("typed", "language", "heads"),
    [
        ("2019 to 2020, about 2021", "en", ("2019 to 2020", "about 2021")),
        ("2019/2020，2021", "en", ("2019 to 2020", "2021")),
        ("de mai 2019 à 2020", "fr", ("de mai 2019 à 2020",)),
    ],
)
def test_intervals_are_typed_as_the_page_prints_them(
    client: Client, study: str, typed: str, language: str, heads: tuple[str, ...]
) -> None:
    asked = {"rows": "code", "columns": "interval", "intervals": typed}
    page = client.get(f"{study}/matrix", asked, headers={"accept-language": language}).content.decode()
    for head in heads:
        assert f">{head}<" in page
    assert f'value="{typed}"' in page


def test_an_interval_that_is_no_time_is_said_and_stays_typed(client: Client, study: str) -> None:
    page = client.get(
        f"{study}/matrix", {"columns": "interval", "intervals": "2019, lately"}
    ).content.decode()
    assert "“lately” is not a time that Caseloom can read" in page
    assert 'value="2019, lately"' in page
