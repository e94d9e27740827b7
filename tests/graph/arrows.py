"""Boxes of a picture and which arrows lead from which to which, told by where they are drawn."""

import re
import xml.etree.ElementTree as xml

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NEAR = 4.0  # points: a box's border, an arrow's line and what rounding adds


def points_of(shape):
    numbers = [float(n) for n in NUMBER.findall(shape.get("d") or shape.get("points") or "")]
    return list(zip(numbers[::2], numbers[1::2]))


def shapes_of(group):
    return [shape for shape in group.iter() if shape.tag in (SVG + "path", SVG + "polygon")]


def bounds_of(group):
    points = [point for shape in shapes_of(group) for point in points_of(shape)]
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def distance(point, bounds):
    """From a box; 0 within it."""
    x, y = point
    left, top, right, bottom = bounds
    return max(left - x, x - right, 0.0) + max(top - y, y - bottom, 0.0)


def nearest(boxes, point):
    """The box that a point touches, the smallest first; None."""
    near = [(distance(point, bounds), name) for name, bounds in boxes.items()]
    return min(near)[1] if near and min(near)[0] <= NEAR else None


def apart(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def ends_of(group):
    """Where an arrow begins, and its tip: of the head that corner which lies furthest from the line.
    What closes a cycle is drawn from its tip."""
    shapes = shapes_of(group)
    line = points_of(shapes[0])
    heads = [points_of(shape) for shape in shapes[1:] if len(points_of(shape)) > 2]
    if not heads:
        return line[0], line[-1]
    start, end = line[0], line[-1]
    if apart(heads[-1][0], start) < apart(heads[-1][0], end):
        start, end = end, start
    return start, max(heads[-1], key=lambda point: apart(point, end))


def graph_of_svg(text):
    """(boxes with their tooltips, arrows) as in the DOT, but where arrows lead to all boxes the topmost
    comes first; arrows that touch no box name it None."""
    groups = [group for group in xml.fromstring(text).iter(SVG + "g")]
    nodes = [group for group in groups if group.get("class") == "node"]
    tips = {group.get("id"): group.find(SVG + "title").text.replace("\n", "\\n") for group in nodes
            if group.find(SVG + "title") is not None}
    bounds = {group.get("id"): bounds_of(group) for group in nodes if group.get("id") in tips}
    arrows = []
    for group in groups:
        if group.get("class") == "edge" and shapes_of(group):
            start, tip = ends_of(group)
            arrows.append((nearest(bounds, start), nearest(bounds, tip), group.get("id")))
    if not set(tips) - {callee for caller, callee, _ in arrows if caller != callee}:
        order = sorted(tips, key=lambda name: (bounds[name][1], bounds[name][0]))
        tips = {name: tips[name] for name in order}
    return tips, arrows
