"""Advice from a view of Django: put it in your `urls.py`. The answers come in the body, and stand nowhere else."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

import sluimer

LANGUAGE = "en"
KB = sluimer.load()  # once; threads may share it


@never_cache
@csrf_exempt  # nobody is logged in here, and nothing is changed
@require_POST
def advise(request: HttpRequest) -> JsonResponse:
    """What is advised to whoever gave these answers; `json.loads` would have lost a fact that stands there twice."""
    try:
        advice = KB.consult(KB.read_case(request.body)).as_dict(LANGUAGE)
    except sluimer.CaseError as error:
        return JsonResponse({"problems": [problem.as_dict(LANGUAGE) for problem in error.problems]}, status=422)
    return JsonResponse(advice)


urlpatterns = [path("advice", advise)]
