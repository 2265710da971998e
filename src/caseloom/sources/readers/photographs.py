"""Pictures of pages from a camera or a scanner: looked over on the way in, made anew to be shown."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageOps

from caseloom.language import spoken
from caseloom.sources.model import NoPicture
from caseloom.sources.readers.pdfdrawing import MOST_DOTS, Size

MOST_BYTES = 60_000_000
MOST_TAKEN = 120_000_000
"""Dots that a picture may have, more than cameras take: a PNG of so many fills 360 MB while it is read."""
FORMATS = ("JPEG", "PNG")


def size_of(name: str, data: bytes) -> Size:
    """The size of the picture as it is shown. Raises `NoPicture` unless it is a JPEG or PNG that can be."""
    if len(data) > MOST_BYTES:
        raise _none(name, spoken("it is too large"))
    with _opened(name, data) as picture:
        return Size(*_upright(picture).size)


def shown(name: str, data: bytes, form: str = "JPEG") -> bytes:
    """The picture as JPEG or PNG: upright, no larger than is looked at, and with nothing but its dots.

    What a camera writes of place, time and itself is left out. Raises `NoPicture`.
    """
    with _opened(name, data) as picture:
        stream = io.BytesIO()
        _upright(picture).save(stream, form, quality=85)
        return stream.getvalue()


def _upright(picture: Any) -> Any:
    size = _fitting(*picture.size)
    picture.draft(None, size)  # of a large JPEG no more is read than is needed
    small = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    plain = _on_white(ImageOps.exif_transpose(small))
    plain.info.clear()
    return plain


def _fitting(width: int, height: int) -> Size:
    scale = min(1.0, (MOST_DOTS / (width * height)) ** 0.5)
    return Size(max(1, int(width * scale)), max(1, int(height * scale)))


def _on_white(picture: Any) -> Any:
    """The colours alone; what one could see through is white, as paper."""
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.size[0] * picture.size[1] > MOST_TAKEN:
                    raise _none(name, spoken("it is too large"))
                yield picture
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as trouble:
        raise _none(name, spoken("it is none, or damaged")) from trouble


def _none(name: str, why: str) -> NoPicture:
    return NoPicture(name=name, why=why, most=MOST_BYTES // 1_000_000)
