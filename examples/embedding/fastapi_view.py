"""Advice from a view of FastAPI: `uvicorn fastapi_view:app`. The answers come in the body, and stand nowhere else."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

import sluimer

LANGUAGE = "en"
KB = sluimer.load()  # once; threads may share it
app = FastAPI()


async def body(request: Request) -> bytes:
    """As it came: a model of it would have lost a fact that stands there twice."""
    return await request.body()


@app.post("/advice")
def advise(answers: Annotated[bytes, Depends(body)]) -> JSONResponse:
    """What is advised to whoever gave these answers."""
    try:
        advice = KB.consult(KB.read_case(answers)).as_dict(LANGUAGE)
    except sluimer.CaseError as error:
        return told({"problems": [problem.as_dict(LANGUAGE) for problem in error.problems]}, 422)
    return told(advice, 200)


def told(said: dict[str, object], status: int) -> JSONResponse:
    """A reply that nobody on the way keeps."""
    return JSONResponse(said, status, {"Cache-Control": "no-store"})
