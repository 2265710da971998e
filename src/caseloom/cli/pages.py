"""The pages of a source at the command line: one of them as a picture."""

from pathlib import Path

import click

from caseloom.cli.door import everywhere
from caseloom.cli.opening import reading, study_argument
from caseloom.cli.speech import answer
from caseloom.notebook.names import named
from caseloom.reporting.formats import write_bytes
from caseloom.sources.readers.pdfpictures import page_picture
from caseloom.sources.readings import file_with_pages, source_text


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
    """Write page NUMBER of SOURCE as a picture, where it was read from a PDF that STUDY keeps."""
    # fmt: on
    if to.suffix.lower() != ".png":
        raise click.UsageError("The picture is a PNG: say --to with a file that ends in .png.")
    with reading(ctx, study) as opened, opened.file.read() as db:
        found = source_text(db, opened.viewer, named(db, opened.viewer, "source", source))
        paged, data = file_with_pages(db, opened.viewer, found)
    write_bytes(page_picture(paged.name, data, number), to)
    answer(f"Wrote page {number} of “{found.source.title}” to {to}.")
