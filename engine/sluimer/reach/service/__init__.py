"""The service: a knowledge base over HTTP, and the processes that keep it answering."""

from importlib.util import find_spec

if lacking := [name for name in ("fastapi", "uvicorn", "prometheus_client") if find_spec(name) is None]:
    raise ModuleNotFoundError(f"sluimer.reach.service needs {lacking}: pip install 'sluimer[serve]'", name=lacking[0])

from sluimer.reach.service.application import make_app as make_app
from sluimer.reach.service.limits import Limits as Limits
from sluimer.reach.service.shelf import Shelf as Shelf
from sluimer.reach.service.start import PageMaker as PageMaker
