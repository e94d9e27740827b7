"""Packs and unpacks made-up files as tar, zip, gzip and pickle, all in memory."""

import copy
import fractions
import gzip
import hashlib
import io
import pickle
import random
import tarfile
import zipfile


def entries(count):
    """(name, contents, tags) of each file."""
    chance = random.Random(1)
    for number in range(count):
        words = ["%d" % chance.randrange(10000) for _ in range(150)]
        tags = {word: {"at": at, "all": words[:3]} for at, word in enumerate(words[:20])}
        tags["size"] = fractions.Fraction(len(words), 7)
        yield "folder%d/file%d" % (number % 20, number), " ".join(words).encode(), tags


def tar(files):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data, _ in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    with tarfile.open(fileobj=io.BytesIO(packed.getvalue())) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def zip_of(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, _ in files:
            archive.writestr(name, data)
    with zipfile.ZipFile(io.BytesIO(packed.getvalue())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pickled(files):
    stream = io.BytesIO()
    pickle._Pickler(stream, 2).dump(files)
    return pickle._Unpickler(io.BytesIO(stream.getvalue())).load()


def lines(files):
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb") as packed:
        for _, data, _ in files:
            packed.write(digest(data).encode() + b"\n")
    with gzip.open(io.BytesIO(stream.getvalue()), "rt") as packed:
        return [line.strip() for line in packed]


def digest(data):
    return hashlib.sha256(data).hexdigest()


def main():
    files = list(entries(400))
    same = {name: data for name, data, _ in files}
    assert tar(files) == same and zip_of(files) == same
    again = copy.deepcopy(pickled(files[:120]))
    assert lines(again) == [digest(data) for _, data, _ in files[:120]]


main()
