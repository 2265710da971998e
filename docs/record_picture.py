"""Draws the story of one field as the record has it: who wrote what, over what, and what stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_LANE, _ROW, _LEFT, _TOP, _RADIUS = 200, 70, 210, 64, 9
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#222}.who{font-weight:600}.stamp{fill:#666;font-size:12px}"
    ".over{stroke:#666;fill:none;marker-end:url(#arrow)}.written{fill:#fff;stroke:#222;stroke-width:1.5}"
    ".stands{fill:#0b6e69;stroke:#0b6e69}.lane{stroke:#ddd}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.stamp{fill:#aaa}.over{stroke:#aaa}"
    ".written{fill:#222;stroke:#eee}.stands{fill:#5cc8c0;stroke:#5cc8c0}.lane{stroke:#444}}"
)


@dataclass(frozen=True)
class Shown:
    """One value of the field: its stamp, who wrote it in which action, what it says, over which others.

    `over` are places in the sequence (0-based) of the values that it overwrote.
    """

    stamp: int
    who: str
    action: str
    says: str
    over: tuple[int, ...] = ()
    stands: bool = False


def draw(story: Sequence[Shown]) -> str:
    """The story as an SVG picture, a lane for each person, the later below."""
    people = list(dict.fromkeys(each.who for each in story))
    height = _TOP + len(story) * _ROW
    width = 2 * _LEFT + (len(people) - 1) * _LANE
    return "\n".join(_svg(story, people, width, height)) + "\n"


def _svg(story: Sequence[Shown], people: Sequence[str], width: int, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="The story of one field">'
    )
    yield f"<style>{_STYLE}</style>"
    yield (
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8" fill="#888"/></marker></defs>'
    )
    for lane, who in enumerate(people):
        x = _x(lane)
        yield f'<text class="who" {_beside(x)} y="28">{escape(who)}</text>'
        yield f'<line class="lane" x1="{x}" y1="40" x2="{x}" y2="{height - 20}"/>'
    places = [(_x(people.index(each.who)), _TOP + row * _ROW) for row, each in enumerate(story)]
    for each, (x, y) in zip(story, places, strict=True):
        for target in each.over:
            to_x, to_y = places[target]
            yield f'<path class="over" d="{_arrow(x, y, to_x, to_y)}"/>'
    for each, (x, y) in zip(story, places, strict=True):
        yield f'<circle class="written{" stands" if each.stands else ""}" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
        yield f'<text {_beside(x)} y="{y - 2}">{escape(each.says)}</text>'
        yield f'<text class="stamp" {_beside(x)} y="{y + 15}">{each.stamp} · {escape(each.action)}</text>'
    yield "</svg>"


def _x(lane: int) -> int:
    return _LEFT + lane * _LANE


def _beside(x: int) -> str:
    """Words stand outside of the lanes, so that the arrows between them cross none."""
    return f'x="{x - 18}" text-anchor="end"' if x == _LEFT else f'x="{x + 18}"'


def _arrow(x: int, y: int, to_x: int, to_y: int) -> str:
    """From a value up to one that it overwrote; beside the lane where another lies between."""
    if x == to_x and y - to_y > _ROW:
        return f"M{x + _RADIUS} {y} C{x + 32} {y - 20} {to_x + 32} {to_y + 20} {to_x + _RADIUS} {to_y + 4}"
    return f"M{x} {y - _RADIUS} L{to_x} {to_y + _RADIUS}"
