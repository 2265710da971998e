"""The team's part of a build: memos by the declared coders, on what the manifest declares."""

from caseloom.building.report import BuildReport
from caseloom.building.site import AND, Site
from caseloom.language import CaseloomError
from caseloom.studyfile import Thing
from caseloom.team.actions import write_memo
from caseloom.team.kinds import MEMO_KINDS
from caseloom.team.model import NewMemo


def write_memos(site: Site, report: BuildReport) -> None:
    """Write every declared memo; what is on something that did not come into the study is listed.

    Links to what was withdrawn are left out; a memo about it is not written.
    """
    for each in site.manifest.memo:
        about = _thing(site, each.about)
        site.note("memo", each.key, site.file.key_id("memo", f"{each.key}{AND}{about}"))
        if about.id in site.withdrawn:
            report.withdrawn.append(each.title or each.key)
            continue
        links = [thing for name in each.links if (thing := _thing(site, name)).id not in site.withdrawn]
        new = NewMemo(about, each.kind or MEMO_KINDS[0], each.text, each.title, tuple(links))
        try:
            write_memo(site.file, site.viewer, new, author=site.file.key_id("person", each.by), key=each.key)
        except CaseloomError as lost:
            report.memos_left_out.append(f"{each.key}: {lost}")


def _thing(site: Site, name: str) -> Thing:
    kind, _colon, key = name.partition(":")
    if kind == "code" and key not in {each.key for each in site.manifest.code}:
        kind = "construct"
    return Thing(kind, site.file.key_id(kind, key or kind))
