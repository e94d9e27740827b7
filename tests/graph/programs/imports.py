"""Imports a good part of the standard library: modules' bodies call each other in a circle."""

import importlib

MODULES = """
aifc argparse ast asyncio base64 bdb bz2 cProfile cgi cmd code codeop colorsys compileall
concurrent.futures concurrent.futures.process configparser contextvars copy csv ctypes ctypes.util
curses dataclasses datetime dbm decimal difflib dis distutils.core doctest email email.mime.text
email.policy ensurepip filecmp fileinput fractions ftplib getopt getpass gettext glob gzip hashlib
html.parser http.client http.cookiejar http.server imaplib importlib.metadata importlib.resources
inspect ipaddress json lib2to3.main lib2to3.refactor logging.config logging.handlers lzma mailbox
mimetypes modulefinder multiprocessing multiprocessing.managers multiprocessing.pool netrc nntplib
numbers optparse pathlib pdb pickletools pkgutil platform plistlib poplib pprint profile pstats
pyclbr pydoc queue quopri random runpy sched secrets selectors shelve shlex shutil smtplib
socketserver sqlite3 ssl statistics subprocess symtable tabnanny tarfile telnetlib tempfile
textwrap timeit tokenize trace tracemalloc typing unittest unittest.mock urllib.request
urllib.robotparser uuid venv wave webbrowser wsgiref.simple_server xml.dom.minidom
xml.etree.ElementTree xml.sax xmlrpc.client xmlrpc.server zipapp zipfile zipimport zoneinfo
""".split()


def load(name):
    try:
        importlib.import_module(name)
    except ImportError:  # not in every version
        pass


for module in MODULES:
    load(module)
