"""What stands where in a picture."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def boxes(picture: str) -> list[tuple[float, float, float, float]]:
    """The edges of each box: left, top, right, bottom."""
    rects = [rect for group in ElementTree.fromstring(picture).iter(f"{SVG}g") for rect in group.iter(f"{SVG}rect")]
    sides = [[float(rect.attrib[key]) for key in ("x", "y", "width", "height")] for rect in rects]
    return [(x, y, x + wide, y + high) for x, y, wide, high in sides]


def cover(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
