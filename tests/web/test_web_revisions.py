"""An address that names a former revision still opens what it named, and shows the way to the present."""

import html
import re
from pathlib import Path

from caseloom.design.model import StudyCard
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers.plain import read
from caseloom.sources.readings import source_text
from caseloom.studyfile import Build
from caseloom.team.model import Viewer
from caseloom.web.desk import Desk
from caseloom.web.shelf import Shelf
from tests.web.conftest import PORT, entered

BEFORE = "Berta: The oven is left. The money is gone."
AFTER = "Interviewer: What is left?\n\nBerta: The oven is left, they say. The money is gone."


def test_a_former_revision_is_shown_with_the_way_to_the_current_one(tmp_path: Path) -> None:
    path = tmp_path / "revised.caseloom"
    study = create_study(path, StudyCard(title="Revised"), as_name="Ines")
    builds = Viewer(build=Build(key="revised"))
    new = NewSource(title="Berta")
    source = add_source(study.file, builds, new, read("berta.txt", BEFORE.encode()), key="berta")
    with study.file.read() as db:
        former = source_text(db, study.viewer, source).revision
    add_source(study.file, builds, new, read("berta.txt", AFTER.encode()), key="berta")
    study.close()
    desk = Desk(PORT, Shelf.open([path]))
    browser = entered(desk)
    home = browser.get("/").headers["Location"]
    listed = browser.get(f"{home}/sources").content.decode()
    address = next(link for link in re.findall(r'href="([^"]*)"', listed) if "/sources/berta" in link)
    start = BEFORE.index("The money")
    then = browser.get(f"{address}?at={former.hex}:{start}-{start + 17}").content.decode()
    assert "earlier revision" in then
    assert ">The money is gone</a>" in then
    assert "they say" not in then
    onward = re.search(r'earlier revision of this source\. <a href="([^"]*)"', then)
    assert onward is not None
    now = browser.get(html.unescape(onward[1])).content.decode()
    assert "earlier revision" not in now
    assert ">The money is gone</a>" in now
    desk.shelf.close()
