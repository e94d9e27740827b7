"""What dot makes of a graph, in inches: boxes, curves, and how easily these are followed."""

import collections
import json
import math
import re
import subprocess

POINTS = 72.0  # an inch
SEGMENTS = 12  # for each cubic piece of a curve
NEAR = 0.1  # around a box: where the arrowheads that it shares with others run together


class Node:
    def __init__(self, name, x, y, width, height, attributes):
        self.name, self.x, self.y, self.width, self.height = name, x, y, width, height
        self.attributes = attributes
        self.visible = "invis" not in attributes.get("style", "")

    def box(self):
        half = self.width / 2, self.height / 2
        return self.x - half[0], self.y - half[1], self.x + half[0], self.y + half[1]

    def is_near(self, point):
        x, y = point
        return (
            abs(x - self.x) <= self.width / 2 + NEAR and abs(y - self.y) <= self.height / 2 + NEAR
        )

    def first_line(self, attribute, backslashes):
        """As it was before it was escaped, with that many backslashes for one."""
        pattern = r"(?:[^\\]|\\{%d})*" % backslashes
        line = re.match(pattern, self.attributes.get(attribute, ""), re.S).group()
        return line.replace("\\" * backslashes, "\\")


class Edge:
    """Its pieces are cubic curves of four points each. An edge written with dir=back is drawn from
    head to tail, but the call goes from caller to callee."""

    def __init__(self, tail, head, pieces, attributes):
        self.ends = {tail, head}
        self.pieces, self.attributes = pieces, attributes
        turned = attributes.get("dir") == "back"
        self.caller, self.callee = (head, tail) if turned else (tail, head)
        style = attributes.get("style", "")
        self.visible = "invis" not in style
        self.dotted = "dotted" in style
        self.label = label_of(attributes)


class Layout:
    def __init__(self, width, height, nodes, edges):
        self.width, self.height = width, height
        self.nodes = {node.name: node for node in nodes}
        self.edges = edges

    def area(self):
        return self.width * self.height

    def shown_nodes(self):
        return [node for node in self.nodes.values() if node.visible]

    def shown_edges(self):
        return [edge for edge in self.edges if edge.visible]

    def rank(self, name):
        """How many rows of boxes stand higher."""
        y = self.nodes[name].y
        return len({round(node.y, 1) for node in self.shown_nodes() if node.y > y + 0.1})

    def straightness(self, path):
        """How many times longer the way from box to box is than from the first to the last."""
        places = [(self.nodes[name].x, self.nodes[name].y) for name in path]
        direct = distance(places[0], places[-1])
        way = sum(distance(a, b) for a, b in zip(places, places[1:]))
        return way / direct if direct else math.inf

    def leads_down(self, path):
        heights = [self.nodes[name].y for name in path]
        return all(a > b for a, b in zip(heights, heights[1:]))

    def crossings(self):
        """In how many points one drawn edge crosses another, but for those where both end."""
        return sum(
            not any(self.nodes[end].is_near(point) for end in first.ends & second.ends)
            for first, second, point in meetings(self.shown_edges())
        )


    def labels_hit(self):
        """Labels that lie on a box, on another label, or on an edge that is not theirs."""
        found = []
        labels = [(edge, edge.label) for edge in self.shown_edges() if edge.label]
        for edge, label in labels:
            boxes = any(overlap(label, node.box()) for node in self.shown_nodes())
            others = any(overlap(label, other) for one, other in labels if one is not edge)
            lines = any(
                one is not edge and runs_through(label, start, end)
                for one, start, end in segments(self.shown_edges())
            )
            if boxes or others or lines:
                found.append(edge.attributes.get("label", ""))
        return found


LETTER = (0.6, 1.2)  # how wide and high one is, against the font's size
TOUCHES = 0.9  # letters do not fill what they are given


