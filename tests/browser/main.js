// Runs groups, three at a time (each waits for frames now and then), in a browser and a process of their own;
// those that measure time come last, alone. tests/browser/run says how it is called.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { start, stop } from "./lib/chromium.js";
import { check, counted, verbose } from "./lib/harness.js";
import { removeFolder } from "./lib/program.js";

// The longest first: none of those that run beside each other is then waited for alone.
const GROUPS = [
    "odd", "compare", "sides", "shots", "access", "hostile", "policy", "network", "inputs", "filters", "history",
    "tree", "graph", "keys", "table", "flame", "function", "plain", "print", "views", "size", "alone", "markup",
    "data", "making", "speed",
];
const TIMED = ["making", "speed"];
const AT_A_TIME = 3;

const MOST_SECONDS = 600;

const alarm = () => new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`takes more than ${MOST_SECONDS} s`)), 1000 * MOST_SECONDS).unref();
});

async function runGroup(name) {
    const before = counted();
    const begin = performance.now();
    try {
        const { test } = await import(`./groups/${name}.js`);
        await Promise.race([test(), alarm()]);
    } catch (error) {
        check(false, `${name}: ends`, String(error.stack || error));
    }
    const [passed, failed] = ["passed", "failed"].map((key) => counted()[key] - before[key]);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${name.padEnd(10)} ${passed} passed${failed ? `, ${failed} FAILED` : ""} (${seconds} s)`);
}

const wanted = process.argv.slice(2).filter((word) => word !== "-v");
const unknown = wanted.filter((name) => !GROUPS.includes(name));
if (unknown.length) {
    console.error(`no such group: ${unknown.join(", ")}; there are ${GROUPS.join(", ")}`);
    process.exit(2);
}

async function here(name) {
    const version = await start();
    if (verbose)
        console.log(`Chromium ${version}, Node ${process.version}`);
    await runGroup(name);
    await stop();
    removeFolder();
    return counted();
}

// The counts of a group that runs in a process of its own; one that does not say them has failed.
function apart(name) {
    const words = [fileURLToPath(import.meta.url), name, ...(verbose ? ["-v"] : [])];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => { text += part; });
    return new Promise((resolve) => {
        child.on("close", () => {
            const [, lines, ...counts] = /^([^]*?)(\d+) passed, (\d+) failed, (\d+) skipped\n$/.exec(text)
                || [null, `${text}${name.padEnd(10)} says no counts: FAILED\n`, 0, 1, 0];
            process.stdout.write(lines);
            const [passed, failed, skipped] = counts.map(Number);
            resolve({ passed, failed, skipped });
        });
    });
}

async function lane(names, sums) {
    for (let name = names.shift(); name; name = names.shift()) {
        const counts = await apart(name);
        for (const key of Object.keys(sums))
            sums[key] += counts[key];
    }
}

async function all(names) {
    const sums = { passed: 0, failed: 0, skipped: 0 };
    const untimed = names.filter((name) => !TIMED.includes(name));
    await Promise.all(Array.from({ length: AT_A_TIME }, () => lane(untimed, sums)));
    await lane(names.filter((name) => TIMED.includes(name)), sums);
    return sums;
}

const names = wanted.length ? wanted : GROUPS;
const { passed, failed, skipped } = names.length === 1 ? await here(names[0]) : await all(names);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed ? 1 : 0;
