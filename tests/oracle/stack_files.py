"""Files of stacks: read and written here without the program's help, each format as its own
documents say.

What is read or written is a list of samples: (thread, frames, cost, count), where frames are
(file, name, line of the definition or 0), the outermost first, and the cost is in the unit of the
file's own program, or seconds.
"""

import json
import struct

SCALES = {"seconds": 1, "milliseconds": 1e-3, "microseconds": 1e-6, "nanoseconds": 1e-9}
UNKNOWN = "[unknown]"


def whole_or_one(unit, weight):
    return int(weight) if unit in ("none", "samples") else 1


# --- speedscope: https://www.speedscope.app/file-format-schema.json


def read_speedscope(document):
    is_definition = document.get("exporter", "").startswith("pyinstrument")
    frames = [
        (f.get("file") or "", f["name"] or UNKNOWN, f.get("line") or 0 if is_definition else 0)
        for f in document["shared"]["frames"]
    ]
    samples = []
    for profile in document["profiles"]:
        stretches = sampled(profile) if profile["type"] == "sampled" else evented(profile)
        thread = profile["name"] if len(document["profiles"]) > 1 else None
        for stack, weight in stretches:
            cost = weight * SCALES.get(profile["unit"], 1)
            count = whole_or_one(profile["unit"], weight)
            samples.append((thread, [frames[i] for i in stack], cost, count))
    return samples


def sampled(profile):
    return list(zip(profile["samples"], profile["weights"]))


def evented(profile):
    stack, stretches, last = [], [], None
    for event in profile["events"]:
        if stack and event["at"] > last:
            stretches.append((list(stack), event["at"] - last))
        last = event["at"]
        if event["type"] == "O":
            stack.append(event["frame"])
        else:
            assert stack.pop() == event["frame"]
    if stack and profile["endValue"] > last:
        stretches.append((stack, profile["endValue"] - last))
    return stretches


def numbered(samples):
    """Distinct frames, and samples by the frames' numbers."""
    numbers = {}
    stacks = [[numbers.setdefault(frame, len(numbers)) for frame in s[1]] for s in samples]
    return list(numbers), stacks


def by_thread(samples):
    threads = {}
    for sample in samples:
        threads.setdefault(sample[0], []).append(sample)
    return threads


def write_speedscope(samples, as_events):
    frames, _ = numbered(samples)
    place = {frame: i for i, frame in enumerate(frames)}
    profiles = []
    for thread, own in by_thread(samples).items():
        stacks = [[place[frame] for frame in s[1]] for s in own]
        end = sum(s[2] for s in own)
        profile = {"name": thread or "main", "unit": "none", "startValue": 0, "endValue": end}
        if as_events:
            profile.update(type="evented", events=events_of(stacks, [s[2] for s in own]))
        else:
            profile.update(type="sampled", samples=stacks, weights=[s[2] for s in own])
        profiles.append(profile)
    shown = [{"name": name, "file": file, "line": 7} for file, name, _ in frames]
    return json.dumps({"shared": {"frames": shown}, "profiles": profiles}).encode()


def events_of(stacks, weights):
    events, open_frames, at = [], [], 0
    for stack, weight in zip(stacks + [[]], weights + [0]):
        shared = 0
        while shared < min(len(stack), len(open_frames)) and stack[shared] == open_frames[shared]:
            shared += 1
        for frame in reversed(open_frames[shared:]):
            events.append({"type": "C", "frame": frame, "at": at})
        for frame in stack[shared:]:
            events.append({"type": "O", "frame": frame, "at": at})
        open_frames, at = stack, at + weight
    return events


# --- Firefox Profiler: docs-developer/processed-profile-format.md, gecko-profile-format.md


def columns(table, *names):
    """Columns of either kind of table."""
    if "schema" in table:
        at = [table["schema"].get(name) for name in names]
        return [[row[i] if i is not None and i < len(row) else None for row in table["data"]]
                for i in at]  # fmt: skip
    return [table.get(name) for name in names]


def read_gecko(document):
    samples = []
    shared = document.get("shared", {})
    for thread in document["threads"]:
        tables = dict(shared, **thread)
        strings = tables.get("stringArray", tables.get("stringTable"))
        prefixes, stack_frames = columns(tables["stackTable"], "prefix", "frame")
        functions = [gecko_function(tables, strings, i) for i in stack_frames]
        stacks, weights = columns(thread["samples"], "stack", "weight")
        for i, stack in enumerate(stacks):
            frames = []
            while stack is not None:
                frames.append(functions[stack])
                stack = prefixes[stack]
            weight = weights[i] if weights else 1
            if frames:
                samples.append((str(thread["tid"]), frames[::-1], weight, weight))
    return samples


