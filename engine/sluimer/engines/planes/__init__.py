"""Many persons at once: the net as one straight line of `&`, `|`, `^` over whole numbers, one bit a person."""

from sluimer.engines.planes.run import Found, Planes, make_planes

__all__ = ["Found", "Planes", "make_planes"]
