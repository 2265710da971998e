"""The team's part of a build: memos by the declared coders, on what the manifest declares."""

from caseloom.building.report import BuildReport
from caseloom.building.site import Site
from caseloom.language import CaseloomError
from caseloom.studyfile import Thing
from caseloom.team.actions import write_memo
from caseloom.team.kinds import MEMO_KINDS
from caseloom.team.model import NewMemo


def write_memos(site: Site, report: BuildReport) -> None:
    """Write every declared memo; what is on something that did not come into the study is listed."""
    for each in site.manifest.memo:
        things = [_thing(site, name) for name in (each.about, *each.links)]
        if any(thing.id in site.withdrawn for thing in things):
            continue
        about, *links = things
        new = NewMemo(about, each.kind or MEMO_KINDS[0], each.text, each.title, tuple(links))
        try:
            id = write_memo(
                site.file, site.viewer, new, author=site.file.key_id("person", each.by), key=each.key
            )
        except CaseloomError as lost:
            report.memos_left_out.append(f"{each.key}: {lost}")
        else:
            site.note("memo", each.key, id)


def _thing(site: Site, name: str) -> Thing:
    kind, _colon, key = name.partition(":")
    if kind == "code" and key not in {each.key for each in site.manifest.code}:
        kind = "construct"
    return Thing(kind, site.file.key_id(kind, key or kind))
