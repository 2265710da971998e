"""Working in the codebook's pages: nothing is overwritten or lost; versions, and codings to read again."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseloom.coding.actions import add_coding, set_code
from caseloom.coding.kinds import COLOURS
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import Code, codes, passages, recoding, versions, waiting_codings
from caseloom.web.components.passages import HUES, slot, slots
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf, Shelved
from tests.web import small_study
from tests.web.conftest import PORT, entered
from tests.web.copies import source_named
from tests.web.test_web_door import OURS, proof

FIT = "Compatibility"


class Book:
    """The codebook of a small study of this test's own, in the hands of Ines."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.browser = desk, entered(desk)
        self.root = str(self.browser.get("/").headers["Location"])

    @property
    def shelved(self) -> Shelved:
        return self.desk.shelf.studies[0]

    def codes(self) -> dict[str, Code]:
        study = self.shelved.study
        with study.file.read() as db:
            return {each.label: each for each in reversed(codes(db, study.viewer))}

    def coded(self) -> list[tuple[str, str, str]]:
        study = self.shelved.study
        with study.file.read() as db:
            return [(each.quote, each.code_label, each.coder_name) for each in passages(db, study.viewer)]

    def ids(self, label: str) -> list[str]:
        study = self.shelved.study
        with study.file.read() as db:
            return [each.id.hex for each in passages(db, study.viewer, code=self.codes()[label].id)]

    def code(self, quote: str, label: str) -> None:
        study = self.shelved.study
        source = source_named(study, "Berta Holm, wave 1")
        new = NewCoding(code=self.codes()[label].id)
        add_coding(study.file, study.viewer, source, Quotation(quote=quote), new)

    def at(self, label: str, *steps: str) -> str:
        """The address of a code's page."""
        page = self.text(f"{self.root}/codebook")
        found = re.search(rf'href="([^"]*)"[^>]*>{re.escape(label)}</a>', page)
        assert found is not None, label
        return "/".join((found[1], *steps))

    def text(self, address: str, **query: str) -> str:
        answer = self.browser.get(address, query, follow=True)
        assert answer.status_code == 200, address
        return html.unescape(answer.content.decode())

    def form(self, address: str, **query: str) -> dict[str, str]:
        """What the last form of the page itself would send as it stands."""
        page = self.browser.get(address, query, follow=True).content.decode()
        forms = re.findall(r'<form method="post"(?![^>]* action=).*?</form>', page, re.S)
        sent: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]*>", forms[-1]):
            said = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
            if said.get("type") in ("radio", "checkbox") and " checked" not in tag:
                continue
            sent[said["name"]] = html.unescape(said.get("value", ""))
        for name, words in re.findall(
            r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', forms[-1], re.S
        ):
            sent[name] = html.unescape(words)
        for name, inner in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', forms[-1], re.S):
            chosen = re.search(r'value="([^"]*)" selected', inner)
            sent[name] = chosen[1] if chosen else ""
        return sent

    def send(self, path: str, **fields: Any) -> str:
        answer = self.browser.post(path, {**proof(self.browser, self.root), **fields}, **OURS, follow=True)
        assert answer.status_code == 200, path
        return html.unescape(answer.content.decode())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path], name="Ines Marklund"))
    yield Book(desk)
    desk.shelf.close()


