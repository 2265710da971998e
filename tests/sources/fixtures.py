"""Small files of every format, made by code so that each can be read here in the source."""

import io
import zipfile
from collections.abc import Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Rubrik2"/></w:style>'
    '<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>'
)


Placed = tuple[float, float, str]
"""Where words stand (points from the left, points from the foot), and the words."""


def zipped(members: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word_part(root: str, inside: str) -> str:
    """A part of a Word document: its root element and what is inside."""
    return f'<w:{root} xmlns:w="{WORD}" xmlns:mc="{COMPATIBLE}">{inside}</w:{root}>'


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body; `parts` are the insides of footnotes, endnotes, comments, header1."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": word_part("styles", STYLES),
    }
    for name, inside in parts.items():
        members[f"word/{name}.xml"] = word_part(name.rstrip("1"), inside)
    return zipped(members)


def p(inside: str, properties: str = "") -> str:
    """A Word paragraph; plain words become a run."""
    inside = inside if inside.startswith("<") or not inside else f"<w:r><w:t>{inside}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def odt(body: str, *, manifest: str = "", styles: str = "") -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def pdf(pages: Sequence[Sequence[Placed]], *, size: int = 11, password: str = "") -> bytes:
    """A PDF on A4: for each page the lines as (points from the left, points from the foot, words)."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=encryption, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for left, foot, words in page:
            canvas.drawString(left, foot, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def wrapped(text: str, top: float, *, left: float = 72, width: float = 451, size: int = 11) -> list[Placed]:
    """The lines of a paragraph as a word processor sets them: as many words as there is room for."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica", size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [(left, top - 1.2 * size * number, line) for number, line in enumerate(lines)]
