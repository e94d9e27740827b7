// How long it takes to make a report.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { below, check, figure } from "../lib/harness.js";
import { PROGRAM, folder, generated } from "../lib/program.js";

// The processor's time in milliseconds, which says more than the clock where others use the machine, too.
function work(args) {
    const script = 'exec 3>&2; TIMEFORMAT="%U %S"; time "$@" 2>&3';
    const { status, stderr } = spawnSync("bash", ["-c", script, "bash", PROGRAM, ...args], { encoding: "utf8" });
    check(status === 0, `prof2dot ${args.join(" ")}`, stderr);
    const [user, system] = stderr.trim().split("\n").pop().split(" ").map(Number);
    return 1000 * (user + system);
}

// The least processor's time of each in some turns, fewer where that is as little as wanted.
function least(commands, isEnough) {
    const found = commands.map(() => Infinity);
    for (let i = 0; i < 4 && !isEnough(...found); i++)
        commands.forEach((args, at) => { found[at] = Math.min(found[at], work(args)); });
    return found;
}

function compare(count, most) {
    const profile = generated("calls", count).file;
    const html = path.join(folder, "made.html"), svg = path.join(folder, "made.svg");
    const [svgTime, htmlTime] = least([["-o", svg, profile], ["-o", html, profile]],
        (svgWork, htmlWork) => htmlWork / svgWork <= most);
    figure(`${count} functions`, `SVG ${svgTime.toFixed(0)} ms, HTML ${htmlTime.toFixed(0)} ms`);
    below(htmlTime / svgTime, most, `${count} functions: a report takes, to the SVG alone`, "times");
}

export async function test() {
    // A picture of 60 boxes is laid out in no time; a report unfolds the stacks and blames as well.
    compare(3000, 5);
    // It should take twice as long at most; the picture alone has become faster than the rest since.
    compare(200000, 2.6);
    // A threshold that leaves one function makes the graph cost nothing.
    const html = path.join(folder, "made.html");
    const [large] = least([["-n", "100", "-o", html, generated("calls", 200000).file]], (ms) => ms <= 3000);
    below(large, 4500, "200,000 functions without the graph", "ms");
}
