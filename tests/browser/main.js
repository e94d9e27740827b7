// Runs the groups one after the other in one browser: tests/browser/run says how it is called.

import { start, stop } from "./lib/chromium.js";
import { check, counted, verbose } from "./lib/harness.js";
import { removeFolder } from "./lib/program.js";

const GROUPS = [
    "markup", "data", "size", "making", "network", "policy", "plain", "views", "table", "graph", "flame", "tree", "filters", "function",
    "compare", "sides", "hostile", "odd", "keys",
    "access", "history", "print", "speed", "shots", "alone",
];

const MOST_SECONDS = 300;

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
const version = await start();
if (verbose)
    console.log(`Chromium ${version}, Node ${process.version}`);
for (const name of wanted.length ? wanted : GROUPS)
    await runGroup(name);
await stop();
removeFolder();
const { passed, failed, skipped } = counted();
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed ? 1 : 0;
