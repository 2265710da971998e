"""Memos as pages, without scripts: written, read, changed, linked, found; an old page overwrites nothing."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from caseloom.coding.readings import codes, memos_in, passages
from caseloom.design.readings import card, cases
from caseloom.sources.actions import remove_source
from caseloom.studyfile import Thing
from caseloom.team.actions import edit_memo, link_memo, remove_memo, write_memo
from caseloom.team.model import NewMemo
from caseloom.team.readings import Memo, memos
from caseloom.web.addresses import short
from caseloom.web.desk import Desk
from caseloom.web.page import Visit
from caseloom.web.pages.beside import memo_panel
from caseloom.web.shelf import Shelf, Shelved
from tests.web import small_study
from tests.web.conftest import PORT, entered
from tests.web.copies import source_named
from tests.web.test_web_door import OURS, proof

HOSTILE = small_study.HOSTILE


def send(browser: Client, root: str, path: str, **fields: str | list[str]) -> Any:
    """Send a form as the page would; follows where the answer leads."""
    return browser.post(path, {**proof(browser, root), **fields}, **OURS, follow=True)


def page(browser: Client, address: str, **query: str | list[str]) -> str:
    """The page beneath its bar, as people read it: entities resolved, tags kept."""
    answer = browser.get(address, query, follow=True)
    assert answer.status_code == 200, address
    return main(answer)


def main(answer: Any) -> str:
    return html.unescape(answer.content.decode().partition("<main")[2])


def every(shelved: Shelved) -> tuple[Memo, ...]:
    with shelved.study.file.read() as db:
        return memos(db, shelved.study.viewer, limit=None).memos


def thing(shelved: Shelved, kind: str) -> Thing:
    """The case North, Berta's interview, the code Mornings, the study, or the first coding."""
    viewer = shelved.study.viewer
    if kind == "source":
        return Thing("source", source_named(shelved.study, "Berta Holm, wave 1"))
    with shelved.study.file.read() as db:
        if kind == "case":
            return Thing("case", next(each.id for each in cases(db, viewer) if each.name == "North"))
        if kind == "code":
            return Thing("code", next(each.id for each in codes(db, viewer) if each.label == "Mornings"))
        if kind == "study":
            found = card(db, viewer)
            assert found is not None
            return Thing("study", found.id)
        return Thing("coding", passages(db, viewer)[0].id)


def put(shelved: Shelved, about: Thing, text: str, kind: str = "reflexive", title: str = "") -> Memo:
    study = shelved.study
    id = write_memo(study.file, study.viewer, NewMemo(about, kind, text, title))
    return next(each for each in every(shelved) if each.id == id)


def address(root: str, memo: Memo) -> str:
    return f"{root}/memos/x-{short(memo.id)}"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


# -- written --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["study", "case", "source", "code", "coding"])
def test_a_memo_is_written_from_what_it_is_about(
    browser: Client, root: str, shelved: Shelved, kind: str
) -> None:
    about = thing(shelved, kind)
    said = page(browser, f"{root}/memos/new", about=str(about))
    assert field(said, "about") == str(about)
    answer = send(
        browser, root, f"{root}/memos/new",
        about=str(about), change=field(said, "change"), kind="question",
        title="", text="Why **here**?\r\nOr there?",
    )  # fmt: skip
    [memo] = every(shelved)
    assert (memo.about, memo.memo_kind, memo.title, memo.text) == (
        about,
        "question",
        "Why here?",
        "Why **here**?\nOr there?",
    )
    assert "<strong>here</strong>" in answer.content.decode()