@pytest.fixture
def nameless(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "small.caseloom"
    small_study.make(path)
    desk = Desk(PORT, Shelf.open([path]))
    yield Book(desk)
    desk.shelf.close()


# -- what is said of a code -------------------------------------------------------------------------


def test_a_code_is_made_under_another(book: Book) -> None:
    address = f"{book.root}/codebook/new"
    under = book.at("Mornings").rpartition("-")[2]
    form = book.form(address, under=under)
    page = book.send(address, **{**form, "label": "Dawn", "definition": "The first light.", "shortcut": "4"})
    assert "The code was made." in page
    made = book.codes()["Dawn"]
    assert (made.parent, made.definition, made.shortcut) == (
        book.codes()["Mornings"].id, "The first light.", "4"
    )  # fmt: skip


def test_a_code_without_a_label_is_not_made_and_what_was_typed_stays(book: Book) -> None:
    page = book.send(f"{book.root}/codebook/new", label=" ", definition="Of bread.")
    assert "A code needs a label" in page
    assert "Of bread." in page


def test_what_is_changed_in_the_form_is_changed_in_the_study(book: Book) -> None:
    address = book.at("Mornings", "edit")
    form = book.form(address)
    assert form["definition"] == "Talk of mornings."
    said = {"definition": "Talk of early hours.", "near_misses": "Evenings\n\n Nights ", "colour": "teal"}
    page = book.send(address, **{**form, **said})
    assert "The code was changed." in page
    found = book.codes()["Mornings"]
    assert (found.definition, found.near_misses, found.colour) == (
        "Talk of early hours.", ("Evenings", "Nights"), "teal"
    )  # fmt: skip
    assert "Near misses" in page
    assert "Nothing was different" in book.send(address, **book.form(address))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_and_both_are_shown(book: Book) -> None:
    address = book.at("Mornings", "edit")
    form = book.form(address)
    study = book.shelved.study
    set_code(study.file, study.viewer, book.codes()["Mornings"].id, definition="Theirs.", examples="At six.")
    page = book.send(address, **{**form, "definition": "Mine."})
    assert "nothing was saved" in page
    assert "Mine.</textarea>" in page
    assert re.search(r"The study says now</p>\s*<p[^>]*>Theirs\.", page)
    assert "At six.</textarea>" in page, "what I left alone is what it is now"
    assert book.codes()["Mornings"].definition == "Theirs."
    again = re.findall(r'name="saw-definition" value="(\w+)"', page)[0]
    book.send(address, **{**form, "definition": "Mine.", "saw-definition": again})
    found = book.codes()["Mornings"]
    assert (found.definition, found.examples) == ("Mine.", ("At six.",))


def test_a_change_of_another_field_meanwhile_stands_beside_mine(book: Book) -> None:
    address = book.at("Mornings", "edit")
    form = book.form(address)
    study = book.shelved.study
    set_code(study.file, study.viewer, book.codes()["Mornings"].id, inclusion="Breakfast")
    assert "The code was changed." in book.send(address, **{**form, "definition": "Mine."})
    found = book.codes()["Mornings"]
    assert (found.definition, found.inclusion) == ("Mine.", ("Breakfast",))


def test_a_construct_gets_the_project_s_wording_and_keeps_the_framework_s_words(book: Book) -> None:
    address = book.at(FIT, "edit")
    form = book.form(address)
    assert "label" not in form
    assert "definition" not in form
    said = {"project_wording": "Does it fit our ovens?", "examples": "It fits.", "shortcut": "1"}
    page = book.send(address, **{**form, **said})
    assert "Does it fit our ovens?" in page
    found = book.codes()[FIT]
    assert found.construct is not None
    assert (found.construct.project_wording, found.examples, found.shortcut) == (
        "Does it fit our ovens?", ("It fits.",), "1"
    )  # fmt: skip
    assert found.label == FIT


def test_a_key_given_to_another_code_says_whose_it_was(book: Book) -> None:
    for label in ("Mornings", FIT):
        address = book.at(label, "edit")
        page = book.send(address, **{**book.form(address), "shortcut": "7"})
    assert "Key 7 was “Mornings”’s, which has none now." in page
    assert book.codes()["Mornings"].shortcut == ""
    chosen = book.browser.get(f"{book.root}/codes").json()["codes"]
    assert [each["label"] for each in chosen if each["shortcut"] == "7"] == [FIT]


def test_a_code_cannot_be_put_under_itself(book: Book) -> None:
    address = book.at("Mornings", "edit")
    options = re.search(r'name="parent".*?</select>', book.text(address), re.S)
    assert options is not None
    assert "Mornings" not in options[0]
    own = book.at("Mornings").rpartition("-")[2]
    assert "cannot stand beneath itself" in book.send(address, **{**book.form(address), "parent": own})


def test_a_colour_shows_wherever_the_code_does(book: Book) -> None:
    study = book.shelved.study
    set_code(study.file, study.viewer, book.codes()["Mornings"].id, colour="magenta")
    hue = COLOURS.index("magenta") + 1
    page = book.text(f"{book.root}/codebook")
    assert re.search(rf'mark hue-{hue} line-\d"><a href="[^"]*mornings', page)
    source = re.search(r'href="([^"]*berta-holm[^"]*)"', book.text(f"{book.root}/sources"))
    assert source is not None
    assert re.search(rf'mark hue-{hue} line-\d[^>]*><a href="[^"]*mornings', book.text(source[1]))
    chosen = book.browser.get(f"{book.root}/codes").json()["codes"]
    assert next(each["hue"] for each in chosen if each["label"] == "Mornings") == hue


def test_the_command_box_says_codes_by_name_where_an_exclusion_sends_to_them(book: Book) -> None:
    chosen = book.browser.get(f"{book.root}/codes").json()["codes"]
    lines = [line for each in chosen for line in each["exclusion"]]
    assert any(" → " in line for line in lines)
    assert not [line for line in lines if re.search(r"→ \w+\.\w", line)], "a reference is no name"


def test_codes_of_one_colour_have_lines_of_their_own() -> None:
    assert len(COLOURS) == HUES
    assert slots([0, 1, 2], [0, 0, 0]) == [slot(0), slot(1), slot(2)]
    assert slots([0, 1, 2, 3], [0, 1, 1, 1]) == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert len(set(slots([0, 1, 2, 3, 4], [2, 0, 2, 2, 2]))) == 4, "the fifth of one hue has to share a line"


def test_a_reader_without_a_name_changes_nothing(nameless: Book) -> None:
    address = nameless.at("Mornings", "edit")
    page = nameless.send(address, **{**nameless.form(address), "definition": "Mine."})
    assert "said-trouble" in page
    assert "Mine.</textarea>" in page
    assert nameless.codes()["Mornings"].definition == "Talk of mornings."


# -- merging, splitting, retiring -------------------------------------------------------------------


def test_a_code_to_merge_into_is_written_and_of_several_chosen(book: Book) -> None:
    address = book.at("Mornings", "merge")
    page = book.text(address)
    assert "<select" not in page.partition('id="page"')[2].partition("</main>")[0]
    assert 'option value="Mornings"' not in page, "not into itself"
    assert "2 codings go along." in book.text(address, into="mission alignment")
    page = book.text(address, into="compatibility")
    assert "2 codes are called “compatibility”. Choose the one you mean." in page
    assert '<select name="into" required>' in page
    assert "2 codings go along." in book.text(address, into="Compatibility · CFIR 2022")
    assert "no code or adopted construct “nothing”" in book.text(address, into="nothing")
    assert "“Mornings” cannot take this code’s codings." in book.text(address, into="Mornings")


def test_merging_says_beforehand_what_goes_along_and_afterwards_where_it_went(book: Book) -> None:
    address = book.at("Mornings", "merge")
    into = book.at(FIT).rpartition("-")[2]
    page = book.text(address, into=into)
    assert "2 codings go along." in page
    assert re.search(r"Ines Marklund</th><td class=\"figure\">1<", page)
    assert re.search(r"Tomasz Okoro</th><td class=\"figure\">1<", page)
    assert len(book.ids("Mornings")) == 2, "looking changes nothing"
    said = book.send(address, **book.form(address, into=into))
    assert "“Mornings” was merged into “Compatibility”." in said
    assert "2 codings are under “Compatibility” now." in said
    assert {label for _, label, _ in book.coded()} == {FIT}
    assert "Mornings" not in book.codes()


def test_what_came_to_the_code_meanwhile_is_shown_before_it_is_merged(book: Book) -> None:
    address = book.at("Mornings", "merge")
    form = book.form(address, into=book.at(FIT).rpartition("-")[2])
    book.code("We carried it up the hill", "Mornings")
    page = book.send(address, **form)
    assert "nothing was merged" in page
    assert "3 codings go along." in page
    assert "Mornings" in book.codes()


def test_chosen_codings_are_split_off_and_every_coding_is_accounted_for(book: Book) -> None:
    address = book.at("Mornings", "split")
    one, _other = book.ids("Mornings")
    page = book.send(address, chosen=[one], label="Carrying")
    assert "2 codings: 1 still under “Mornings”, 1 now under “Carrying”." in page
    assert {label for _, label, _ in book.coded()} == {"Mornings", "Carrying", FIT}


def test_what_is_chosen_on_one_page_of_the_list_is_kept_on_the_next(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseloom.web.pages.coding.splitting.A_PAGE", 1)
    address = book.at("Mornings", "split")
    one, other = book.ids("Mornings")
    page = book.send(address, **{"chosen": [one], "label": "Carrying", "from": "1", "at": "0"})
    assert f'type="hidden" name="chosen" value="{one}"' in page
    assert "1 coding is chosen on another page" in page
    assert 'value="Carrying"' in page
    assert len(book.ids("Mornings")) == 2
    assert "0 still under “Mornings”, 2 now under" in book.send(
        address, chosen=[one, other], label="Carrying", at="1"
    )


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"label": "Carrying"}, "No coding was chosen"),
        ({"chosen": "x"}, "Say one code that they go to"),
        ({"chosen": "0" * 32, "label": "Carrying"}, "are not codings of “Mornings” any more"),
    ],
)
def test_a_split_that_says_too_little_changes_nothing(
    book: Book, fields: dict[str, str], trouble: str
) -> None:
    before = book.coded()
    assert trouble in book.send(book.at("Mornings", "split"), **fields)
    assert book.coded() == before


