"""Memos on anything: written, changed, linked, found, merged; and what becomes of what they are about."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from caseloom.coding import actions as coding
from caseloom.coding.readings import codes, memos_in, passages, quoted_at
from caseloom.language import CaseloomError
from caseloom.record import actions as record
from caseloom.record.model import BuiltOn, Wanted
from caseloom.record.readings import conflicts_told, edits_of, history, things_told
from caseloom.rooms import KINDS, merge_studies, open_study
from caseloom.sources import actions as sources
from caseloom.studyfile import Build, Thing, new_id, read_thing
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import ChoiceUnknown, NotAThing, NotThere
from caseloom.studyfile.tables import change
from caseloom.team.actions import edit_memo, link_memo, remove_memo, unlink_memo, write_memo
from caseloom.team.kinds import ABOUT, LINKED, MEMO
from caseloom.team.model import (
    READER,
    LinkedToItself,
    MemoEmpty,
    NameMissing,
    NewMemo,
    NotASource,
    Viewer,
    contact_summary,
    title_of,
)
from caseloom.team.readings import Memo, MemosWanted, memo, memo_counts, memos, memos_of
from tests.analysis.workbench import Workbench, open_workbench

TEXT = "Interviewer: How is the garden?\n\nOlga: There is no money for the garden, and little water."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.person("Olga")
    bench.adopt("cfir2022.inner.compatibility")
    bench.source("Talk", TEXT, case="North", participant="Olga")
    bench.code("Money")
    bench.coding("Talk", "no money", "Money")
    yield bench
    bench.study.close()


def case(bench: Workbench) -> Thing:
    return Thing("case", bench.cases["North"])


def source(bench: Workbench) -> Thing:
    return Thing("source", bench.sources["Talk"])


def write(bench: Workbench, about: Thing, text: str, kind: str = "reflexive", title: str = "") -> UUID:
    return write_memo(bench.file, bench.viewer, NewMemo(about, kind, text, title))


def every(bench: Workbench, wanted: MemosWanted = MemosWanted()) -> list[Memo]:  # noqa: B008 - frozen
    with bench.file.read() as db:
        return list(memos(db, bench.viewer, wanted, limit=None).memos)


def of(bench: Workbench, *things: Thing) -> list[str]:
    with bench.file.read() as db:
        return [each.title for each in memos_of(db, bench.viewer, things)]


def one(bench: Workbench, id: UUID) -> Memo:
    with bench.file.read() as db:
        return memo(db, bench.viewer, id)


def changes(bench: Workbench) -> int:
    with bench.file.read() as db:
        return db.scalar(select(func.count()).select_from(change)) or 0


def sound(bench: Workbench) -> list[str]:
    return [str(each) for each in check(bench.file) if each.weight != "note"]


# -- written --------------------------------------------------------------------------------------


def things_of_every_kind(bench: Workbench) -> dict[str, UUID]:
    with bench.file.read() as db:
        found = {}
        for kind in ABOUT:
            id = db.scalar(select(KINDS.table(kind).c.id).limit(1))
            if id is not None:
                found[kind] = id
        return found


def test_a_memo_may_be_about_anything_that_there_is(bench: Workbench) -> None:
    found = things_of_every_kind(bench)
    assert {"study", "case", "source", "passage", "coding", "code", "construct"} <= set(found)
    for kind, id in found.items():
        write(bench, Thing(kind, id), f"On a {kind}.")
        assert of(bench, Thing(kind, id)) == [f"On a {kind}."]
    assert len(every(bench)) == len(found)
    assert sound(bench) == []


def test_a_memo_says_what_it_is_whose_and_when(bench: Workbench) -> None:
    bench.file.clock = lambda: "2021-05-04T10:00:00+00:00"
    id = write(bench, source(bench), "She paused before *money*.", "methodological", "A pause")
    found = one(bench, id)
    assert (found.title, found.text, found.memo_kind) == (
        "A pause",
        "She paused before *money*.",
        "methodological",
    )
    assert (found.author_name, found.written, found.links) == ("Ann", "2021-05-04T10:00:00+00:00", ())
    assert found.about == source(bench)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n## A *turn* here\n\nMore.", "A turn here"),
        (
            "The **money** ran `out` [in 2019](https://x.y) for _good_ at snake_case",
            "The money ran out in 2019 for good at snake_case",
        ),
        ("5 * 3 and __init__", "5 * 3 and init"),
        ("- first\n- second", "first"),
        ("2019 was the year.", "2019 was the year."),
        ("1. first of all", "first of all"),
        ("> **quoted**", "quoted"),
        ("为什么没有钱？\n\n因为……", "为什么没有钱？"),
        ("---", "---"),
        ("word " * 40, f"{('word ' * 16)[:80].rsplit(' ', 1)[0]} …"),
    ],
)
def test_a_memo_without_a_title_takes_its_first_words(text: str, title: str) -> None:
    assert title_of("", text) == title


@pytest.mark.parametrize(("title", "text"), [("", ""), (" ", "\n\t")])
def test_a_memo_of_blanks_is_refused(bench: Workbench, title: str, text: str) -> None:
    with pytest.raises(MemoEmpty, match="nothing was written"):
        write(bench, case(bench), text, title=title)


def test_a_contact_summary_is_of_a_source(bench: Workbench) -> None:
    text = contact_summary()
    assert text.count("# ") == 3
    write(bench, source(bench), text, "contact_summary", "Contact summary: Talk")
    with pytest.raises(NotASource, match="is a memo on a source"):
        write(bench, case(bench), text, "contact_summary", "Elsewhere")
    other = write(bench, case(bench), "Plain.")
    with pytest.raises(NotASource):
        edit_memo(bench.file, bench.viewer, other, memo_kind="contact_summary")


def test_a_memo_needs_a_writer_with_a_name_and_a_thing_that_is_there(bench: Workbench) -> None:
    before = changes(bench)
    with pytest.raises(NameMissing):
        write_memo(bench.file, READER, NewMemo(case(bench), text="Words."))
    with pytest.raises(NotThere):
        write(bench, Thing("case", new_id()), "Words.")
    with pytest.raises(NotThere):
        write(bench, Thing("cell", new_id()), "Words.")
    values = {"about": str(Thing("turn", new_id())), "memo_kind": "question", "title": "T"}
    told = "is nothing that the about of a memo can name"
    with bench.file.change("memo.write", bench.viewer.author) as made, pytest.raises(NotAThing, match=told):
        made.create(MEMO, {**values, "author": bench.coders["Ann"]})
    with pytest.raises(ChoiceUnknown):
        write(bench, case(bench), "Words.", "diary")
    sources.remove_source(bench.file, bench.viewer, bench.sources["Talk"])
    with pytest.raises(NotThere):
        write(bench, source(bench), "Too late.")
    assert changes(bench) == before + 1


def test_a_memo_that_arrives_twice_is_written_once(bench: Workbench) -> None:
    arrives = new_id()
    first = write_memo(bench.file, bench.viewer, NewMemo(case(bench), text="Once."), id=arrives)
    assert write_memo(bench.file, bench.viewer, NewMemo(case(bench), text="Once."), id=arrives) == first
    assert len(every(bench)) == 1


def test_a_build_says_whose_memo_it_is_and_may_say_it_again(bench: Workbench) -> None:
    builder = Viewer(build=Build())
    ann = bench.coders["Ann"]
    first = write_memo(bench.file, builder, NewMemo(case(bench), text="Built."), author=ann, key="m1")
    again = write_memo(bench.file, builder, NewMemo(case(bench), text="Built anew."), author=ann, key="m1")
    assert first == again
    assert [(each.text, each.author_name, each.written) for each in every(bench)] == [
        ("Built anew.", "Ann", "")
    ]
    elsewhere = write_memo(bench.file, builder, NewMemo(source(bench), text="Moved."), author=ann, key="m1")
    assert elsewhere != first


def test_a_thing_is_read_as_it_is_written() -> None:
    thing = Thing("case", new_id())
    assert read_thing(str(thing)) == thing
    assert read_thing(f"case:{thing.id}") == thing
    for nonsense in ("", "case", "case:", ":", f":{thing.id.hex}", "case:xyz", "case:1234"):
        assert read_thing(nonsense) is None


# -- changed, linked, taken out -------------------------------------------------------------------


def test_what_is_changed_is_told_with_what_it_said_before(bench: Workbench) -> None:
    id = write(bench, case(bench), "No money.", title="Money")
    assert edit_memo(bench.file, bench.viewer, id, text="No money, and little water.", memo_kind="question")
    assert not edit_memo(bench.file, bench.viewer, id, text="No money, and little water.")
    with bench.file.read() as db:
        told = history(db, bench.viewer, KINDS, Wanted(of=("memo", id)))
        edits = edits_of(db, READER, KINDS, told[0], "memo", id)
    assert list(map(str, told)) == ["Ann changed the memo Money.", "Ann wrote the memo Money."]
    assert {(each.field, each.before, each.after) for each in edits} == {
        ("text", "No money.", "No money, and little water."),
        ("memo_kind", "reflexive", "question"),
    }


def test_what_a_memo_is_about_does_not_change(bench: Workbench) -> None:
    id = write(bench, case(bench), "Words.")
    with pytest.raises(NotThere):
        edit_memo(bench.file, bench.viewer, id, about=str(source(bench)))


def test_a_link_is_seen_from_both_ends_and_belongs_to_the_memo_s_history(bench: Workbench) -> None:
    first = write(bench, source(bench), "First.")
    second = write(bench, case(bench), "Second.")
    link_memo(bench.file, bench.viewer, first, case(bench))
    link_memo(bench.file, bench.viewer, first, Thing("memo", second))
    assert set(one(bench, first).links) == {case(bench), Thing("memo", second)}
    assert of(bench, case(bench)) == ["Second.", "First."]
    assert of(bench, Thing("memo", second)) == ["First."]
    with bench.file.read() as db:
        told = history(db, bench.viewer, KINDS, Wanted(of=("memo", first)))
        assert memo_counts(db, bench.viewer, "case") == {case(bench).id: 2}
    assert str(told[0]) == "Ann linked the memo First. to something."
    before = changes(bench)
    link_memo(bench.file, bench.viewer, first, case(bench))
    assert changes(bench) == before, "a link that is there is not written again"
    assert unlink_memo(bench.file, bench.viewer, first, case(bench))
    assert not unlink_memo(bench.file, bench.viewer, first, case(bench))
    assert of(bench, case(bench)) == ["Second."]
    link_memo(bench.file, bench.viewer, first, case(bench))
    assert of(bench, case(bench)) == ["Second.", "First."]
    with pytest.raises(LinkedToItself):
        link_memo(bench.file, bench.viewer, first, Thing("memo", first))


def test_a_memo_taken_out_is_out_everywhere_and_undo_brings_it_back(bench: Workbench) -> None:
    id = write(bench, case(bench), "Words.")
    link_memo(bench.file, bench.viewer, id, source(bench))
    remove_memo(bench.file, bench.viewer, id)
    assert every(bench) == []
    assert of(bench, case(bench), source(bench)) == []
    with bench.file.read() as db:
        assert memo_counts(db, bench.viewer, "source") == {}
        with pytest.raises(NotThere):
            memo(db, bench.viewer, id)
    for refused in (edit_memo, remove_memo):
        with pytest.raises(NotThere):
            refused(bench.file, bench.viewer, id)
    record.undo(bench.file, bench.viewer)
    assert of(bench, source(bench)) == ["Words."]


def test_what_others_wrote_a_memo_on_is_not_undone(bench: Workbench) -> None:
    with bench.file.read() as db:
        [coded] = passages(db, bench.viewer)
    new = NewMemo(Thing("coding", coded.id), text="I would not code this.")
    write_memo(bench.file, bench.as_person("Bo"), new)
    with pytest.raises(BuiltOn, match="Bo wrote the memo I would not code this"):
        record.undo(bench.file, bench.viewer)


def test_a_memo_stays_when_its_thing_is_taken_out_and_check_notes_it(bench: Workbench) -> None:
    id = write(bench, source(bench), "Words.")
    sources.remove_source(bench.file, bench.viewer, bench.sources["Talk"])
    [found] = every(bench)
    with bench.file.read() as db:
        told = things_told(db, bench.viewer, KINDS, [found.about])[found.about]
    assert (told.name, told.out) == ("Talk", True)
    notes = [str(each) for each in check(bench.file) if "memo" in str(each)]
    assert notes == [f"1 rows of memo refer by their about to what was taken out: {id}."]


def test_check_finds_a_memo_about_nothing(bench: Workbench) -> None:
    id = write(bench, case(bench), "Words.")
    nowhere = str(Thing("case", new_id()))
    with bench.file.writing.begin() as db:
        db.exec_driver_sql("UPDATE memo SET about = ?", (nowhere,))
    assert sound(bench) == [f"1 rows of memo name by their about what is not there: {id}."]


# -- found ----------------------------------------------------------------------------------------


def test_memos_come_the_newest_first_and_page_by_page(bench: Workbench) -> None:
    for number in range(7):
        write(bench, case(bench), f"Number {number}")
    with bench.file.read() as db:
        page = memos(db, bench.viewer, offset=2, limit=3)
    assert [each.title for each in page.memos] == ["Number 4", "Number 3", "Number 2"]
    assert page.total == 7


def test_a_memo_and_its_links_are_one_step(bench: Workbench) -> None:
    links = (case(bench), Thing("code", bench.codes["Money"]))
    id = write_memo(bench.file, bench.viewer, NewMemo(source(bench), text="On three.", links=links))
    with bench.file.read() as db:
        assert set(memo(db, bench.viewer, id).links) == set(links)
        told = history(db, bench.viewer, KINDS, Wanted(of=("memo", id)))
    assert [each.action for each in told] == ["memo.write"]
    record.undo(bench.file, bench.viewer)
    assert every(bench, MemosWanted(of=links)) == []
    record.redo(bench.file, bench.viewer)
    assert [each.title for each in every(bench, MemosWanted(of=(source(bench), *links)))] == ["On three."]
    with pytest.raises(NotThere):
        write_memo(
            bench.file, bench.viewer, NewMemo(case(bench), text="Lost.", links=(Thing("case", new_id()),))
        )
    assert len(every(bench, MemosWanted())) == 1


def test_memos_are_sifted_by_type_writer_and_what_they_are_about(bench: Workbench) -> None:
    write(bench, case(bench), "Mine on the case.")
    write(bench, source(bench), "Mine on the source.", "question")
    bo = bench.as_person("Bo")
    theirs = write_memo(bench.file, bo, NewMemo(Thing("code", bench.codes["Money"]), text="Bo on a code."))
    assert bo.person is not None
    for wanted, titles in (
        (MemosWanted(memo_kind="question"), ["Mine on the source."]),
        (MemosWanted(author=bo.person.id), ["Bo on a code."]),
        (MemosWanted(about_kind="case"), ["Mine on the case."]),
        (MemosWanted(about_kind="code"), ["Bo on a code."]),
        (MemosWanted(of=(source(bench),)), ["Mine on the source."]),
        (MemosWanted(author=bo.person.id, about_kind="case"), []),
    ):
        assert [each.title for each in every(bench, wanted)] == titles
    link_memo(bench.file, bench.viewer, theirs, source(bench))
    assert [each.title for each in every(bench, MemosWanted(of=(source(bench),)))] == [
        "Bo on a code.",
        "Mine on the source.",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("water", ["Wells"]),
        ("WATER money", ["Wells"]),
        ("wells", ["Wells"]),
        ("没有水", ["水"]),
        ("水", ["水"]),
        ("wat*", ["Wells"]),
        ('"little money"', []),
        ("money -water", ["Budget"]),
        ("creme", ["Budget"]),
        ("nowhere", []),
    ],
)
def test_memos_are_searched_by_their_words_in_every_language(
    bench: Workbench, words: str, found: list[str]
) -> None:
    write(bench, case(bench), "Little water and no *money*.", title="Wells")
    write(bench, case(bench), "The crème of the money.", title="Budget")
    write(bench, case(bench), "他们说没有水，也没有人。", title="水")
    with bench.file.read() as db:
        page = memos(db, bench.viewer, MemosWanted(words=words), limit=1)
    assert [each.title for each in every(bench, MemosWanted(words=words))] == found
    assert page.total == len(found)


def test_a_search_without_a_word_is_refused_also_without_memos(bench: Workbench) -> None:
    with pytest.raises(CaseloomError):
        every(bench, MemosWanted(words="-"))


def test_memos_in_a_source_are_those_on_its_passages_and_codings_too(bench: Workbench) -> None:
    bench.source("Other", "Interviewer: And?\n\nOlga: It rained for a whole week there.")
    bench.coding("Other", "rained", "Money")
    with bench.file.read() as db:
        coded = {each.quote: each.id for each in passages(db, bench.viewer)}
        passage = db.scalar(
            select(KINDS.table("passage").c.id).where(KINDS.table("passage").c.quote == "no money")
        )
        assert passage is not None
    write(bench, source(bench), "On the source.")
    write(bench, Thing("passage", passage), "On the passage.")
    write(bench, Thing("coding", coded["no money"]), "On the coding.")
    write(bench, Thing("coding", coded["rained"]), "Elsewhere.")
    linked = write(bench, case(bench), "On the case.")
    link_memo(bench.file, bench.viewer, linked, Thing("passage", passage))
    with bench.file.read() as db:
        found = memos_in(db, bench.viewer, bench.sources["Talk"])
        at = quoted_at(db, bench.viewer, "passage", [passage])[passage]
        told = things_told(db, bench.viewer, KINDS, [Thing("passage", passage)])
    assert [each.title for each in found] == [
        "On the case.",
        "On the coding.",
        "On the passage.",
        "On the source.",
    ]
    assert TEXT[at.start : at.end] == "no money"
    assert at.source == bench.sources["Talk"]
    assert told[Thing("passage", passage)].name == "no money"


def test_a_memo_on_a_construct_s_code_does_not_wait_for_its_first_use(bench: Workbench) -> None:
    with bench.file.read() as db:
        fit = next(
            each for each in codes(db, bench.viewer) if each.reference == "cfir2022.inner.compatibility"
        )
    assert fit.n == 0
    write(bench, fit.thing, "Close to our own word for it.")
    bench.coding("Talk", "little water", "cfir2022.inner.compatibility")
    assert of(bench, fit.thing) == ["Close to our own word for it."]
    assert sound(bench) == []


def test_memos_on_a_merged_code_are_read_at_the_other(bench: Workbench) -> None:
    funds = bench.code("Funds")
    money = Thing("code", bench.codes["Money"])
    write(bench, money, "What is money here?")
    coding.merge_code(bench.file, bench.viewer, bench.codes["Money"], funds)
    assert of(bench, Thing("code", funds)) == ["What is money here?"]
    record.undo(bench.file, bench.viewer)
    assert of(bench, Thing("code", funds)) == []
    assert of(bench, money) == ["What is money here?"]


# -- merged ---------------------------------------------------------------------------------------


def test_memos_of_two_copies_come_together_and_two_wordings_are_a_conflict(
    bench: Workbench, tmp_path: Path
) -> None:
    id = write(bench, case(bench), "Both know this.", title="Shared")
    theirs = copy_file(bench.file.path, tmp_path / "bo.caseloom")
    bo = open_study(theirs, as_name="Bo")
    edit_memo(bo.file, bo.viewer, id, text="Bo thinks otherwise.")
    write_memo(bo.file, bo.viewer, NewMemo(case(bench), text="Bo's own."))
    link_memo(bo.file, bo.viewer, id, source(bench))
    bo.close()
    edit_memo(bench.file, bench.viewer, id, text="Ann thinks so.")
    link_memo(bench.file, bench.viewer, id, source(bench))
    merge_studies([bench.file.path, theirs], tmp_path / "both.caseloom")
    both = open_study(tmp_path / "both.caseloom")
    with both.file.read() as db:
        found = memos(db, READER, limit=None).memos
    assert {each.title for each in found} == {"Shared", "Bo's own."}
    assert next(each for each in found if each.id == id).links == (source(bench),)
    with both.file.read() as db:
        [conflict] = conflicts_told(db, READER, KINDS)
    assert {each.says for each in conflict.sides} == {"Bo thinks otherwise.", "Ann thinks so."}
    assert conflict.subject == "text of memo “Shared”"
    both.close()


def test_a_coding_taken_out_while_another_wrote_a_memo_on_it_is_a_conflict(
    bench: Workbench, tmp_path: Path
) -> None:
    with bench.file.read() as db:
        [coded] = passages(db, bench.viewer)
    theirs = copy_file(bench.file.path, tmp_path / "bo.caseloom")
    bo = open_study(theirs, as_name="Bo")
    write_memo(bo.file, bo.viewer, NewMemo(Thing("coding", coded.id), text="Keep this one."))
    bo.close()
    coding.remove_coding(bench.file, bench.viewer, coded.id)
    merge_studies([bench.file.path, theirs], tmp_path / "both.caseloom")
    both = open_study(tmp_path / "both.caseloom")
    with both.file.read() as db:
        [conflict] = conflicts_told(db, READER, KINDS)
    both.close()
    assert (conflict.sort, conflict.sides[1].says) == ("used", "Keep this one.")


def test_every_kind_that_memos_name_is_there() -> None:
    assert set(LINKED) <= set(KINDS)
