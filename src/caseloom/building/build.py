"""A manifest and a folder of data → a whole study, and the same again without touching what people did."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from caseloom.building.complete import Completed, complete
from caseloom.building.folder import DataFolder
from caseloom.building.manifest import parse_manifest
from caseloom.building.outcome import tell
from caseloom.building.problems import FolderMissing, ManifestMissing, OtherStudy
from caseloom.building.report import BuildReport
from caseloom.building.site import Site
from caseloom.building.write_codings import write_codings, write_queries
from caseloom.building.write_design import write_design
from caseloom.building.write_memos import write_memos
from caseloom.building.write_sources import write_sources
from caseloom.design.readings import card
from caseloom.sources.readings import sources
from caseloom.studyfile import Progress, Silent, StudyFile
from caseloom.studyfile.erasing import named_for_erasure
from caseloom.team.model import READER


def build(
    manifest_path: Path,
    data_folder: Path,
    study_for: Callable[[UUID], StudyFile],
    progress: Progress | None = None,
) -> BuildReport:
    """Build a study, or bring one up to date; the file is closed at the end.

    `study_for` makes or opens the study file; it is called with the id that the manifest declares, and
    only once the manifest, its tables and its packs were found whole. Raises `ManifestRefused`.
    """
    completed = read_manifest(manifest_path, data_folder)
    with contextlib.closing(study_for(completed.manifest.study.id)) as file:
        return build_into(file, completed, data_folder, progress)


def read_manifest(manifest_path: Path, data_folder: Path) -> Completed:
    """A manifest with its tables and packs, checked as a whole; nothing is written."""
    try:
        text = manifest_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        reason = getattr(failure, "strerror", None) or "it is not UTF-8 text"
        raise ManifestMissing(path=manifest_path, reason=reason) from failure
    if not data_folder.is_dir():
        raise FolderMissing(path=data_folder)
    return complete(parse_manifest(text), DataFolder(data_folder))


def build_into(
    file: StudyFile, completed: Completed, data_folder: Path, progress: Progress | None = None
) -> BuildReport:
    """Write everything that is declared into a study of the same id; what people did there stands."""
    declared = completed.manifest.study.id
    if file.id != declared:
        raise OtherStudy(path=file.path, found=file.id, declared=declared)
    site = Site(file, completed, DataFolder(data_folder), progress or Silent())
    with file.read() as db:
        report = BuildReport(fresh=card(db, READER) is None)
        before = {each.id: each.revisions for each in sources(db, READER)}
        site.withdrawn = named_for_erasure(db).ids
    # Into a study that has readers' work, change by change; into an empty one, counting once at the end.
    with file.postponed() if report.fresh else contextlib.nullcontext():
        write_design(site)
        write_sources(site, report)
        write_queries(site)
        site.progress.step("Counting, indexing, looking for candidates", 0, 1)
    site.progress.step("", 1, 1)
    write_codings(site, report)
    write_memos(site, report)
    tell(site, report, before)
    return report
