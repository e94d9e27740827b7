// Running prof2dot, and the profiles and reports that several groups look at (each made once).

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
export const PROGRAM = process.env.PROGRAM;
export const folder = mkdtempSync(path.join(tmpdir(), "prof2dot-browser-"));
export const removeFolder = () => rmSync(folder, { recursive: true, force: true });

// Of the graph only where the program begins.
const NO_GRAPH = ["-n", "100"];
const made = new Map();

function once(key, make) {
    if (!made.has(key))
        made.set(key, make());
    return made.get(key);
}

// How a run ended: status, out and err (bytes), milliseconds.
export function run(args, options = {}) {
    const start = performance.now();
    const done = spawnSync(PROGRAM, args, { maxBuffer: 1 << 30, timeout: 120000, ...options });
    return {
        status: done.status, out: done.stdout, err: String(done.stderr), ms: performance.now() - start,
    };
}

// A profile that tests/browser/make_profile.py makes; { file, printed }.
export const generated = (kind, count = "") => once(`profile ${kind} ${count}`, () => {
    const file = path.join(folder, `${kind}${count}.prof`);
    const words = [path.join(ROOT, "tests/browser/make_profile.py"), kind, file, ...[count].filter(Boolean)];
    return { file, printed: String(execFileSync("python3", words.map(String))) };
});

export const fixture = (name) => path.join(ROOT, "tests/fixtures", name);
export const sample = (name) => path.join(ROOT, "samples", name);

// The report of a profile, as the path of an HTML file; throws if the program fails.
export const report = (profile, options = []) => once(`report ${profile} ${options}`, () => {
    mkdirSync(path.join(folder, "reports"), { recursive: true });
    const file = path.join(folder, "reports", `${made.size}-${path.basename(profile, ".prof")}.html`);
    const done = run([...options, "-o", file, profile]);
    if (done.status !== 0)
        throw new Error(`prof2dot -o ${path.basename(file)} ${profile}: ${done.status} ${done.err}`);
    return file;
});

// The report of several profiles.
export const reportOf = (profiles, options = []) => report(profiles.at(-1), [...options, ...profiles.slice(0, -1)]);

// A picture of a profile in this format, as the path of an SVG file.
export const picture = (profile, format) => once(`picture ${profile} ${format}`, () => {
    const file = path.join(folder, `${made.size}-${format}.svg`);
    const done = run(["-T", format, "-o", file, profile]);
    if (done.status !== 0)
        throw new Error(`prof2dot -T ${format} ${profile}: ${done.status} ${done.err}`);
    return file;
});

// Without the graph, whose layout is not what is measured.
export const largeReport = (count) => report(generated("calls", count).file, NO_GRAPH);

export const bytesOf = (file) => readFileSync(file);
export const textOf = (file) => readFileSync(file, "utf8");
