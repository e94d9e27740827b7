"""The Pythons that the package is tested with."""

import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.join(ROOT, "build", "python-tools")  # a virtual environment; "ready" in it when it is


def pythons():
    """This Python, and those of pyenv that the package is for, one a version."""
    found = {sys.version_info[:2]: sys.executable}
    for path in glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")):
        match = re.search(r"/3\.(\d+)\.", path)
        if match and int(match.group(1)) >= 9:
            found.setdefault((3, int(match.group(1))), path)
    return [found[version] for version in sorted(found) if version >= (3, 9)]
