"""Names of files as people write them into a form."""

import contextlib
import re
from pathlib import Path

from django.utils.translation import gettext as _

from caseloom.language import CaseloomError
from caseloom.studyfile.errors import AlreadyThere, NoSuchStudy, NotWritable
from caseloom.studyfile.merging import NotCopies
from caseloom.web.words import error_words

SUFFIX = ".caseloom"


class NameOfNewMissing(CaseloomError):
    """The study that is to be made has no name yet."""

    sentence = "Give the new study a file name of its own. Nothing was written."


def path_of(written: str, here: Path) -> Path:
    """A path as people write it: with or without quotes, below their home, or beside the open study."""
    plain = Path(written.strip("\"' "))
    with contextlib.suppress(RuntimeError):  # ~somebody that this machine does not know
        plain = plain.expanduser()
    return here.parent.resolve() / plain


def new_file(written: str, here: Path) -> Path:
    """Where a new study goes; raises where it cannot: `NameOfNewMissing`, `AlreadyThere`, `NotWritable`."""
    if not written.strip("\"' "):
        raise NameOfNewMissing
    to = path_of(written, here)
    if not to.is_dir() and to.suffix != SUFFIX:
        to = to.with_name(to.name + SUFFIX)
    if to.exists():
        raise AlreadyThere(path=to)
    if not to.parent.is_dir():
        raise NotWritable(path=to, reason=_("there is no such folder"))
    return to


def free_name(here: Path, ending: str) -> str:
    """A name beside the open study that no file has: “bread as of 2026-11-26.caseloom”, then “… 2”.

    What has that ending already keeps it once: after “bread merged” comes “bread merged 2”.
    """
    plain = re.sub(rf" {re.escape(ending)}( \d+)?$", "", here.stem) + f" {ending}"
    name, n = f"{plain}{SUFFIX}", 1
    while here.with_name(name).exists():
        n += 1
        name = f"{plain} {n}{SUFFIX}"
    return name


def trouble_words(trouble: Exception) -> str:
    """What is said of a name that cannot be used, or of any other refusal."""
    if isinstance(trouble, NoSuchStudy):
        return _("There is no study at %(file)s. Check the path; nothing was read or written.") % {
            "file": trouble.named["path"]
        }
    if isinstance(trouble, NotCopies):
        words = _(
            "%(second)s is another study than %(first)s, not a copy of it, so nothing was merged and neither "
            "was changed. Copies of a study are made on its page “Backups”, or built from one manifest (the "
            "file that declares a study's plan)."
        )
        return words % trouble.named
    if isinstance(trouble, CaseloomError):
        return error_words(trouble)
    # A path that this system cannot even look at.
    reason = getattr(trouble, "strerror", None) or str(trouble)
    return _("That path cannot be used (%(why)s).") % {"why": _(reason)}