def test_a_code_with_codings_is_retired_and_brought_back(book: Book) -> None:
    address = book.at("Mornings", "retire")
    page = book.text(address)
    assert "2 codings are made with this code." in page
    assert "Take the code out" not in page
    said = book.send(address, do="retire")
    assert "“Mornings” is retired. Its codings stay where they are." in said
    assert "Bring it back" in said
    assert len(book.ids("Mornings")) == 2
    chosen = book.browser.get(f"{book.root}/codes").json()["codes"]
    assert "Mornings" not in {each["label"] for each in chosen}
    assert "can be coded with again" in book.send(address, do="reinstate")
    assert not book.codes()["Mornings"].retired


def test_a_code_that_nothing_belongs_to_is_taken_out(book: Book) -> None:
    book.send(f"{book.root}/codebook/new", label="Bread")
    address = book.at("Bread", "retire")
    assert "Take the code out" in book.text(address)
    book.code("We carried it up the hill", "Bread")
    assert "was not taken out" in book.send(address, do="remove")
    [id] = book.ids("Bread")
    book.send(book.at("Bread", "split"), chosen=[id], into=book.at("Mornings").rpartition("-")[2])
    assert "The code “Bread” was taken out." in book.send(address, do="remove")
    assert "Bread" not in book.codes()


