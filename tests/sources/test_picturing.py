"""Pictures of pages on paper: brought in order, shown upright and bare, undone, and gone when they must."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from caseloom.record.actions import undo, withdraw
from caseloom.record.readings import withdrawal
from caseloom.sources.actions import (
    Correction,
    NewPicture,
    add_page_pictures,
    correct_turn,
    read_begins,
    remove_page_picture,
    set_speaker,
)
from caseloom.sources.model import NoPages, NoPicture, PagesAmiss, PictureOfWithdrawn
from caseloom.sources.readers.pdfdrawing import MOST_DOTS
from caseloom.sources.readers.photographs import MOST_BYTES, shown, size_of
from caseloom.sources.readings import (
    PagedText,
    file_with_pages,
    paged_text,
    passage_on_pages,
    picture_brought,
    source_text,
    sources_with_pages,
    speakers,
)
from tests.analysis.workbench import Workbench, open_workbench
from tests.sources.printed import a_picture

TALK = "\n\n".join(f"Berta: Word {number} of the oven.\n\nCarl: Answer {number}." for number in range(1, 4))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Berta")
    bench.source("talk", TALK, participant="Berta")
    yield bench
    bench.study.close()


def bring(bench: Workbench, *begins: int | str, content: bytes | None = None) -> None:
    wide = [at * 20 if isinstance(at, int) else 20 for at in begins]
    both = zip(begins, wide, strict=True)
    pictures = [NewPicture(f"{at}.png", content or a_picture(width), at) for at, width in both]
    add_page_pictures(bench.file, bench.viewer, bench.sources["talk"], pictures)


def paged(bench: Workbench) -> PagedText | None:
    with bench.file.read() as db:
        return paged_text(db, bench.viewer, source_text(db, bench.viewer, bench.sources["talk"]))


def words(bench: Workbench) -> list[str]:
    """What stands on each page."""
    found = paged(bench)
    return [] if found is None else [found.found.text[start:end].split(".")[0] for start, end in found.spans]


def test_each_picture_stands_for_the_words_from_its_turn_to_the_next(bench: Workbench) -> None:
    bring(bench, 1, 3)
    bring(bench, 5)
    assert words(bench) == [f"Berta: Word {number} of the oven" for number in (1, 2, 3)]
    found = paged(bench)
    assert found is not None
    with bench.file.read() as db:
        assert picture_brought(db, bench.viewer, found, 2) == a_picture(60)
        assert sources_with_pages(db, bench.viewer) == {bench.sources["talk"]}


def test_a_passage_is_on_its_page_but_has_no_place_in_the_picture(bench: Workbench) -> None:
    bring(bench, 1, 3)
    found = paged(bench)
    assert found is not None
    start = found.found.text.index("Word 2")
    assert passage_on_pages(found, b"", start, start + 6) == {1: ()}


def test_they_stay_beside_a_corrected_text(bench: Workbench) -> None:
    bring(bench, 1, 3)
    with bench.file.read() as db:
        now = source_text(db, bench.viewer, bench.sources["talk"])
    seen = now.text[now.turns[0].words_start : now.turns[0].end]
    asked = Correction(now.revision, 1, seen, f"{seen} And more of it")
    assert correct_turn(bench.file, bench.viewer, bench.sources["talk"], asked)
    assert words(bench) == ["Berta: Word 1 of the oven", "Berta: Word 2 of the oven"]
    bring(bench, 5)
    assert words(bench) == [f"Berta: Word {number} of the oven" for number in (1, 2, 3)]


def test_undo_takes_them_out_and_one_is_taken_out_alone(bench: Workbench) -> None:
    bring(bench, 1, 3, 5)
    found = paged(bench)
    assert found is not None
    first = found.pictures[0]
    assert first is not None
    assert remove_page_picture(bench.file, bench.viewer, first.id)
    left = paged(bench)
    assert left is not None
    assert [each is not None for each in left.pictures] == [False, True, True]
    assert words(bench) == [f"Berta: Word {number} of the oven" for number in (1, 2, 3)]
    undo(bench.file, bench.viewer)
    undo(bench.file, bench.viewer)
    assert paged(bench) is None


@pytest.mark.parametrize("begins", [(2,), (1, 9), (3, 1), ()])
def test_pages_that_do_not_fit_the_text_are_refused_and_nothing_is_written(
    bench: Workbench, begins: tuple[int, ...]
) -> None:
    with pytest.raises(PagesAmiss, match="No picture was brought in"):
        bring(bench, *begins)
    assert paged(bench) is None


def test_a_page_begins_in_the_middle_of_a_turn_with_its_first_words(bench: Workbench) -> None:
    bring(bench, 1, "2 OF\nthe", 5)
    assert words(bench) == ["Berta: Word 1 of the oven", "2 of the oven", "Berta: Word 3 of the oven"]


@pytest.mark.parametrize(
    ("begins", "why"),
    [
        ((1, "nowhere"), "“nowhere” do not stand in the text where their page would begin"),
        (("Word 2",), "The first picture stands for the page with which the text begins"),
        ((1, "Word 2", "Word 1"), "“Word 1” do not stand in the text where their page would begin"),
        ((1, "Answer"), "“Answer” stand there more than once: write some more of them"),
        ((1, " "), "do not stand in the text"),
        ((1, "Word 2", 2), "none begins before the one before it"),
    ],
)
def test_words_that_begin_no_page_are_refused(
    bench: Workbench, begins: tuple[int | str, ...], why: str
) -> None:
    with pytest.raises(PagesAmiss, match=why):
        bring(bench, *begins)
    assert paged(bench) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1, 4, 9", [1, 4, 9]),
        ("1，4、9;10 11", [1, 4, 9, 10, 11]),
        ("1, “and in the spring”, 9", [1, "and in the spring", 9]),
        ('1 "a, b" „c“ «d» 「春天, 2」', [1, "a, b", "c", "d", "春天, 2"]),
        ("", []),
    ],
)
def test_what_is_written_of_pages_is_read(written: str, read: list[int | str]) -> None:
    assert read_begins(written) == read


@pytest.mark.parametrize("written", ["1, spring", "-1", "1, “spring", "１", "12345678", '""'])
def test_what_says_no_beginning_is_refused(written: str) -> None:
    with pytest.raises(PagesAmiss, match="or which words in quotes"):
        read_begins(written)


NONE = [b"no picture", b"\x89PNG\r\n\x1a\n torn", a_picture()[:60], a_picture(form="GIF")]


@pytest.mark.parametrize("content", NONE, ids=["words", "torn", "cut", "gif"])
def test_what_is_no_picture_is_refused(bench: Workbench, content: bytes) -> None:
    with pytest.raises(NoPicture, match=r"1\.png is not a picture that Caseloom can show"):
        bring(bench, 1, content=content)
    assert paged(bench) is None


def test_a_file_without_end_is_refused_before_it_is_opened() -> None:
    with pytest.raises(NoPicture, match="it is too large"):
        size_of("a.png", bytes(MOST_BYTES + 1))


def test_a_picture_is_shown_upright_and_no_larger_than_is_looked_at() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    lying = a_picture(size=(300, 200), form="JPEG", exif=turned)
    assert size_of("a.jpg", lying) == (200, 300)
    upright = Image.open(io.BytesIO(shown("a.jpg", lying))).convert("L")
    assert upright.size == (200, 300)
    dark = upright.point(lambda grey: 255 * (grey < 100)).getbbox()
    assert dark is not None
    assert dark[0] > 120
    assert dark[1] == 0
    assert dark[3] < 110
    large = a_picture(size=(6000, 3000), form="JPEG", exif=turned)
    assert Image.open(io.BytesIO(shown("a.jpg", large))).size == size_of("a.jpg", large)
    assert size_of("a.jpg", large).width < size_of("a.jpg", large).height
    width, height = size_of("a.png", a_picture(size=(6000, 3000)))
    assert width * height <= MOST_DOTS
    assert Image.open(io.BytesIO(shown("a.png", a_picture(size=(6000, 3000))))).size == (width, height)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_a_camera_writes_of_place_and_itself_is_not_shown(form: str) -> None:
    told = Image.Exif()
    told[0x010F] = "SecretCamera"
    told.get_ifd(0x8825)[29] = "2024:05:17"
    data = a_picture(form="JPEG", exif=told, comment=b"said at home")
    assert b"SecretCamera" in data
    bare = shown("a.jpg", data, form)
    assert not dict(Image.open(io.BytesIO(bare)).getexif())
    for trace in (b"SecretCamera", b"2024:05:17", b"said at home", b"Exif"):
        assert trace not in bare


def test_they_go_when_somebody_withdraws_and_none_come_after(bench: Workbench) -> None:
    with bench.file.read() as db:
        [hers] = [each for each in speakers(db, bench.viewer, bench.sources["talk"]) if each.label == "Berta"]
    set_speaker(bench.file, bench.viewer, hers.id, "respondent", bench.people["Berta"])
    secret = a_picture(77, size=(61, 43))
    bring(bench, 1, 3, content=secret)
    withdraw(bench.file, bench.viewer, withdrawal(bench.file, bench.viewer, bench.people["Berta"]))
    with bench.file.read() as db, pytest.raises(NoPages):
        file_with_pages(db, bench.viewer, source_text(db, bench.viewer, bench.sources["talk"]))
    with pytest.raises(PictureOfWithdrawn):
        bring(bench, 1)
    bench.study.close()
    assert secret not in Path(bench.file.path).read_bytes()
