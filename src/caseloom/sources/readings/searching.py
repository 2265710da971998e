"""Full text over all current texts."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from caseloom.studyfile import search
from caseloom.team.model import Viewer
from caseloom.text import excerpt, find, match_expression


@dataclass(frozen=True)
class Hit:
    """A search result in context: the place in the current revision, and the words around it."""

    source: UUID
    source_n: int
    revision: UUID
    source_title: str
    case_name: str
    wave_name: str
    turn_number: int
    label: str
    role: str
    evidence: bool
    start: int
    end: int
    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Hits:
    """A page of search results; `turns` is how many turns hold a hit in all."""

    query: str
    turns: int
    hits: tuple[Hit, ...]
    offset: int
    more: bool


def search_sources(
    db: Connection,
    viewer: Viewer,
    query: str,
    *,
    offset: int = 0,
    limit: int = 50,
    only_evidence: bool = False,
    width: int = 90,
) -> Hits:
    """Full text over all current texts: `limit` turns with a hit from `offset` on, in context.

    Words are joined by AND; "phrases", OR, -not and beginnings* work, in every language.
    Raises `EmptyQuery` for a query without a word.
    """
    match = match_expression(query)
    narrow = " AND s.evidence = 1" if only_evidence else ""
    rows = db.execute(
        text(_SEARCH.format(narrow=narrow)), {"q": match, "limit": limit + 1, "offset": offset}
    ).all()
    hits = []
    for row in rows[:limit]:
        for start, end in find(row.turn_text, query):
            before, hit, after = excerpt(row.turn_text, start, end, width)
            at = row.words_start
            hits.append(
                Hit(
                    UUID(bytes=row.source_id), row.source_n, UUID(bytes=row.revision_id),
                    row.title or "", row.case_name or "",
                    row.wave_name or "", row.number, row.label or "", row.role, bool(row.evidence),
                    at + start, at + end, before, hit, after,
                )
            )  # fmt: skip
    count = text(
        f"SELECT count(*) FROM {search.INDEX} i JOIN spoken s ON s.turn_n = i.rowid "
        f"WHERE {search.INDEX} MATCH :q{narrow}"
    )
    total = db.scalar(count, {"q": match}) if len(rows) > limit or offset else len(rows)
    return Hits(query, total or 0, tuple(hits), offset, len(rows) > limit)


_SEARCH = f"""
SELECT s.source_n, s.number, s.words_start, s.role, s.evidence, so.id AS source_id, re.id AS revision_id,
       (SELECT words FROM wording WHERE id = so.title) AS title,
       (SELECT words FROM wording WHERE id = (SELECT name FROM "case" WHERE n = now.case_n)) AS case_name,
       (SELECT words FROM wording WHERE id = (SELECT name FROM wave WHERE n = now.wave_n)) AS wave_name,
       (SELECT words FROM wording WHERE id = sp.label) AS label,
       (SELECT substr(content, s.words_start + 1, s."end" - s.words_start)
          FROM text WHERE id = re.text) AS turn_text
  FROM (SELECT rowid AS turn_n FROM {search.INDEX} WHERE {search.INDEX} MATCH :q) hit
  JOIN spoken s ON s.turn_n = hit.turn_n
  JOIN source so ON so.n = s.source_n
  JOIN source_now now ON now.source_n = s.source_n
  JOIN revision re ON re.n = now.revision_n
  LEFT JOIN speaker sp ON sp.n = s.speaker_n
 WHERE 1{{narrow}}
 LIMIT :limit OFFSET :offset
"""