def gecko_function(tables, strings, frame):
    location, func = columns(tables["frameTable"], "location", "func")
    if location:
        name, _, place = strings[location[frame]].rpartition(" (")
        return place.rpartition(":")[0], name, 0
    names, files = columns(tables["funcTable"], "name", "fileName")
    file = files[func[frame]]
    return "" if file is None else strings[file], strings[names[func[frame]]], 0


def stack_rows(stacks):
    """Rows (prefix, frame), and the row of each stack."""
    rows, places, tops = [], {}, []
    for stack in stacks:
        at = None
        for frame in stack:
            if (at, frame) not in places:
                places[at, frame] = len(rows)
                rows.append((at, frame))
            at = places[at, frame]
        tops.append(at)
    return rows, tops


def write_gecko(samples, is_shared):
    """Processed; all tables in each thread, or in "shared"."""
    frames, stacks = numbered(samples)
    rows, tops = stack_rows(stacks)
    strings = sorted({text for frame in frames for text in frame[:2]})
    place = {text: i for i, text in enumerate(strings)}
    tables = {
        "stringArray": strings,
        "stackTable": {"prefix": [row[0] for row in rows], "frame": [row[1] for row in rows]},
        "frameTable": {"func": list(range(len(frames))), "line": [5] * len(frames)},
        "funcTable": {
            "name": [place[frame[1]] for frame in frames],
            "fileName": [place[frame[0]] for frame in frames],
        },
    }
    threads = []
    for thread in by_thread(samples):
        mine = [i for i, sample in enumerate(samples) if sample[0] == thread]
        weights = [samples[i][2] for i in mine]
        own = {"stack": [tops[i] for i in mine], "weight": weights, "weightType": "samples"}
        threads.append(dict({} if is_shared else tables, tid=thread, samples=own))
    document = {"meta": {"interval": 1}, "threads": threads}
    return json.dumps(dict(document, shared=tables) if is_shared else document).encode()


def write_raw_gecko(samples):
    threads = []
    for thread, own in by_thread(samples).items():
        frames, stacks = numbered(own)
        rows, tops = stack_rows(stacks)
        data = [[top, i] for i, (top, s) in enumerate(zip(tops, own)) for _ in range(int(s[2]))]
        threads.append({
            "tid": thread,
            "samples": {"schema": {"stack": 0, "time": 1}, "data": data},
            "stackTable": {"schema": {"frame": 1, "prefix": 0}, "data": rows},
            "frameTable": {"schema": {"location": 0}, "data": [[i] for i in range(len(frames))]},
            "stringTable": ["%s (%s:3)" % (name, file) for file, name, _ in frames],
        })  # fmt: skip
    return json.dumps({"meta": {"interval": 1}, "libs": [], "threads": threads}).encode()


# --- scalene: scalene_json.py of its versions


def read_scalene_stacks(document):
    elapsed = document["elapsed_time_sec"]
    samples = []
    for frames, weight in document["stacks"]:
        if isinstance(weight, dict):
            weight = [weight["count"], None, None, weight["cpu_samples"]]
        count, cost = weight, weight
        if isinstance(weight, list):
            count, cost = weight[0], weight[3] * elapsed
        samples.append((None, [scalene_frame(frame) for frame in frames], cost, count))
    return samples


def share_of_stacks(document):
    """Of the whole time; 1 where only samples are counted."""
    weights = [weight for _, weight in document["stacks"]]
    if isinstance(weights[0], int):
        return 1
    return sum(w["cpu_samples"] if isinstance(w, dict) else w[3] for w in weights)


def scalene_frame(frame):
    """A frame without a name (1.5.20) is left with its line as one."""
    if isinstance(frame, list):
        return frame[0], frame[1], 0
    file, _, rest = frame.rstrip(";").rpartition(" ")
    return file, rest.rpartition(":")[0], 0


def percent(entry):
    return sum(entry[key] for key in ("n_cpu_percent_python", "n_cpu_percent_c", "n_sys_percent"))


def scalene_lines(document):
    """The seconds of each line, by the percents that scalene shows."""
    elapsed = document["elapsed_time_sec"]
    return {
        (file, line["lineno"]): percent(line) / 100 * elapsed
        for file, entry in document["files"].items()
        for line in entry["lines"]
    }


def write_scalene(samples, shape):
    total = sum(s[2] for s in samples)
    stacks = []
    for _, frames, cost, count in samples:
        if shape == "lists":
            stacks.append([[[file, name, 3] for file, name, _ in frames], count])
        elif shape == "shares":
            stacks.append([[[file, name, 3] for file, name, _ in frames],
                           [count, 0, 0, cost / total]])  # fmt: skip
        else:
            stacks.append([["%s %s:3;" % frame[:2] for frame in frames],
                           {"count": count, "cpu_samples": cost / total}])  # fmt: skip
    document = {"elapsed_time_sec": total, "files": {}, "stacks": stacks}
    return json.dumps(document).encode()


