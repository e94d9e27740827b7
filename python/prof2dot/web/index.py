"""The index of a folder of reports."""

from __future__ import annotations

import html
from typing import Any

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Requests</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .25em 1em .25em 0; border-bottom: 1px solid #8884 }}
th:nth-child(2), td:nth-child(2) {{ text-align: right; font-variant-numeric: tabular-nums }}
td:not(:last-child), th {{ white-space: nowrap }}
td:last-child {{ overflow-wrap: anywhere }}
</style></head><body>
<h1>Requests</h1>
<p>{summary}</p>
<table><thead><tr><th>Began (UTC)<th>Took<th>Status<th>Request</tr></thead>
<tbody>
{rows}
</tbody></table>
</body></html>
"""
ROW = '<tr><td>{when}<td>{took:.0f} ms<td>{status}<td><a href="{name}.html">{title}</a></tr>'


def row_of(name: str, about: dict[str, Any]) -> str:
    """A row of the table; `name` begins with date and time."""
    day, clock = name[:8], name[9:15]
    return ROW.format(
        when=f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:]}",
        took=1000 * float(about["seconds"]),
        status=html.escape(str(about["status"])),
        name=name,
        title=html.escape(str(about["request"])),
    )


def page_of(rows: list[str]) -> str:
    """The page of reports by their rows, in the order given."""
    count = len(rows)
    return PAGE.format(
        summary=f"{count} report{'s' * (count != 1)}, the newest first.",
        rows="\n".join(rows),
    )
