"""Bringing sources in: twice the same, good and bad together, a build's changed text, what is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from caseloom.coding.readings import adrift, passages
from caseloom.dates import NotADate
from caseloom.sources.actions import add_source, import_files, remove_source, set_source
from caseloom.sources.model import AlreadyImported, NewSource
from caseloom.sources.readings import source_text, sources
from caseloom.studyfile import Build
from caseloom.studyfile.errors import NotThere
from caseloom.team.model import READER, NameMissing, Viewer
from tests.analysis.workbench import Workbench, document, open_workbench

CULTURE = "cfir2022.inner.culture"
TALK = "Interviewer: How did it begin?\n\nIda Berg: We began small, in the old school."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.adopt(CULTURE)
    yield bench
    bench.study.close()


def titles(bench: Workbench) -> list[str]:
    with bench.file.read() as db:
        return sorted(each.title for each in sources(db, bench.viewer))


def written(folder: Path, **texts: str | bytes) -> list[Path]:
    paths = []
    for name, content in texts.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


# -- the same file twice --------------------------------------------------------------------------


def test_the_same_text_is_noticed_the_second_time_and_the_first_is_named(bench: Workbench) -> None:
    add_source(bench.file, bench.viewer, NewSource("The first talk"), document(TALK))
    with pytest.raises(AlreadyImported, match="The first talk"):
        add_source(bench.file, bench.viewer, NewSource("Another"), document(TALK))
    assert titles(bench) == ["The first talk"]
    add_source(bench.file, bench.viewer, NewSource("Another"), document(TALK), again=True)
    assert titles(bench) == ["Another", "The first talk"]


def test_what_was_taken_out_may_come_in_again(bench: Workbench) -> None:
    first = add_source(bench.file, bench.viewer, NewSource("The first talk"), document(TALK))
    remove_source(bench.file, bench.viewer, first)
    add_source(bench.file, bench.viewer, NewSource("Back"), document(TALK))
    assert titles(bench) == ["Back"]


def test_a_text_that_a_source_had_before_is_noticed_too(bench: Workbench) -> None:
    declare(bench, TALK)
    declare(bench, TALK + " And then it grew.")
    with pytest.raises(AlreadyImported, match="Talk"):
        add_source(bench.file, bench.viewer, NewSource("Another"), document(TALK))


# -- several files --------------------------------------------------------------------------------


def test_good_files_go_in_and_bad_ones_are_listed(bench: Workbench, tmp_path: Path) -> None:
    paths = written(tmp_path, one=TALK, empty="", two="Held in May.", same=TALK, nul=b"a\x00b" * 40)
    report = import_files(
        bench.file, bench.viewer, [*paths, tmp_path / "missing.txt"], NewSource("", case=bench.cases["North"])
    )
    assert titles(bench) == ["one", "two"]
    assert len(report.added) == 2
    refused = dict(report.refused)
    assert list(refused) == ["empty.txt", "same.txt", "nul.txt", "missing.txt"]
    assert "“one”" in refused["same.txt"]
    assert all(sentence.endswith(".") for sentence in refused.values())
    with bench.file.read() as db:
        assert {each.case_name for each in sources(db, bench.viewer)} == {"North"}


def test_an_import_is_one_batch_and_a_change_per_file(bench: Workbench, tmp_path: Path) -> None:
    import_files(bench.file, bench.viewer, written(tmp_path, one=TALK, two="Held in May."), NewSource(""))
    with bench.file.read() as db:
        rows = db.execute(text("SELECT n, batch FROM change WHERE action = 'source.add'")).all()
    assert len(rows) == 2
    assert len({row.batch for row in rows}) == 1
    assert rows[0].batch is not None


def test_a_single_file_keeps_the_title_it_was_given(bench: Workbench, tmp_path: Path) -> None:
    import_files(bench.file, bench.viewer, written(tmp_path, one=TALK), NewSource("How it began"))
    assert titles(bench) == ["How it began"]


@pytest.mark.parametrize("keep", [True, False])
def test_originals_are_kept_only_where_asked(bench: Workbench, tmp_path: Path, *, keep: bool) -> None:
    content = b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode()
    [path] = written(tmp_path, one=content)
    import_files(bench.file, bench.viewer, [path], NewSource(""), keep_originals=keep)
    with bench.file.read() as db:
        kept = list(db.scalars(text("SELECT content FROM original")))
    assert kept == ([content] if keep else [])
    assert bench.file.path.read_bytes().count(content) == int(keep)


def test_a_reader_without_a_name_imports_nothing(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(NameMissing):
        import_files(bench.file, READER, written(tmp_path, one=TALK), NewSource(""))
    assert titles(bench) == []


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["written", "covers"])
def test_a_source_s_dates_are_dates(bench: Workbench, field: str) -> None:
    wrong: dict[str, Any] = {field: "some day"}
    right: dict[str, Any] = {field: "2019~"}
    with pytest.raises(NotADate), bench.file.postponed():
        add_source(bench.file, bench.viewer, NewSource("d", **wrong), document(TALK))
    assert titles(bench) == []
    id = add_source(bench.file, bench.viewer, NewSource("d", **right), document(TALK))
    with pytest.raises(NotADate):
        set_source(bench.file, bench.viewer, id, **wrong)
    bench.file.rebuild()


# -- a build's changed text -----------------------------------------------------------------------


def declare(bench: Workbench, words: str, **more: Any) -> None:
    """What a manifest does: the same key, whatever the text is now."""
    builder = Viewer(build=Build(key="manifest"))
    new = NewSource("Talk", "interview", **more)
    bench.sources["Talk"] = add_source(bench.file, builder, new, document(words), key="talk")


def test_an_unchanged_text_is_no_new_revision(bench: Workbench) -> None:
    declare(bench, TALK)
    declare(bench, TALK)
    with bench.file.read() as db:
        assert [each.revisions for each in sources(db, bench.viewer)] == [1]


def test_codings_follow_a_changed_text_or_are_adrift(bench: Workbench) -> None:
    declare(bench, TALK + "\n\nInterviewer: And then?\n\nIda Berg: Nobody came to the second meeting.")
    bench.coding("Talk", "We began small, in the old school.", CULTURE)
    bench.coding("Talk", "Nobody came to the second meeting.", CULTURE)
    former = bench.text("Talk")
    declare(bench, "Interviewer: Good day. How did it begin?\n\nIda Berg: We began small, in the old school.")
    now = bench.text("Talk")
    with bench.file.read() as db:
        [found] = passages(db, bench.viewer)
        lost = adrift(db, bench.viewer)
        before = source_text(db, bench.viewer, bench.sources["Talk"], at=former.revision)
    assert now.text[found.start : found.end] == found.quote == "We began small, in the old school."
    assert found.revision == now.revision
    assert lost == 1
    assert now.source.revisions == 2
    assert (before.text, before.current) == (former.text, False)
    assert [(turn.number, turn.start, turn.end) for turn in before.turns] == [
        (turn.number, turn.start, turn.end) for turn in former.turns
    ]


def test_a_text_that_changes_back_brings_its_codings_back(bench: Workbench) -> None:
    declare(bench, TALK)
    bench.coding("Talk", "We began small, in the old school.", CULTURE)
    declare(bench, "Ida Berg: It is another story.\n\nIda Berg: Quite another.")
    with bench.file.read() as db:
        assert adrift(db, bench.viewer) == 1
    declare(bench, TALK)
    with bench.file.read() as db:
        assert [each.quote for each in passages(db, bench.viewer)] == ["We began small, in the old school."]
        assert [each.revisions for each in sources(db, bench.viewer)] == [3]


def test_a_revision_of_another_source_is_not_shown(bench: Workbench) -> None:
    bench.source("one", TALK)
    bench.source("two", "Held in May.", "document")
    with bench.file.read() as db, pytest.raises(NotThere):
        source_text(db, bench.viewer, bench.sources["one"], at=bench.text("two").revision)


def test_what_a_person_said_of_a_declared_source_stands(bench: Workbench) -> None:
    declare(bench, TALK, written="2019")
    set_source(bench.file, bench.viewer, bench.sources["Talk"], written="2020")
    build = Build(key="manifest")
    new = NewSource("Talk", "interview", written="2021", producer="The board")
    add_source(bench.file, Viewer(build=build), new, document(TALK), key="talk")
    with bench.file.read() as db:
        [found] = sources(db, bench.viewer)
    assert (found.written, found.producer) == ("2020", "The board")
    assert [(each.field, each.declared, each.stands) for each in build.differences] == [
        ("written", "2021", "2020")
    ]