# -- versions and recoding --------------------------------------------------------------------------


def test_a_version_shows_the_codebook_as_it_was_and_what_became_of_it(book: Book) -> None:
    address = f"{book.root}/codebook/versions"
    assert "No version has been named yet" in book.text(address)
    assert "must not be empty" in book.send(address, name=" ") or "said-trouble" in book.send(
        address, name=" "
    )
    page = book.send(address, name="Pilot", note="After the workshop")
    assert "is called “Pilot”" in page
    study = book.shelved.study
    with study.file.read() as db:
        assert [each.name for each in versions(db, study.viewer)] == ["Pilot"]
    set_code(study.file, study.viewer, book.codes()["Mornings"].id, definition="Early hours.", label="Dawn")
    door = re.search(r'href="([^"]*versions/pilot[^"#]*)"', book.text(address))
    assert door is not None
    page = book.text(door[1])
    assert re.search(r"<del>Talk of mornings\.</del>.*?<ins>Early hours\.</ins>", page, re.S)
    assert "Mornings</a></dt>" in page or "Mornings</a> " in page


def test_a_passage_says_under_which_version_it_was_coded(book: Book) -> None:
    book.send(f"{book.root}/codebook/versions", name="Pilot")
    book.code("We carried it up the hill", "Mornings")
    page = book.text(book.at("Mornings"))
    assert "made under the codebook “Pilot”" in page
    assert "made before the first version of the codebook" in page


def test_the_home_page_says_how_many_codings_wait(book: Book) -> None:
    assert "codings/recode" not in book.text(book.root)
    reword(book)
    page = book.text(book.root)
    number = r'codings/recode"><span class="number">2</span> '
    assert re.search(rf"{number}<span>codings were made before their codes were worded", page)


def reword(book: Book, words: str = "Early hours.") -> None:
    study = book.shelved.study
    set_code(study.file, study.viewer, book.codes()["Mornings"].id, definition=words)