def test_a_memo_on_a_cell_is_about_its_code_and_linked_to_the_rest(
    browser: Client, root: str, shelved: Shelved
) -> None:
    matrix = page(browser, f"{root}/matrix", rows="code", columns="case,wave")
    cell = re.findall(r'href="(/[^"]*/cells/mornings[^"]*)"', matrix)[0]
    panel = page(browser, cell)
    write = re.search(r'href="([^"]*/memos/new[^"]*)"', panel)
    assert write is not None
    form = page(browser, write[1])
    assert "About: " in form
    assert "Linked to: " in form
    links = re.findall(r'name="link" value="([^"]*)"', form)
    assert [each.partition(":")[0] for each in links] == ["case", "wave"]
    send(
        browser, root, f"{root}/memos/new", about=field(form, "about"), link=links,
        change=field(form, "change"), kind="theoretical", title="", text="They rise early here.",
    )  # fmt: skip
    [memo] = every(shelved)
    assert memo.about == thing(shelved, "code")
    assert [str(each) for each in memo.links] == links
    assert "They rise early here." in page(browser, cell)
    assert "They rise early here." in page(browser, f"{root}/memos", about=[str(memo.about), *links])
    other = next(each for each in re.findall(r'href="(/[^"]*/cells/compatibility[^"]*)"', matrix))
    assert "They rise early here." not in page(browser, other)
    assert "They rise early here." not in page(browser, f"{root}/memos", about=[str(memo.about), "study"])


def test_a_cell_of_voices_has_no_memos_of_its_own(browser: Client, root: str) -> None:
    matrix = page(browser, f"{root}/matrix", rows="code", columns="voice")
    cell = re.search(r'href="(/[^"]*/cells/[^"]*)"', matrix)
    assert cell is not None
    assert "/memos/new" not in page(browser, cell[1])


def test_the_form_sent_twice_writes_once(browser: Client, root: str, shelved: Shelved) -> None:
    said = page(browser, f"{root}/memos/new", about="study")
    fields = {"about": field(said, "about"), "change": field(said, "change"), "kind": "reflexive"}
    for _ in range(2):
        send(browser, root, f"{root}/memos/new", text="Once.", title="", **fields)
    assert len(every(shelved)) == 1


def test_short_names_work_in_the_address_and_nonsense_asks_what_it_is_about(
    browser: Client, root: str, shelved: Shelved
) -> None:
    case = thing(shelved, "case")
    said = page(browser, f"{root}/memos/new", about=f"case:{short(case.id)}")
    assert field(said, "about") == str(case)
    for nonsense in ("", "case:zzzzzzzz", "cell:1", "turn:x", "case:" + "0" * 32):
        said = page(browser, f"{root}/memos/new", about=nonsense)
        assert "<optgroup" in said, nonsense
        assert f'value="{case}"' in said


def test_from_the_list_a_memo_is_on_the_study(browser: Client, root: str, shelved: Shelved) -> None:
    said = page(browser, f"{root}/memos/new")
    assert f'<option value="{thing(shelved, "study")}" selected>' in said
    assert "data-unsaved>" in said
    nothing = page(browser, f"{root}/memos/new", about="case:zzzzzzzz")
    assert "selected>" not in nothing.partition('name="about"')[2].partition("</select>")[0]


def test_what_was_typed_stays_when_nothing_is_chosen_or_said(
    browser: Client, root: str, shelved: Shelved
) -> None:
    answer = send(browser, root, f"{root}/memos/new", about="", kind="question", title="T", text="My words.")
    assert "choose what the memo is about" in answer.content.decode()
    assert "My words." in answer.content.decode()
    about = str(thing(shelved, "case"))
    answer = send(browser, root, f"{root}/memos/new", about=about, kind="question", title="", text=" ")
    assert "A memo needs words; nothing was written" in answer.content.decode()
    assert every(shelved) == ()


def test_a_thing_taken_out_meanwhile_loses_no_words(browser: Client, root: str, shelved: Shelved) -> None:
    about = thing(shelved, "source")
    said = page(browser, f"{root}/memos/new", about=str(about))
    remove_source(shelved.study.file, shelved.study.viewer, about.id)
    answer = send(
        browser, root, f"{root}/memos/new",
        about=field(said, "about"), change=field(said, "change"), kind="question", title="", text="My words.",
    )  # fmt: skip
    assert "Nothing was written" in answer.content.decode()
    assert "My words." in answer.content.decode()
    assert every(shelved) == ()


