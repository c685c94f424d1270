"""The application: which address answers what. It can stand alone, or inside another application of FastAPI."""

from functools import partial
from time import monotonic
from typing import Annotated

from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

import sluimer
from sluimer.knowledge_base import Keeper
from sluimer.messages import listed
from sluimer.reach.schemas import NAMES, json_schema
from sluimer.reach.service import documents
from sluimer.reach.service.answers import (
    Enquiry,
    Why,
    advice_answer,
    batch_answer,
    knowledge_answer,
    questions_answer,
    why_answer,
)
from sluimer.reach.service.batch import rows_in
from sluimer.reach.service.bodies import person_named, text_of
from sluimer.reach.service.gate import Gate
from sluimer.reach.service.limits import USUAL, Limits
from sluimer.reach.service.metrics import CONTENT_TYPE, Metrics, make_metrics
from sluimer.reach.service.problem_documents import refuse
from sluimer.reach.service.replies import data_reply, refusal_reply
from sluimer.reach.service.shelf import Shelf
from sluimer.reach.service.start import PageMaker, StartPages, own_page, wished_language
from sluimer.reach.service.work import Workshop

Lang = Annotated[str | None, Query(description="A language of the knowledge; its first one by default.")]
Full = Annotated[bool, Query(description="Also every rule with a say, and how good its ground is.")]
Person = Annotated[
    str | None,
    Header(alias="Sluimer-Person", description="What you know the person by; only a pseudonym of it is logged."),
]


def make_app(
    shelf: Shelf,
    keeper: Keeper | None = None,
    limits: Limits = USUAL,
    page: PageMaker = own_page,
    metrics: Metrics | None = None,
) -> FastAPI:
    """The service for the knowledge on a shelf; with a `keeper` every decision is kept before it is answered.

    `page` makes what stands at `/`, once for the rules that answer and each language.
    """
    workshop = Workshop(keeping=keeper is not None)
    app = FastAPI(title="Sluimer", version=sluimer.__version__, docs_url=None, redoc_url=None)
    counted = metrics or make_metrics()
    app.add_middleware(Gate, limits=limits, metrics=counted)
    _add_answers(app, shelf, keeper, limits, workshop)
    _add_start(app, shelf, StartPages(page), workshop)
    _add_facts(app, shelf, counted)
    _add_refusals(app)
    app.openapi = partial(documents.openapi, app, shelf)  # type: ignore[method-assign]
    return app


def _add_answers(app: FastAPI, shelf: Shelf, keeper: Keeper | None, limits: Limits, workshop: Workshop) -> None:
    """What is answered about a person."""

    @app.post("/v1/advice", **documents.of_case("Advice", "Advice for one person"))
    async def advice(request: Request, lang: Lang = None, full: Full = False, person: Person = None) -> Response:
        enquiry = Enquiry.of(shelf.base, lang, keeper, person_named(person))
        text = await text_of(request)
        return _reply(await workshop.advise(text, lambda: advice_answer(enquiry, text, full)), enquiry)

    @app.post("/v1/questions", **documents.of_case("Questions", "The questions that come next"))
    async def questions(request: Request, lang: Lang = None, latest: str = "") -> Response:
        enquiry = Enquiry.of(shelf.base, lang)
        text = await text_of(request)
        return _reply(await workshop.advise(text, lambda: questions_answer(enquiry, text, latest)), enquiry)

    @app.post("/v1/why", **documents.of_case("Why", "What brought or stopped a rule, finding, item or topic"))
    async def why(
        request: Request, target: str, question: Why = "why", lang: Lang = None, person: Person = None
    ) -> Response:
        enquiry = Enquiry.of(shelf.base, lang, keeper, person_named(person))
        text = await text_of(request)
        return _reply(await workshop.run(lambda: why_answer(enquiry, text, target, question)), enquiry)

    @app.post("/v1/batch", **documents.of_batch())
    async def batch(request: Request, lang: Lang = None) -> Response:
        enquiry, end = Enquiry.of(shelf.base, lang, keeper), monotonic() + limits.seconds
        text = await text_of(request)

        def answer() -> dict[str, object]:
            return batch_answer(enquiry, rows_in(text, limits.rows), lambda: monotonic() > end)

        return _reply(await workshop.run(answer), enquiry)


def _add_start(app: FastAPI, shelf: Shelf, pages: StartPages, workshop: Workshop) -> None:
    """The page for people."""

    @app.get("/", include_in_schema=False)
    async def start(lang: Lang = None, accepted: Annotated[str, Header(alias="Accept-Language")] = "") -> Response:
        base = shelf.base
        wished = wished_language(accepted, base.knowledge.manifest.languages) if lang is None else lang
        enquiry = Enquiry.of(base, wished)
        return await workshop.run(lambda: pages.reply(enquiry.base, enquiry.language))


def _add_facts(app: FastAPI, shelf: Shelf, metrics: Metrics) -> None:
    """What is answered about the service and its knowledge."""

    @app.get("/v1/knowledge", **documents.of_get("Knowledge", "The knowledge that answers now", language=True))
    async def knowledge(lang: Lang = None) -> Response:
        enquiry = Enquiry.of(shelf.base, lang)
        return _reply(knowledge_answer(enquiry, shelf.refused), enquiry)

    @app.get("/schemas", **documents.of_get("SchemaList", "The names of the schemas"))
    async def schemas() -> Response:
        return data_reply({"schemas": list(NAMES)})

    @app.get("/schemas/{name}", **documents.of_get("Schema", "One schema", missing=True))
    async def schema(name: str) -> Response:
        if name not in NAMES:
            raise refuse(404, "service-no-schema", choices=listed(NAMES))
        return data_reply(json_schema(name, shelf.base))

    @app.get("/healthz", **documents.of_get("Health", "Whether the process lives"))
    async def health() -> Response:
        return data_reply({"alive": True})

    @app.get("/readyz", **documents.of_get("Ready", "Whether it answers, and whether newer rules were kept out"))
    async def ready() -> Response:
        return data_reply({"ready": True, "refused": shelf.refused, "knowledge": shelf.base.name.as_dict()})

    @app.get("/metrics", response_class=PlainTextResponse, summary="Counts for Prometheus")
    async def count() -> Response:
        return Response(metrics.text(shelf.base.name), media_type=CONTENT_TYPE)


def _reply(data: dict[str, object], enquiry: Enquiry) -> Response:
    return data_reply(data, enquiry.base.name.digest)


def _add_refusals(app: FastAPI) -> None:
    """What FastAPI itself refuses, as the other refusals are told."""

    @app.exception_handler(HTTPException)
    async def by_status(request: Request, error: HTTPException) -> Response:
        codes = {404: "service-no-address", 405: "service-method"}
        refused = refuse(error.status_code, codes.get(error.status_code, "service-parameter"))
        reply = refusal_reply(refused.refusal, request.query_params.get("lang", ""))
        reply.headers.update(error.headers or {})
        return reply

    @app.exception_handler(RequestValidationError)
    async def by_parameter(request: Request, error: RequestValidationError) -> Response:
        names = sorted({str(each["loc"][-1]) for each in error.errors()})
        refused = refuse(422, "service-parameter", names=listed(names))
        return refusal_reply(refused.refusal, request.query_params.get("lang", ""))
