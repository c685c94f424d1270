"""Advice from a view of Flask: `flask --app flask_view run`. The answers come in the body, and stand nowhere else."""

from flask import Flask, Response, jsonify, request

import sluimer

LANGUAGE = "en"
KB = sluimer.load()  # once; threads may share it
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1_000_000
app.json.sort_keys = False  # options stay in the order in which they are asked


@app.post("/advice")
def advise() -> Response:
    """What is advised to whoever gave these answers; `request.json` would have lost a fact that stands there twice."""
    try:
        advice = KB.consult(KB.read_case(request.get_data())).as_dict(LANGUAGE)
    except sluimer.CaseError as error:
        return told({"problems": [problem.as_dict(LANGUAGE) for problem in error.problems]}, 422)
    return told(advice, 200)


def told(said: dict[str, object], status: int) -> Response:
    """A reply that nobody on the way keeps."""
    reply = jsonify(said)
    reply.status_code = status
    reply.headers["Cache-Control"] = "no-store"
    return reply
