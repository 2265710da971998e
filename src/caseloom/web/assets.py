"""Style sheets, scripts, fonts and icons: served from the package, addressed by their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

STATIC = (Path(__file__).parent / "static").resolve()
FONTS = "built/fonts/"
"""The build names what lies here by what it holds."""
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def asset(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file below `static/`; anything else, and anything of a kind we do not ship, is not found."""
    file = (STATIC / path).resolve()
    if not file.is_relative_to(STATIC) or file.suffix not in KINDS or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type=KINDS[file.suffix])
    named_by_content = path.startswith(FONTS) or request.GET.get("v") == fingerprint(path)
    response["Cache-Control"] = "private, max-age=31536000, immutable" if named_by_content else "no-cache"
    return response


def address(path: str) -> str:
    """The address of a shipped file, changing when its content does."""
    return f"/static/{path}?v={fingerprint(path)}"


def font(name: str) -> str:
    """The address of a built font by its name without the digest; "" where the frontend is not built."""
    found = sorted((STATIC / FONTS).glob(f"{name}-*.woff2"))
    return f"/static/{FONTS}{found[0].name}" if found else ""


def fingerprint(path: str) -> str:
    """A short digest of the file, or "missing" where the frontend has not been built."""
    file = STATIC / path
    return _digest(file, file.stat().st_mtime_ns) if file.is_file() else "missing"


@lru_cache(maxsize=256)
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
