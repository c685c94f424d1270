"""What comes in with a request: the text of its body, and the name of a person in its headers."""

from typing import Final

from fastapi import Request

from sluimer.files.source import decode
from sluimer.messages import CaseError, Problems
from sluimer.reach.service.problem_documents import refuse

FORMS: Final = ("application/json", "application/yaml", "text/yaml", "text/plain")
"""What a body may call itself; a body that says nothing is read as these are."""


async def text_of(request: Request) -> str:
    """The text of a body; raises RefusedError where it is of another form, and CaseError where it is no UTF-8."""
    form, _, more = (request.headers.get("content-type") or FORMS[0]).partition(";")
    named = form.strip().lower()
    if named not in FORMS and not named.endswith("+json"):
        raise refuse(415, "service-form", form=form.strip(), choices=", ".join(FORMS))
    charset = more.lower().partition("charset=")[2].strip(" \"'")
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise refuse(415, "service-form", form=f"charset={charset}", choices="charset=utf-8")
    problems = Problems()
    text = decode(await request.body(), "request", problems)
    if text is None:
        raise CaseError(problems.sorted())
    return text


def person_named(header: str | None) -> str | None:
    """What a person is known by, from a header, whose bytes are UTF-8; raises RefusedError where they are not."""
    if header is None:
        return None
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        raise refuse(422, "service-person") from None