def test_a_contact_summary_comes_with_its_headings(browser: Client, root: str, shelved: Shelved) -> None:
    about = thing(shelved, "source")
    said = page(browser, f"{root}/memos/new", about=str(about), kind="contact_summary")
    assert "\n# Main points\n\n\n# Surprises\n\n\n# Next questions\n</textarea>" in said
    assert field(said, "title") == "Contact summary: Berta Holm, wave 1"
    # Chosen in the form, with no text yet: the headings are put in, and nothing is written.
    answer = send(
        browser, root, f"{root}/memos/new", about=str(about), kind="contact_summary", title="", text=""
    )
    said = main(answer)
    assert "The headings of a contact summary have been put in" in said
    assert "# Surprises" in said
    assert every(shelved) == ()
    text = "# Main points\n\nThe oven.\n\n# Surprises\n\nNone.\n\n# Next questions\n\nWho lit it?"
    answer = send(
        browser, root, f"{root}/memos/new",
        about=str(about), kind="contact_summary", title=field(said, "title"), text=text,
    )  # fmt: skip
    said = main(answer)
    assert '<h2 dir="auto">Main points</h2>' in said
    assert "contact summary" in said
    assert "contact_summary" not in page(browser, f"{root}/memos/new", about=str(thing(shelved, "case")))


def test_a_reader_without_a_name_reads_and_is_told_how_to_write(tmp_path: Path) -> None:
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path], name="Ines Marklund"))
    written = put(desk.shelf.studies[0], thing(desk.shelf.studies[0], "case"), "Words.")
    desk.shelf.close()
    desk = Desk(PORT, Shelf.open([path]))
    browser = entered(desk)
    root = str(browser.get("/").headers["Location"])
    for where in (f"{root}/memos/new", address(root, written), f"{root}/memos"):
        assert 'method="post" action="' + root not in page(browser, where)
    assert "does not know who you are" in page(browser, f"{root}/memos/new", about="study")
    assert "Write a memo" not in page(browser, root)
    answer = send(
        browser, root, f"{root}/memos/new", about=str(written.about), kind="question", title="", text="Mine."
    )
    assert "does not know who you are" in answer.content.decode()
    assert len(every(desk.shelf.studies[0])) == 1
    desk.shelf.close()


# -- where they belong ----------------------------------------------------------------------------


def test_memos_are_listed_where_they_belong(browser: Client, root: str, shelved: Shelved) -> None:
    for kind in ("study", "case", "code"):
        put(shelved, thing(shelved, kind), f"On the {kind}.")
    home = page(browser, root)
    assert "On the study." in home
    assert re.search(r"<dt>memos</dt><dd><a href=\"[^\"]*/memos\?about=case:", home)
    code = page(browser, f"{root}/codebook/x-{short(thing(shelved, 'code').id)}")
    assert "On the code." in code
    assert f"/memos/new?about=code:{short(thing(shelved, 'code').id)}" in code
    listed = page(browser, f"{root}/memos", about=f"case:{short(thing(shelved, 'case').id)}")
    assert "On the case." in listed
    assert "On the code." not in listed


def test_a_source_s_panel_takes_the_memos_on_its_passages_too(shelved: Shelved) -> None:
    source = thing(shelved, "source")
    put(shelved, source, "On the source.")
    put(shelved, thing(shelved, "coding"), "On a coding of it.")
    with Visit(RequestFactory().get("/"), shelved).page() as page:
        alone = memo_panel(page, source)
        panel = memo_panel(page, source, memos_in(page.db, page.viewer, source.id))
    assert [each.title.label for each in alone.lines] == ["On the source."]
    assert [each.title.label for each in panel.lines] == ["On a coding of it.", "On the source."]
    assert panel.write.endswith(f"/memos/new?about=source:{short(source.id)}")
    assert panel.summary.endswith("&kind=contact_summary")


