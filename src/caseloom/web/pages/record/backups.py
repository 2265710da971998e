"""Backups of the study: when the last was made, one more, back to one in a new file; and a copy elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.rooms import restore_study
from caseloom.studyfile.backups import Backup, backup_trouble, backups_of, folder_of, make_backup, place_of
from caseloom.studyfile.copying import copy_file
from caseloom.web.addresses import with_query
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.file_names import free_name, new_file, trouble_words
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.words import moment_words, sentence_words


class BackupGone(CaseloomError):
    """A page left open names a backup that was let go of since."""

    sentence = (
        "That backup is not there any more, so nothing was restored. Below are those that there are now."
    )


@dataclass(frozen=True)
class Sent:
    """What a form sent: the backup to restore, or "" for the copy, and where it should go."""

    backup: str = ""
    to: str = ""


@dataclass(frozen=True)
class Line:
    """One backup: when and why it was made, how large; `to` is what stands in its form, `asked` opens it."""

    name: str
    when: str
    why: str
    size: str
    of_another: bool
    to: str
    asked: bool


@dataclass(frozen=True)
class Shown:
    """What the template shows; `amiss` is what keeps the study from having backups."""

    last: str
    amiss: str
    lines: tuple[Line, ...]
    copy_to: str
    folder: str
    lie_in: str


@in_study
def backups_page(page: Page) -> HttpResponse:
    """`/studies/<study>/backups`."""
    return _show(page)


@require_POST
@at_study
def keep(visit: Visit) -> HttpResponse:
    """The forms of that page: make a backup, restore one, copy the study."""
    fields = visit.request.POST
    sent = Sent(fields.get("restore", ""), fields.get("to", "").strip())
    try:
        if "make" in fields:
            return _make(visit)
        return _restore(visit, sent) if sent.backup else _copy(visit, sent)
    except (CaseloomError, OSError, ValueError) as trouble:
        visit.shelved.board.clear()  # what was said before is no answer to this
        with visit.page() as page:
            return _show(page, sent, trouble_words(trouble))


def _make(visit: Visit) -> HttpResponse:
    made = make_backup(visit.shelved.study.file, "asked")
    said = _("A backup has been made of the study as it is now (%(size)s).") % {"size": _size(made)}
    return _said(visit, said)


def _restore(visit: Visit, sent: Sent) -> HttpResponse:
    """Make a study of the backup, put it on the shelf, and offer the way there."""
    backup = next((each for each in _found(visit) if each.name == sent.backup), None)
    if backup is None:
        raise BackupGone
    to = new_file(sent.to, visit.shelved.file)
    lacked = restore_study(backup, to, present=visit.shelved.file)
    made = desk_of(visit.request).shelf.put(to, visit.viewer.name or None)
    with Visit(visit.request, made).page() as page:
        door = Link(_("Open %(file)s") % {"file": to.name}, page.home)
    said = [
        _("The study as it was on %(when)s has been restored to %(file)s. This study was left as it is.")
        % {"when": _when(backup), "file": to}
    ]
    if lacked:
        said.append(_("What was withdrawn from this study since is not in it."))
    return _said(visit, *said, door=door)


def _copy(visit: Visit, sent: Sent) -> HttpResponse:
    to = copy_file(visit.shelved.file, new_file(sent.to, visit.shelved.file))
    door = Link(_("Open %(file)s") % {"file": to.name}, with_query("/studies", {"file": str(to)}))
    return _said(visit, _("The study as it is now has been copied to %(file)s.") % {"file": to}, door=door)


def _said(visit: Visit, *sentences: str, door: Link | None = None) -> HttpResponse:
    with visit.page() as page:
        here = page.at("backups")
    visit.shelved.board.pin(here, *sentences, door=door)
    return HttpResponseRedirect(here)


# -- what is shown --------------------------------------------------------------------------------


def _found(visit: Visit | Page) -> Sequence[Backup]:
    return backups_of(visit.shelved.study.file.id)


def _show(page: Page, sent: Sent | None = None, trouble: str = "") -> HttpResponse:
    file, here = page.shelved.study.file, page.shelved.file
    found, remark = _found(page), backup_trouble(file)
    copied = sent.to if sent and not sent.backup else free_name(here, _("copy"))
    shown = Shown(
        last=_last(page, found),
        amiss=sentence_words(remark.sentence, dict(remark.named)) if remark else "",
        lines=tuple(_line(page, each, sent) for each in found),
        copy_to=copied,
        folder=str(here.parent.resolve()),
        lie_in=str(folder_of(file.id)),
    )
    trail = (Link(_("Backups")),)
    return page.show("record/backups.html", here="study", trail=trail, backups=shown, trouble=trouble)


def _last(page: Page, found: Sequence[Backup]) -> str:
    """When the last backup of this very file was made, and why."""
    place = place_of(page.shelved.file)
    last = next((each for each in found if each.place == place), None)
    if last is None:
        return _("There is no backup of this file yet.")
    return _("The last backup was made on %(when)s, %(why)s.") % {"when": _when(last), "why": _why(last)}


def _line(page: Page, backup: Backup, sent: Sent | None) -> Line:
    here = page.shelved.file
    asked = sent is not None and sent.backup == backup.name
    day = f"{backup.when.astimezone():%Y-%m-%d}"
    return Line(
        name=backup.name,
        when=_when(backup),
        why=_why(backup),
        size=_size(backup),
        of_another=backup.place != place_of(here),
        to=sent.to if sent and asked else free_name(here, _("as of %(day)s") % {"day": day}),
        asked=asked,
    )


def _when(backup: Backup) -> str:
    return moment_words(backup.when.isoformat())


def _why(backup: Backup) -> str:
    return {
        "day": _("before the first change of that day"),
        "upgrade": _("before an upgrade by a newer Caseloom"),
        "asked": _("when somebody asked for it"),
    }[backup.why]


def _size(backup: Backup) -> str:
    return filesizeformat(backup.size)
