"""Real files that nobody here wrote: the words of one format are those of another."""

from pathlib import Path

from caseloom.sources.readers import read_file


def test_transcripts_have_the_same_words_in_word_and_in_plain_text(shared_data: Path) -> None:
    folder = shared_data / "inquiry-three-cases"
    found = sorted((folder / "interviews_docx").glob("*.docx"))
    assert len(found) == 13
    for path in found:
        plain = read_file(folder / "interviews_txt" / f"{path.stem}.txt")
        words = read_file(path).text.split()
        # Headings stand in brackets in the plain version only.
        assert [word.strip("[]") for word in words] == [word.strip("[]") for word in plain.text.split()]


def test_printed_transcripts_come_back_as_turns(shared_data: Path) -> None:
    for path in sorted((shared_data / "interview-pdfs" / "transcripts").glob("*.pdf")):
        document = read_file(path)
        paragraphs = document.text.split("\n\n")
        assert paragraphs[0] == "Interview"
        labelled = [one for one in paragraphs[1:] if one.startswith(("Dan:", "Participant:"))]
        # What is not labelled goes on from the page before.
        pages = sum(mark.kind == "page" for mark in document.marks)
        assert len(paragraphs) - 1 - len(labelled) < pages + 5
        assert not [one for one in paragraphs if one.isdecimal()]
