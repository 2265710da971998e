"""What is said when a text is no date that Caseloom can hold."""

from caseloom.language.errors import CaseloomError


class NotADate(CaseloomError):
    """A text that is not an EDTF date of the years 1 to 9999."""

    exit_code = 2

    sentence = (
        '"{written}" is not a date that Caseloom can read ({reason}). Write for example 2019, 2019-03, '
        "2019-03-28, 2019~ (about 2019), 2020-21 (spring 2020), 201X (the 2010s), "
        "2020-03/2021-06 (from, to) or 2016/.. (from 2016 on)."
    )


class NotADateInAColumn(CaseloomError):
    """A cell of a table that holds no date in any form that tables usually use."""

    exit_code = 2

    sentence = (
        'The cell "{written}" is not a date that Caseloom can read ({reason}). Write for example 2023-06-28, '
        '28 June 2023, 28-Jun-23, June 2023, "about 2019" or, for several days, 2024-01-22; 2024-01-23.'
    )


class NotATime(CaseloomError):
    """A text in a field for a time that is neither EDTF nor a time in words."""

    exit_code = 2

    sentence = (
        "“{written}” is not a time that Caseloom can read, so nothing was changed. Write for example 2017, "
        "November 2017, 12 November 2017, 2017 to 2019, or about 2019."
    )
