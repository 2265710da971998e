"""A small invented study with a PDF whose pages are kept: a report, coded over a page's end."""

from pathlib import Path

from caseloom.coding.actions import add_code, add_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers import read
from tests.sources.printed import OVER_THE_PAGE, report

TITLE = "Report on the oven"


def make(path: Path) -> None:
    """Write the study to `path`, with the report's file kept."""
    study = create_study(path, StudyCard(title="Ovens on paper"), as_name="Ines Marklund")
    data = report()
    new = NewSource(TITLE, source_kind="document", language="en", file_name="report.pdf")
    source = add_source(study.file, study.viewer, new, read("report.pdf", data), original=data)
    code = add_code(study.file, study.viewer, NewCode(label="Planning"))
    quotation = Quotation(quote=OVER_THE_PAGE)
    add_coding(study.file, study.viewer, source, quotation, NewCoding(code=code))
    study.close()