# --- Python's binary files: CPython, InternalDocs/profiling_binary_format.md


class Bytes:
    def __init__(self, data, at, order):
        self.data, self.at, self.order = data, at, order

    def fixed(self, form):
        value = struct.unpack_from(self.order + form, self.data, self.at)[0]
        self.at += struct.calcsize("=" + form)
        return value

    def varint(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def take(self, size):
        self.at += size
        return self.data[self.at - size : self.at]


def read_tachyon(data):
    order = "<" if data[:4] == b"HCAT" else ">"
    strings_at, frames_at = struct.unpack_from(order + "QQ", data, 40)
    string_count, frame_count = struct.unpack_from(order + "II", data, len(data) - 32)
    table = Bytes(data, strings_at, order)
    strings = [table.take(table.varint()).decode() for _ in range(string_count)]
    table.at = frames_at
    frames = []
    for _ in range(frame_count):
        file, name = strings[table.varint()], strings[table.varint()]
        for _ in range(4):
            table.varint()
        table.take(1)
        frames.append((file, name, 0))
    samples, last = [], {}
    records = Bytes(data, 64, order)
    while records.at < strings_at:
        tid, interpreter, kind = records.fixed("Q"), records.fixed("I"), records.fixed("B")
        stack = last.get((tid, interpreter), [])  # the innermost first, as in the file
        count = records.varint() if kind == 0 else 1
        for _ in range(count):
            records.varint(), records.take(1)
        if kind:
            before = records.varint() if kind > 1 else 0
            kept = {1: [], 2: stack[len(stack) - before :], 3: stack[before:]}[kind]
            stack = [records.varint() for _ in range(records.varint())] + kept
        last[tid, interpreter] = stack
        if stack:
            samples.append((str(tid), [frames[i] for i in stack[::-1]], count, count))
    return samples


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def tachyon_records(samples, stacks, order):
    """All kinds of records: the shortest that fits each sample."""
    last, out = {}, b""
    for (thread, _, cost, _), stack in zip(samples, stacks):
        stack, before = stack[::-1], last.get(thread)
        head = struct.pack(order + "QI", int(thread), 0)
        moment = varint(1000) + b"\x03"
        count = int(cost)
        if stack != before:
            out += head + tachyon_record(stack, before, moment)
            count -= 1
        if count:
            out += head + b"\x00" + varint(count) + moment * count
        last[thread] = stack
    return out


def tachyon_record(stack, before, moment):
    if before is None:
        return b"\x01" + moment + varint(len(stack)) + b"".join(map(varint, stack))
    shared = 0
    while shared < min(len(stack), len(before)) and stack[-1 - shared] == before[-1 - shared]:
        shared += 1
    new = stack[: len(stack) - shared]
    told = varint(len(new)) + b"".join(map(varint, new))
    if shared % 2:
        return b"\x02" + moment + varint(shared) + told
    return b"\x03" + moment + varint(len(before) - shared) + told


def raw_zstd(data):
    """A zstd frame of blocks that are stored as they are (RFC 8878)."""
    step = 50
    out = b"\x28\xb5\x2f\xfd\x00\x58"
    for at in range(0, len(data), step):
        block = data[at : at + step]
        is_last = at + step >= len(data)
        out += struct.pack("<I", len(block) << 3 | is_last)[:3] + block
    return out


def write_tachyon(samples, order="<", compressed=False):
    frames, stacks = numbered(samples)
    strings = sorted({text for frame in frames for text in frame[:2]})
    place = {text: i for i, text in enumerate(strings)}
    records = tachyon_records(samples, stacks, order)
    records = raw_zstd(records) if compressed else records
    texts = [text.encode() for text in strings]
    string_table = b"".join(varint(len(text)) + text for text in texts)
    frame_table = b"".join(
        varint(place[file]) + varint(place[name]) + varint(14) + varint(0) + b"\x01\x00\xff"
        for file, name, _ in frames
    )
    strings_at = 64 + len(records)
    frames_at = strings_at + len(string_table)
    size = frames_at + len(frame_table) + 32
    count = sum(int(s[2]) for s in samples)
    head = struct.pack(order + "II4sQQQIQQII", 0x54414348, 1, b"\x03\x0f\0\0", 5, 1000, count,
                       len(by_thread(samples)), strings_at, frames_at, compressed, 0)  # fmt: skip
    foot = struct.pack(order + "IIQ", len(strings), len(frames), size) + bytes(16)
    return head + records + string_table + frame_table + foot
