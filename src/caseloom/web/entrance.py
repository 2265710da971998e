"""Coming in: the address with a one-time token is exchanged for a signed cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from caseloom.web import failures
from caseloom.web.desk import desk_of

ENTERED = "entered"
OPEN_TO_ALL = ("/enter/", "/static/")


class TokenHolders:
    """Lets in only browsers that came through `/enter/<token>`; style sheets and fonts are open."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(OPEN_TO_ALL) or has_entered(request):
            return self.answer(request)
        return failures.no_token(request)


def has_entered(request: HttpRequest) -> bool:
    """Whether this browser's cookie says that it came in with a token."""
    return bool(request.session.get(ENTERED))


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the token for the cookie and go to the studies; a used token is refused."""
    if desk_of(request).tokens.spend(token):
        request.session[ENTERED] = True
    elif not has_entered(request):
        return failures.used_token(request)
    return HttpResponseRedirect("/")
