"""The pages of a source at the command line: one as a picture; pictures or a PDF of them brought in."""

from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.opening import reading, study_argument, writing
from caseloom.cli.speech import answer, counted
from caseloom.notebook.names import named
from caseloom.reporting.formats import write_bytes
from caseloom.sources.actions import add_page_pictures, pictures_in, read_begins
from caseloom.sources.readers import bytes_of
from caseloom.sources.readers.pdfpictures import page_picture
from caseloom.sources.readers.photographs import shown
from caseloom.sources.readings import file_with_pages, picture_brought, source_text


# fmt: off
@click.command()
@study_argument
@click.argument("source")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="The picture's file, which ends in .png.")
@everywhere
@click.pass_context
def page(ctx: click.Context, study: Path, source: str, number: int, to: Path) -> None:
    """Write page NUMBER of SOURCE as a picture, where STUDY keeps its PDF or pictures of its pages."""
    # fmt: on
    if to.suffix.lower() != ".png":
        raise click.UsageError("The picture is a PNG: say --to with a file that ends in .png.")
    with reading(ctx, study) as opened, opened.file.read() as db:
        found = source_text(db, opened.viewer, named(db, opened.viewer, "source", source))
        paged, data = file_with_pages(db, opened.viewer, found)
        if paged.pictures:
            data = picture_brought(db, opened.viewer, paged, number)
    make = shown(paged.name, data, "PNG") if paged.pictures else page_picture(paged.name, data, number)
    write_bytes(make, to)
    answer(f"Wrote page {number} of “{found.source.title}” to {to}.")


# fmt: off
@click.command()
@study_argument
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--begins", required=True, metavar="WHERE[,WHERE]",
              help="With what the pages begin, in the order of the files; for a PDF one for each of its "
              "pages: the number of a turn, or words in quotes, as in '1,\"and so\",9'.")
@everywhere
@click.pass_context
def pictures(ctx: click.Context, study: Path, source: str, files: tuple[Path, ...], begins: str) -> None:
    """Bring pictures (JPEG, PNG) or a scanned PDF of the pages of SOURCE into STUDY, beside its text.

    Of a PDF each page is kept as a picture, and the file itself is not.
    """
    # fmt: on
    contents = [(file.name, bytes_of(file)) for file in files]
    with writing(ctx, study) as opened:
        with opened.file.read() as db:
            id = named(db, opened.viewer, "source", source)
        brought = pictures_in(opened.file, opened.viewer, id, contents, read_begins(begins))
        add_page_pictures(opened.file, opened.viewer, id, brought)
    answer(f"Brought {counted(len(brought), 'picture', 'pictures')} of pages.")
