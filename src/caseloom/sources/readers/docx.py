"""Word documents: the words as they stand when all tracked changes are accepted."""

from itertools import count

from lxml import etree

from caseloom.sources.readers import wordstyles
from caseloom.sources.readers.archive import Archive
from caseloom.sources.readers.composing import Composer, Line
from caseloom.sources.readers.model import Document, Mark, Note, note
from caseloom.sources.readers.told import COMMENTS, HIDDEN, NUMBERING, OWN_FONT, PICTURES, RUNNING, TRACKED
from caseloom.sources.readers.trees import attribute, parse
from caseloom.sources.readers.wordbody import Counts, Walk


def read(name: str, data: bytes) -> Document:
    """Read a .docx; raises FileDamaged, DeclaresEntities and what `archive.Archive` raises."""
    archive = Archive(name, data, "docx")
    main = _main_part(archive)
    root = parse(name, archive.read(main), "docx")
    folder = main.rpartition("/")[0]
    styles = wordstyles.read(_part(archive, f"{folder}/styles.xml"))
    walk = Walk(Composer(), styles)
    for body in root:
        walk.blocks(body)
    walk.finish()
    walk.counts.running = _has_running(archive, folder)
    comments = _comments(walk, _part(archive, f"{folder}/comments.xml"))
    _footnotes(walk, archive, folder)
    walk.composer.marks += comments
    language = styles.language
    return Document(
        walk.composer.text,
        walk.composer.ordered(),
        "docx",
        "utf-8",
        language,
        _notes(walk.counts, len(comments)),
    )


def _main_part(archive: Archive) -> str:
    """The main part, which the package may name as it likes but hardly ever does."""
    if "word/document.xml" in archive.names or "_rels/.rels" not in archive.names:
        return "word/document.xml"
    for relation in parse(archive.name, archive.read("_rels/.rels"), "docx"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _part(archive: Archive, part: str) -> etree._Element | None:
    return parse(archive.name, archive.read(part), "docx") if part in archive.names else None


def _has_running(archive: Archive, folder: str) -> bool:
    starts = (f"{folder}/header", f"{folder}/footer")
    return any(part.startswith(starts) and b"<w:t" in archive.read(part) for part in archive.names)


def _footnotes(walk: Walk, archive: Archive, folder: str) -> None:
    """Put notes behind the text in the order of their calls, numbered as they are called."""
    numbers = count(1)
    called = [
        point for point in walk.composer.points if point.kind in ("footnoteReference", "endnoteReference")
    ]
    notes = {
        (kind, attribute(element, "id")): element
        for kind in ("footnote", "endnote")
        for element in _elements(_part(archive, f"{folder}/{kind}s.xml"))
    }
    for point in called:
        element = notes.get((point.kind.removesuffix("Reference"), point.key))
        if element is None:
            continue
        number = str(next(numbers))
        walk.composer.marks.append(Mark("footnote", point.at, point.at, number))
        walk.composer.add(_joined(walk, element), "footnote", number)


def _comments(walk: Walk, root: etree._Element | None) -> list[Mark]:
    """Each comment over the words it is about, or at the place where it stands."""
    places: dict[str, dict[str, int]] = {}
    for point in walk.composer.points:
        places.setdefault(point.key, {})[point.kind] = point.at
    marks = []
    for element in _elements(root):
        place = places.get(attribute(element, "id") or "", {})
        at = place.get("commentReference", place.get("commentRangeEnd", walk.composer.length))
        start, end = place.get("commentRangeStart", at), place.get("commentRangeEnd", at)
        said = _joined(walk, element).trimmed()[0]
        author = attribute(element, "author") or ""
        marks.append(
            Mark("comment", min(start, end), max(start, end), f"{author}: {said}" if author else said)
        )
    return marks


def _elements(root: etree._Element | None) -> list[etree._Element]:
    """Notes or comments; the separators that Word keeps among the notes have a type."""
    if root is None:
        return []
    return [element for element in root if attribute(element, "type") in (None, "normal")]


def _joined(walk: Walk, element: etree._Element) -> Line:
    """All paragraphs of a note as one, a line each."""
    inner = Walk(Composer("\n"), walk.styles, walk.counts)
    inner.blocks(element)
    inner.finish()
    line = Line()
    line.add(inner.composer.text)
    return line


def _notes(counts: Counts, comments: int) -> tuple[Note, ...]:
    told = (
        (counts.tracked, TRACKED),
        (counts.hidden, HIDDEN),
        (counts.pictures, PICTURES),
        (counts.signs, OWN_FONT),
        (comments, COMMENTS),
    )
    notes = [note(sentence, count=number) for number, sentence in told if number]
    notes += [note(RUNNING)] if counts.running else []
    notes += [note(NUMBERING)] if counts.numbered else []
    return tuple(notes)
