"""Python writes where code points lie in UTF-16; the frontend's tests read the same file."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "positions.json"

TEXTS = {
    "plain": "The oven is left.",
    "astral": "up the hill 🧱🔥 in four parts",
    "joined": "👩‍👩‍👧‍👦 and 👍🏽 and 🇸🇪",
    "combining": "cafe\u0301 Åse A\u030ase",
    "rare han": "𠮷家的人也来帮忙，𪚥。",
    "right to left": "שלום 🕊 سلام",
    "variation": "❤\ufe0f ❤\ufe0e",
    "empty": "",
}


def units(text: str, point: int) -> int:
    """How many UTF-16 units stand before a code point."""
    return len(text[:point].encode("utf-16-le")) // 2


def fixtures() -> list[dict[str, Any]]:
    """Every text with the UTF-16 unit of every code point, its end included."""
    return [
        {"name": name, "text": text, "units": [units(text, point) for point in range(len(text) + 1)]}
        for name, text in TEXTS.items()
    ]


def test_the_file_is_what_python_says() -> None:
    written = json.dumps(fixtures(), ensure_ascii=True, indent=1) + "\n"
    assert FILE.read_text("utf-8") == written, "Write it anew: PYTHONPATH=. python tests/contract/write.py"


def test_a_character_outside_the_plane_is_two_units() -> None:
    assert units("🧱a", 1) == 2