def test_a_linked_memo_is_shown_on_both_ends(browser: Client, root: str, shelved: Shelved) -> None:
    memo = put(shelved, thing(shelved, "case"), "On the case.")
    other = put(shelved, thing(shelved, "study"), "On the study.")
    at = address(root, memo)
    said = page(browser, at)
    assert "Nothing else yet" in said
    for to in (thing(shelved, "code"), Thing("memo", other.id)):
        assert f'<option value="{to}">' in said
        send(browser, root, at, do="link", thing=str(to))
    said = page(browser, at)
    assert said.count("Take this link out") == 2
    assert "On the case." in page(browser, f"{root}/codebook/x-{short(thing(shelved, 'code').id)}")
    assert "Memos that point to this one" in page(browser, address(root, other))
    send(browser, root, at, do="unlink", thing=str(Thing("memo", other.id)))
    assert "Memos that point to this one" not in page(browser, address(root, other))
    answer = send(browser, root, at, do="link", thing="nonsense")
    assert "Nothing was changed" in answer.content.decode()


def test_a_memo_on_a_coding_leads_to_its_words(browser: Client, root: str, shelved: Shelved) -> None:
    memo = put(shelved, thing(shelved, "coding"), "Said twice.")
    said = page(browser, address(root, memo))
    found = re.search(r'<a href="([^"]*\?at=[0-9a-f]{32}:\d+-\d+)"', said)
    assert found is not None
    assert "The passage you came for" in page(browser, found[1])


# -- changed --------------------------------------------------------------------------------------


def test_a_memo_is_changed_and_its_history_told(browser: Client, root: str, shelved: Shelved) -> None:
    memo = put(shelved, thing(shelved, "case"), "Before.", title="A title")
    at = address(root, memo)
    saw = field(page(browser, at), "saw")
    send(browser, root, at, do="edit", saw=saw, kind="theoretical", title="A title", text="After.")
    [now] = every(shelved)
    assert (now.text, now.memo_kind) == ("After.", "theoretical")
    link = re.search(r'href="([^"]*/history\?memo=[^"]*)"', page(browser, at))
    assert link is not None
    told = page(browser, link[1])
    assert "Ines Marklund changed the memo A title." in told
    assert "<del>Before.</del>" in told


def test_a_page_left_open_over_a_change_overwrites_nothing(
    browser: Client, root: str, shelved: Shelved
) -> None:
    memo = put(shelved, thing(shelved, "case"), "First.", title="A title")
    at = address(root, memo)
    saw = field(page(browser, at), "saw")
    study = shelved.study
    edit_memo(study.file, study.viewer, memo.id, text="Changed by another window.")
    answer = send(browser, root, at, do="edit", saw=saw, kind="reflexive", title="A title", text="Mine.")
    said = main(answer)
    assert "The page was older than the study" in said
    assert "Changed by another window." in said
    assert ">\nMine.</textarea>" in said
    assert every(shelved)[0].text == "Changed by another window."
    assert "The page was older" in send(browser, root, at, do="remove", saw=saw).content.decode()
    assert len(every(shelved)) == 1
    # Said again, knowing what stands there now, it is written.
    send(
        browser, root, at, do="edit", saw=field(said, "saw"), kind="reflexive", title="A title", text="Mine."
    )
    assert every(shelved)[0].text == "Mine."


def test_words_for_a_memo_that_was_taken_out_are_not_lost(
    browser: Client, root: str, shelved: Shelved
) -> None:
    memo = put(shelved, thing(shelved, "case"), "First.")
    at = address(root, memo)
    said = page(browser, at)
    remove_memo(shelved.study.file, shelved.study.viewer, memo.id)
    answer = send(
        browser, root, at,
        do="edit", saw=field(said, "saw"), about=field(said, "about"), kind="question",
        title="", text="My words.",
    )  # fmt: skip
    said = main(answer)
    assert "has been taken out meanwhile" in said
    assert ">\nMy words.</textarea>" in said
    assert field(said, "about") == str(memo.about)
    answer = send(browser, root, at, do="remove", saw="x")
    assert "has been taken out meanwhile" in answer.content.decode()
    assert browser.get(at).status_code in (404, 409)


