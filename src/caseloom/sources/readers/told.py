"""What readers say was left out or guessed: every sentence of a note, with named gaps."""

from caseloom.language import spoken

MISLABELLED = spoken("Its name promises something else, but it was read as what it is: {format}.")
GUESSED = spoken("The encoding was guessed as {encoding}. Check letters with accents and signs.")
TRACKED = spoken("Tracked changes were read as accepted ({count} of them).")
HIDDEN = spoken("{count} stretches of hidden text were left out.")
INVISIBLE = spoken("{count} hidden parts were left out.")
PICTURES = spoken("{count} pictures were left out.")
COMMENTS = spoken("{count} comments were told apart from the text.")
RUNNING = spoken("Page headers and footers were left out.")
NUMBERING = spoken("Automatic list numbers are not part of the text.")
OWN_FONT = spoken("{count} signs of a symbol font were left out.")
TOO_LONG = spoken("The file is too long to be read as Markdown, so its markers were kept.")
RUNNING_LINES = spoken("Running heads, feet and page numbers were left out of the text.")
LINE_NUMBERS = spoken("Line numbers in the margin were left out.")
REJOINED = spoken("Paragraphs were put together from lines by their place on the page.")
SPACES = spoken("On {count} pages the file gives letters no width: spaces between words may be wrong there.")
PICTURE_PAGES = spoken("{count} pages hold no text, only pictures, and were left out.")
PLAIN = spoken("Headings, notes and comments of RTF are not told apart; save it as .docx to keep them.")
CUT_SHORT = spoken("The file ends in the middle of a group: its last words may be missing.")
MERGED = spoken("Successive cues of one speaker were put together: cues {cues}, turns {turns}.")

SENTENCES = (
    MISLABELLED,
    GUESSED,
    TRACKED,
    HIDDEN,
    INVISIBLE,
    PICTURES,
    COMMENTS,
    RUNNING,
    NUMBERING,
    OWN_FONT,
    TOO_LONG,
    RUNNING_LINES,
    LINE_NUMBERS,
    REJOINED,
    SPACES,
    PICTURE_PAGES,
    PLAIN,
    CUT_SHORT,
    MERGED,
)
"""A study keeps a note as it was said; by these it is known again and said in the reader's language."""