def label_of(attributes):
    """(left, bottom, right, top) of an edge's label; None if it has none."""
    place = attributes.get("lp") or attributes.get("xlp")
    if not place:
        return None
    x, y = point_of(place)
    text = (attributes.get("label") or attributes.get("xlabel")).strip()
    size = float(attributes.get("fontsize", 9)) / POINTS * TOUCHES
    wide, high = LETTER[0] * size * len(text) / 2, LETTER[1] * size / 2
    return x - wide, y - high, x + wide, y + high


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def runs_through(box, start, end, steps=8):
    points = (
        (start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps)
        for i in range(steps + 1)
    )
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points)


def distance(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def flattened(piece):
    """Points along a cubic curve, but for its first."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
    for i in range(1, SEGMENTS + 1):
        t = i / SEGMENTS
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def segments(edges):
    """(edge, from, to) of all straight parts of all edges."""
    for edge in edges:
        for piece in edge.pieces:
            start = piece[0]
            for end in flattened(piece):
                if start != end:
                    yield edge, start, end
                start = end


def meeting(a, b, c, d):
    """Where the segment from a to b crosses the one from c to d. The end of each belongs to the
    next one of its curve."""
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    area = ux * vy - uy * vx
    if not area:
        return None
    wx, wy = c[0] - a[0], c[1] - a[1]
    t, u = (wx * vy - wy * vx) / area, (wx * uy - wy * ux) / area
    return (a[0] + t * ux, a[1] + t * uy) if 0 <= t < 1 and 0 <= u < 1 else None


def cells(start, end, size):
    """The squares of a grid that a segment may touch."""
    columns = sorted((math.floor(start[0] / size), math.floor(end[0] / size)))
    rows = sorted((math.floor(start[1] / size), math.floor(end[1] / size)))
    for column in range(columns[0], columns[1] + 1):
        for row in range(rows[0], rows[1] + 1):
            yield column, row


def meetings(edges):
    """(edge, other edge, point) of all crossings. Segments are compared within squares of a grid,
    as wide as segments are long on average; a crossing counts in the square that it lies in."""
    parts = list(segments(edges))
    size = sum(distance(start, end) for _, start, end in parts) / len(parts) if parts else 1
    grid = collections.defaultdict(list)
    for part in parts:
        for cell in cells(part[1], part[2], size):
            grid[cell].append(part)
    for cell, some in grid.items():
        for i, (edge, a, b) in enumerate(some):
            for other, c, d in some[:i]:
                point = meeting(a, b, c, d) if edge is not other else None
                if point and (point[0] // size, point[1] // size) == cell:
                    yield edge, other, point


def point_of(word):
    x, y = word.split(",")[-2:]
    return float(x) / POINTS, float(y) / POINTS


def pieces_of(position):
    """The cubic curves of an edge's pos: splines with ";" between, each maybe with arrows' ends."""
    for spline in position.split(";"):
        points = [point_of(word) for word in spline.split() if word[0] not in "es"]
        for i in range(0, len(points) - 1, 3):
            yield points[i : i + 4]


def node_of(found):
    x, y = point_of(found["pos"])
    return Node(found["name"], x, y, float(found["width"]), float(found["height"]), found)


def layout(dot, *options, timeout=60):
    """The Layout of a DOT text, or None if dot takes too long. -Tjson0 has all that -Tplain has,
    and what each node and edge was given."""
    command = ["dot", "-q", "-Tjson0", *options]
    try:
        done = subprocess.run(command, input=dot, stdout=subprocess.PIPE, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None
    found = json.loads(done.stdout.decode("utf-8"))
    names = {item["_gvid"]: item["name"] for item in found.get("objects", [])}
    nodes = [node_of(item) for item in found.get("objects", []) if "width" in item]
    edges = [
        Edge(names[item["tail"]], names[item["head"]], list(pieces_of(item["pos"])), item)
        for item in found.get("edges", [])
        if "pos" in item
    ]
    left, bottom, right, top = (float(number) / POINTS for number in found["bb"].split(","))
    return Layout(right - left, top - bottom, nodes, edges)
