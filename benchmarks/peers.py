"""What other programs took for the nearest thing on the same kind of machine; not measured in this run."""

VERSIONS = """Taguette 1.5.2, LibreQDA 1.2.1, AQDA 0.5.0, OpenAnsho 0.3.4 and QualCoder 4.0 Beta (c320464)
were measured elsewhere on 2026-11-23, on the same kind of machine (2 cores, 24 GB, Debian 12, Python
3.11.7, SQLite 3.40.1), with studies of the same sizes from another generator, written into their databases
directly. Up to half of a figure may be noise. Servers were timed by request, QualCoder by its own window
classes. The figures are for the nearest thing that they do: read them for their order of magnitude."""

# (size, key of the line) → what they took; "" is every size.
PEERS = {
    ("", "start"): "Taguette 534 ms, AQDA 599 ms, LibreQDA 1.0 s, QualCoder 3.9 s",
    ("S", "memory"): "after start: AQDA 57 MB, Taguette 80 MB, LibreQDA 97 MB, QualCoder 444 MB",
    ("M", "size"): "OpenAnsho 18 MB, AQDA 33 MB, QualCoder 34 MB, Taguette 37 MB",
    ("L", "size"): "OpenAnsho 184 MB, AQDA 418 MB, QualCoder 440 MB, Taguette 496 MB",
    ("S", "open_home"): "Taguette 5.2 ms, LibreQDA 27 ms, QualCoder 28 ms, OpenAnsho 33 ms, AQDA 37 ms",
    ("M", "open_home"): "Taguette 58 ms, LibreQDA 164 ms, QualCoder 328 ms, OpenAnsho 570 ms, AQDA 1.6 s",
    ("L", "open_home"): "Taguette 1.7 s, QualCoder 8.4 s, OpenAnsho 11.5 s, AQDA 59 s",
    ("M", "matrix"): "no such matrix; code × coder: OpenAnsho 0.9 s, QualCoder 1.8 s",
    ("L", "matrix"): "no such matrix; code × coder: OpenAnsho 43 s, QualCoder 132 s",
    ("S", "passages"): "OpenAnsho 3.6 ms, Taguette 7.9 ms, AQDA 16 ms, QualCoder 25 ms, LibreQDA 201 ms",
    ("M", "passages"): "OpenAnsho 31 ms, Taguette 116 ms, AQDA 130 ms, LibreQDA 3.7 s, QualCoder 4.3 s",
    ("L", "passages"): "OpenAnsho 0.84 s, Taguette 2.1 s, AQDA 4.0 s, QualCoder not within 11 minutes",
    ("S", "phrase"): "QualCoder 4.4 ms, LibreQDA 17 ms; Taguette and AQDA have none",
    ("M", "phrase"): "LibreQDA 55 ms, QualCoder 207 ms; Taguette and AQDA have none",
    ("S", "source"): "Taguette 8.8 ms, LibreQDA 25 ms, AQDA 28 ms, QualCoder 109 ms",
    ("M", "source"): "AQDA 18 ms, Taguette 87 ms, LibreQDA 120 ms, QualCoder 215 ms",
    ("L", "source"): "AQDA 210 ms, Taguette 1.1 s, QualCoder's window did not open in 300 s",
    ("D", "source"): "Taguette 46 ms, LibreQDA 60 ms, AQDA 154 ms, QualCoder 6.4 s",
    ("D", "canvas_painted"): "Taguette 4.7 s; AQDA shows the bare text in 0.14 s; a bare page 80 ms",
    ("V", "canvas_painted"): "a bare page with the same ranges 0.2 s",
}


def peers(size: str, key: str) -> str:
    """What others took for a line at a size; "" where nobody was measured."""
    return PEERS.get((size, key)) or PEERS.get(("", key), "")
