"""Many persons at once: the net as one straight line of `&`, `|`, `^` over whole numbers, one bit a person."""

from sluimer.engines.planes.compile import Wanted as Wanted
from sluimer.engines.planes.run import Plane as Plane
from sluimer.engines.planes.run import PlaneReading as PlaneReading
from sluimer.engines.planes.run import Planes as Planes
from sluimer.engines.planes.run import make_planes as make_planes
from sluimer.engines.planes.run import members as members
from sluimer.engines.planes.variants import Variants as Variants
