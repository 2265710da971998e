"""A scanned PDF beside typed words: each page becomes a picture; what is no use is refused, and why."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from caseloom.record.actions import withdraw
from caseloom.record.readings import withdrawal
from caseloom.sources.actions import add_page_pictures, pictures_in, set_speaker
from caseloom.sources.model import NoPicture, PagesAmiss, PageTooSlow, PictureOfWithdrawn
from caseloom.sources.readers import errors, pdfaside, pdfpictures
from caseloom.sources.readers.pdfdrawing import MOST_DOTS
from caseloom.sources.readers.photographs import size_of
from caseloom.sources.readings import picture_brought, speakers
from tests.analysis.workbench import Workbench, open_workbench
from tests.sources.fixtures import pdf, wrapped
from tests.sources.printed import a_picture, a_scan, not_one_page, without_end
from tests.sources.test_picturing import paged, words

TALK = "\n\n".join(f"Berta: Word {number} of the oven.\n\nCarl: Answer {number}." for number in range(1, 4))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Berta")
    bench.source("talk", TALK, participant="Berta")
    yield bench
    bench.study.close()


def bring(bench: Workbench, begins: Sequence[int], *files: bytes, name: str = "scan.pdf") -> None:
    id = bench.sources["talk"]
    pictures = pictures_in(bench.file, bench.viewer, id, [(name, each) for each in files], begins)
    add_page_pictures(bench.file, bench.viewer, id, pictures)


def test_each_page_is_kept_as_a_picture_of_its_own(bench: Workbench) -> None:
    bring(bench, [1, 3, 5], a_scan(40, 120, 200))
    assert words(bench) == [f"Berta: Word {number} of the oven" for number in (1, 2, 3)]
    found = paged(bench)
    assert found is not None
    for number, grey in enumerate((40, 120, 200), 1):
        with bench.file.read() as db:
            data = picture_brought(db, bench.viewer, found, number)
        picture = Image.open(io.BytesIO(data))
        assert picture.format == "JPEG"
        assert abs(ImageStat.Stat(picture).median[0] - grey) < 5


def test_a_page_of_a4_keeps_200_dots_an_inch_and_a_poster_no_more_than_is_looked_at() -> None:
    [page] = pdfpictures.pictures_to_keep("a.pdf", pdf([wrapped("A page of paper.", 700)]))
    assert size_of("a.jpg", page) == (1653, 2339)
    assert Image.open(io.BytesIO(page)).size == (1653, 2339)
    [poster] = pdfpictures.pictures_to_keep("a.pdf", a_scan(9, size=(3000, 4000), dots_an_inch=30))
    width, height = Image.open(io.BytesIO(poster)).size
    assert width * height <= 1.001 * MOST_DOTS


def test_pictures_and_several_pdfs_stand_in_the_order_in_which_they_are_named(bench: Workbench) -> None:
    bring(bench, [1, 2, 3, 3], a_scan(40, 60), a_picture(), a_scan(80))
    bring(bench, [5], a_scan(100))
    found = paged(bench)
    assert found is not None
    assert len(found.pictures) == 5
    assert words(bench)[-1] == "Berta: Word 3 of the oven"


@pytest.mark.parametrize("begins", [[1], [1, 3, 5], []])
def test_every_page_says_where_it_begins(bench: Workbench, begins: list[int]) -> None:
    with pytest.raises(PagesAmiss, match=rf"\(pages: 2; said: {len(begins)}\)\. No picture"):
        bring(bench, begins, a_scan(40, 60))
    assert paged(bench) is None


def test_what_does_not_fit_the_text_is_refused_before_a_page_is_drawn(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfaside.Aside, "picture", None)
    for begins, said in (
        ([1, 9], "no turn of one of these numbers"),
        ([2, 3], "The first picture stands"),
    ):
        with pytest.raises(PagesAmiss, match=said):
            bring(bench, begins, a_scan(40, 60))


REFUSED = [
    (pdf([wrapped("Secret words", 700)], password="open"), errors.FileEncrypted, "protected by a password"),
    (b"%PDF-1.7\nnothing of the kind", errors.FileDamaged, "damaged or was cut short"),
    (b"", errors.FileEmpty, "is empty"),
    (not_one_page(), errors.FileDamaged, "there is no page in it"),
    (b"only called so", NoPicture, "Bring JPEG, PNG or PDF files"),
]


@pytest.mark.parametrize(("data", "refusal", "said"), REFUSED, ids=[each[2] for each in REFUSED])
def test_what_gives_no_pages_is_refused_and_nothing_is_written(
    bench: Workbench, data: bytes, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        bring(bench, [1, 3], a_picture(), data)
    assert paged(bench) is None


def test_a_book_is_refused_before_a_page_is_drawn(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfpictures, "MOST_KEPT", 2)
    with pytest.raises(errors.TooManyPages, match=r"scan\.pdf has 3 pages; .* may have 2\."):
        bring(bench, [1, 3, 5], a_scan(40, 60, 80))
    assert paged(bench) is None


def test_a_page_without_end_is_given_up_and_nothing_is_written(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfaside, "SECONDS", 1)
    with pytest.raises(PageTooSlow):
        bring(bench, [1], without_end())
    assert paged(bench) is None


def test_pages_go_when_somebody_withdraws_and_none_are_drawn_after(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bench.file.read() as db:
        [hers] = [each for each in speakers(db, bench.viewer, bench.sources["talk"]) if each.label == "Berta"]
    set_speaker(bench.file, bench.viewer, hers.id, "respondent", bench.people["Berta"])
    bring(bench, [1], a_scan(40))
    found = paged(bench)
    assert found is not None
    with bench.file.read() as db:
        kept = picture_brought(db, bench.viewer, found, 1)
    withdraw(bench.file, bench.viewer, withdrawal(bench.file, bench.viewer, bench.people["Berta"]))
    monkeypatch.setattr(pdfaside.Aside, "picture", None)
    with pytest.raises(PictureOfWithdrawn):
        bring(bench, [1], a_scan(40))
    bench.study.close()
    assert kept[:200] not in Path(bench.file.path).read_bytes()
