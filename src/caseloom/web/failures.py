"""Pages for what went wrong: what happened, what was left unchanged, what to do next."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from caseloom.language import CaseloomError
from caseloom.web.words import error_words


class Sentences:
    """Shows a `CaseloomError` as its sentence; everything else goes on to the 500 page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a view raises."""
        if not isinstance(error, CaseloomError):
            return None
        return failure(request, 409, _("This could not be done"), error_words(error))


def failure(request: HttpRequest, status: int, title: str, sentence: str, cure: str = "") -> HttpResponse:
    """A page of whole sentences. It reads no study, so that it works when reading is what failed."""
    words = {"title": title, "sentence": sentence, "cure": cure, "status": status}
    return HttpResponse(render_to_string("failure.html", words), status=status)


def not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """404: the address leads nowhere in the open studies."""
    return failure(
        request,
        404,
        _("There is no such page"),
        _(
            "The address leads to nothing in the studies that are open. What it named may have been renamed, "
            "removed, or belong to a study that is not open."
        ),
        _("Nothing was changed. Go to the studies and find it from there, or open its study."),
    )


def nothing_to_show(request: HttpRequest, trouble: CaseloomError) -> HttpResponse:
    """404: the thing is there, and what was asked for of it is not."""
    return failure(request, 404, _("There is nothing to show here"), error_words(trouble))


def broken(request: HttpRequest) -> HttpResponse:
    """500: the program failed."""
    return failure(
        request,
        500,
        _("Caseloom stumbled"),
        _(
            "The page could not be shown because of a fault in the program. The study was only read; "
            "nothing in it was changed."
        ),
        _(
            "Go back and try again. If it fails again, the lines in the terminal say where; "
            "they hold no words from your sources and can be sent to the makers."
        ),
    )


def no_token(request: HttpRequest) -> HttpResponse:
    """403: a browser without the cookie."""
    return failure(
        request,
        403,
        _("Please come in by the address in the terminal"),
        _("Caseloom shows a study only to the browser that opened it, and this one has not come in yet."),
        _(
            "Copy the address that Caseloom printed when it started, or stop it and run “caseloom open” "
            "again for a new one. Nothing was changed."
        ),
    )


def used_token(request: HttpRequest) -> HttpResponse:
    """403: a token that was used before, or was never given out."""
    return failure(
        request,
        403,
        _("This address has been used"),
        _(
            "Each address that Caseloom prints lets one browser in, once. This one was used before, or is "
            "not of the Caseloom that is running now."
        ),
        _("Run “caseloom open” again for a new address. Nothing was changed."),
    )


def wrong_host(request: HttpRequest) -> HttpResponse:
    """421: asked for under another machine's name."""
    return failure(
        request,
        421,
        _("Wrong address"),
        _(
            "Caseloom answers only at 127.0.0.1 and localhost, at the port it printed. "
            "This request used another name and was refused; nothing was read or changed."
        ),
        _("Use the address in the terminal."),
    )


def wrong_origin(request: HttpRequest) -> HttpResponse:
    """403: a write that did not come from one of our pages."""
    return failure(
        request,
        403,
        _("This came from another page"),
        _("A change was asked for from a page that is not Caseloom's. It was refused; nothing was changed."),
        _("If you pressed a button in Caseloom, reload the page and press it again."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """403: Django's CSRF check failed."""
    return failure(
        request,
        403,
        _("This form has grown old"),
        _("The form's proof that it came from Caseloom is missing or out of date, so nothing was changed."),
        _("Go back, reload the page and send it again."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """400: the request itself makes no sense."""
    return failure(
        request,
        400,
        _("This request makes no sense"),
        _("The browser sent something that Caseloom cannot read. Nothing was changed."),
        _("Go back and try again from one of Caseloom's own pages."),
    )
