"""What the report carries, decoded."""

import base64
import json
import re

from harness import run


def unescape(text):
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"),
                         ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def read_leb(text):
    values, value, shift = [], 0, 0
    for byte in base64.b64decode(text):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    return values


class Page:
    """What the report carries."""

    def __init__(self, path=None, text=None):
        """Of a profile's report, or of the text of one that is there."""
        self.text = text or run("-T", "html", path).out.decode("utf-8", "replace")
        self.meta = json.loads(self.part("meta"))
        self.quantum = self.meta["quantum"]
        self.names, self.files = json.loads(self.part("names")), json.loads(self.part("files"))
        data = read_leb(self.part("function-data"))
        self.functions = [data[i:i + 7] for i in range(0, len(data), 7)]
        for row in self.functions:  # the page shows the larger of Own and Total
            row[6] = max(row[5:])
        self.blocks = self.read_tree()

    def part(self, name):
        return re.search(r"<script type=text/x id=\"?%s\"?>(.*?)</script>" % name, self.text,
                         re.S)[1]

    def read_tree(self):
        """(parent, function or -1, weight, own) of each block. What is cut, too small for a block
        of its own, is what is left of the root's weight."""
        data, at, blocks, path = read_leb(self.part("tree-data")), 0, [], []
        gaps = 0
        while at < len(data):
            up, function, weight, own, flags = data[at:at + 5]
            at += 5 + 2 * (flags & 1) + (flags >> 2 & 1)
            gaps += data[at - 1] if flags >> 2 & 1 else 0
            path = path[:len(path) - up] if up else path
            blocks.append((path[-1] if path else -1, function - 1, weight, own))
            path.append(len(blocks) - 1)
        self.cut = blocks[0][2] - gaps - sum(block[3] for block in blocks) + len(blocks)
        return blocks

    def table_rows(self):
        """(calls, own, own share, total, total share, name, place) of the table without scripts."""
        table = re.search(r"id=table-static>\s*<table>(.*?)</table>", self.text, re.S)[1]
        for row in re.findall(r"<tr><td>(.*?)</tr>", table, re.S):
            yield [unescape(re.sub("<[^>]*>", "", cell)) for cell in
                   re.split(r"</t[dh]><t[dh][^>]*>", row)]