def test_a_long_codebook_is_narrowed_by_words_and_has_doors_to_its_parts(book: Book) -> None:
    row = r'<th scope="row"><span class="mark[^>]*><a [^>]*>([^<]*)<'

    def listed(**asked: str) -> list[str]:
        return re.findall(row, book.text(f"{book.root}/codebook", **asked))

    every = listed()
    assert listed(find=" MORNINGS ") == ["Mornings"]
    assert {"Compatibility", "Inner Setting"} <= set(listed(find="compatibility")), (
        "with what it stands under"
    )
    assert len(listed(find="compatibility")) < len(every)
    assert listed(find="zebra") == []
    assert "No code has these words" in book.text(f"{book.root}/codebook", find="zebra")
    page = book.text(f"{book.root}/codebook")
    doors = re.findall(r'<a href="#(tree-\d)">', page)
    assert len(doors) > 1
    assert all(f'id="{at}"' in page for at in doors)


def waiting(book: Book) -> int:
    study = book.shelved.study
    with study.file.read() as db:
        return waiting_codings(db, study.viewer)


def judgement(book: Book) -> dict[str, str]:
    """The fields that a judgement of Mornings carries."""
    study = book.shelved.study
    with study.file.read() as db:
        [found] = recoding(db, study.viewer)
    return {"code": book.at("Mornings").rpartition("-")[2], "seen": found.digest}


def test_old_and_new_wording_and_a_judgement_on_each(book: Book) -> None:
    reword(book)
    address = f"{book.root}/codings/recode"
    page = book.text(address)
    assert page.index("Talk of mornings.") < page.index("Early hours.")
    about, [one, other] = judgement(book), book.ids("Mornings")
    assert "The coding was found still right." in book.send(address, **about, do="right", coding=one)
    assert waiting(book) == 1
    theirs = next(id for id in (one, other) if coder_of(book, id) == "Tomasz Okoro")
    mine = one if theirs == other else other
    assert "Tomasz Okoro made that coding" in book.send(address, **about, do="out", coding=theirs)
    into = book.at(FIT).rpartition("-")[2]
    if mine == other:
        said = book.send(address, **about, do="another", coding=mine, another=into)
        assert "The coding is under “Compatibility” now." in said
    else:
        assert "still right" in book.send(address, **about, do="right", coding=other)
    assert waiting(book) == 0
    assert "Every coding was made, or found still right" in book.text(address)


def test_after_a_judgement_the_next_coding_comes(book: Book) -> None:
    reword(book)
    address, about = f"{book.root}/codings/recode", judgement(book)
    first, second = re.findall(r'id="coding-(\w+)" data-hit', book.text(address))

    def led_to(coding: str) -> str:
        fields = {**proof(book.browser, book.root), **about, "do": "right", "coding": coding}
        return str(book.browser.post(address, fields, **OURS).headers["Location"])

    assert led_to(first).endswith(f"/codings/recode?code={about['code']}#coding-{second}")
    assert led_to(second) == address


def coder_of(book: Book, id: str) -> str:
    study = book.shelved.study
    with study.file.read() as db:
        return next(each.coder_name for each in passages(db, study.viewer) if each.id.hex == id)


def test_all_of_a_code_are_found_right_for_a_reason(book: Book) -> None:
    reword(book)
    address, about = f"{book.root}/codings/recode", judgement(book)
    assert "needs a reason" in book.send(address, **about, do="all", reason=" ")
    assert "2 codings were found still right." in book.send(address, **about, do="all", reason="Spelling.")
    assert waiting(book) == 0


def test_a_judgement_on_a_wording_that_changed_meanwhile_is_refused(book: Book) -> None:
    reword(book)
    about = judgement(book)
    reword(book, "The time before noon.")
    page = book.send(f"{book.root}/codings/recode", **about, do="all", reason="Spelling.")
    assert "was changed again meanwhile" in page
    assert waiting(book) == 2


def test_another_code_is_offered_for_the_coding_that_asks(book: Book) -> None:
    reword(book)
    mine = next(id for id in book.ids("Mornings") if coder_of(book, id) == "Ines Marklund")
    page = book.text(f"{book.root}/codings/recode", another=mine)
    assert page.count('name="another"') == 1
    assert page.count(">Take out<") == 1, "another's coding is not mine to take out"


@pytest.mark.parametrize("step", ["edit", "merge", "split", "retire"])
def test_pages_of_no_code_are_not_there(book: Book, step: str) -> None:
    assert book.browser.get(f"{book.root}/codebook/nothing-00000000/{step}").status_code == 404