def test_a_memo_is_taken_out_with_a_sentence(browser: Client, root: str, shelved: Shelved) -> None:
    memo = put(shelved, thing(shelved, "case"), "Words.")
    at = address(root, memo)
    answer = send(browser, root, at, do="remove", saw=field(page(browser, at), "saw"))
    assert "Taken out: the memo “Words.”" in answer.content.decode()
    assert every(shelved) == ()


def test_a_form_from_elsewhere_or_of_nonsense_does_nothing(
    browser: Client, root: str, shelved: Shelved
) -> None:
    memo = put(shelved, thing(shelved, "case"), "Words.")
    at = address(root, memo)
    assert browser.post(at, {"do": "remove"}).status_code == 403
    assert browser.post(f"{root}/memos/new", {"text": "x"}).status_code == 403
    assert send(browser, root, at, do="burn").status_code == 404
    assert len(every(shelved)) == 1


# -- found ----------------------------------------------------------------------------------------


def test_the_list_is_sifted_and_searched(browser: Client, root: str, shelved: Shelved) -> None:
    put(shelved, thing(shelved, "case"), "Little water.", "question")
    put(shelved, thing(shelved, "study"), "他们说没有水。", "theoretical", "水")
    listed = page(browser, f"{root}/memos")
    assert "2 memos, the newest first." in listed
    assert listed.index("他们说没有水") < listed.index("Little water.")
    assert "1 memo fits" in page(browser, f"{root}/memos", kind="question")
    assert "1 memo fits" in page(browser, f"{root}/memos", of="case")
    found = page(browser, f"{root}/memos", words="没有水")
    assert "<mark>没有水</mark>" in found
    assert "Little water" not in found
    assert "No memo fits" in page(browser, f"{root}/memos", words="wine")
    assert "memo" in page(browser, f"{root}/memos", words="-")
    assert "No memo fits" not in page(browser, f"{root}/memos", words="-")
    assert "2 memos" in page(browser, f"{root}/memos", kind="nonsense", by="nobody", of="cell")


def test_what_is_searched_in_the_sources_can_be_searched_in_the_memos(
    browser: Client, root: str, shelved: Shelved
) -> None:
    put(shelved, thing(shelved, "case"), "Nobody asked the bakers & their oven.", title="Asked")
    link = re.search(
        r'<a href="([^"]*)">Look for these words in the memos',
        page(browser, f"{root}/search", q='oven "the bakers"'),
    )
    assert link is not None
    assert "<mark>the bakers</mark>" in page(browser, link[1])


def test_many_memos_come_page_by_page(browser: Client, root: str, shelved: Shelved) -> None:
    for number in range(45):
        put(shelved, thing(shelved, "case"), f"Number {number}.")
    first = page(browser, f"{root}/memos")
    assert "1–40 / 45" in first
    assert "Number 4.<" not in first
    assert "Number 4.<" in page(browser, f"{root}/memos", **{"from": "40"})


def test_an_empty_list_says_what_belongs_there(browser: Client, root: str) -> None:
    said = page(browser, f"{root}/memos")
    assert "Nobody has written a memo yet" in said
    assert "/memos/new" in said


# -- hostile --------------------------------------------------------------------------------------


def test_hostile_words_are_shown_as_words_everywhere(browser: Client, root: str, shelved: Shelved) -> None:
    memo = put(shelved, thing(shelved, "study"), f"{HOSTILE}\n\n[x](javascript:alert(1))", title=HOSTILE)
    link_memo(shelved.study.file, shelved.study.viewer, memo.id, thing(shelved, "case"))
    for where in (root, f"{root}/memos", address(root, memo), f"{root}/history?memo={memo.id.hex}"):
        said = browser.get(where, follow=True).content.decode()
        assert "<script>alert" not in said, where
        assert "<img" not in said, where
        assert 'href="javascript' not in said.casefold(), where
        assert "&lt;script&gt;alert(" in said, where
