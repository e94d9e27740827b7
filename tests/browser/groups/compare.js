// A report that compares: its numbers against Python's pstats, odd and hostile profiles, no scripts, its size. The
// switch between its sides is in the group sides.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { VIEWS, go, open, visit } from "../lib/chromium.js";
import { below, check, equal, figure, none } from "../lib/harness.js";
import { byId, parse, text } from "../lib/markup.js";
import { bytesOf, folder, generated, report, run, sample, textOf } from "../lib/program.js";
import { useEverything } from "../lib/use.js";
import { csv } from "./table.js";

export const SIDES = { before: "b", after: "a", "": "c" };
export const LABELS = { before: "Before", after: "After", "": "Change" };

export const compared = (before, after, options = []) => report(after, [...options, "--base", before]);

const STATS = `
import json, pstats, sys
print(json.dumps([[[*key, value[1], value[2], value[3]] for key, value in pstats.Stats(path).stats.items()] for path in sys.argv[1:]]))
`;

// What pstats knows of both profiles: by name, where there is one function of that name on each side at most.
function oracle(before, after) {
    const found = new Map();
    JSON.parse(String(execFileSync("python3", ["-c", STATS, before, after]))).forEach((rows, side) => {
        for (const [, , name, calls, own, total] of rows) {
            const entry = found.get(name) ?? { rows: [0, 0], calls: [0, 0], own: [0, 0], total: [0, 0] };
            found.set(name, entry);
            entry.rows[side] += 1;
            Object.assign(entry.calls, { [side]: calls });
            Object.assign(entry.own, { [side]: own });
            Object.assign(entry.total, { [side]: total });
        }
    });
    return new Map([...found].filter(([, { rows }]) => Math.max(...rows) === 1));
}

const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b)) + 2e-7;

async function tableAgrees(page, known) {
    await go(page, "#table");
    const { lines: rows } = await csv(page);
    const at = Object.fromEntries(rows[0].map((title, i) => [title, i]));
    const wrong = [];
    let seen = 0;
    const times = new Map();
    for (const [name] of rows)
        times.set(name, (times.get(name) ?? 0) + 1);
    for (const row of rows.slice(1)) {
        const expected = known.get(row[at.Name]);
        if (!expected || !row[at["File and line"]].includes(":") || times.get(row[at.Name]) > 1)
            continue;
        seen += 1;
        const pairs = [["Δ calls", "calls"], ["Δ own", "own"], ["Δ total", "total"]];
        for (const [title, key] of pairs)
            if (!near(Number(row[at[title]]), expected[key][1] - expected[key][0]))
                wrong.push(`${row[at.Name]} ${key}: ${row[at[title]]}, ${expected[key]}`);
        const isGone = expected.rows[1] === 0, isNew = expected.rows[0] === 0;
        if ((isGone && row[at.Why] !== "gone") || (isNew && row[at.Why] !== "new"))
            wrong.push(`${row[at.Name]}: ${row[at.Why]}`);
    }
    none(wrong, "the table's changes are those of pstats");
    check(seen > 1000, "the table was compared", String(seen));
}

async function lead(page) {
    await go(page, "#summary");
    const words = (await page.locator("#changes").innerText()).replace(/\u202f/g, " "); // no line ends within numbers
    check(/53\.7 s → 2\.0\d s, 2[67] times as fast/.test(words), "the lead says what changed", words.slice(0, 200));
    check(/gone: \S*__setitem__ −44\.\d s, 10.000 calls/.test(words), "and why", words.slice(0, 400));
}

// Each reason has a line of its own below the figures, and is not what a column says anyway.
async function whyBelow(page) {
    await go(page, "#summary");
    const cells = await page.$$eval("#changes .why td:last-child", (all) => all.map((cell) =>
        ({ reason: cell.innerText, width: cell.offsetWidth, above: cell.parentElement.previousElementSibling.children[2].innerText })));
    check(cells.length > 3, "changes have reasons", cells.length);
    none(cells.filter(({ width }) => width < 300).map(({ reason }) => reason), "reasons have room");
    none(cells.filter(({ reason, above }) => reason === above).map(({ reason }) => reason), "reasons say more than the columns");
}

// Folded rows of the tree tell what changed, as all others do.
async function foldedChange(page) {
    await go(page, "#tree");
    const rows = await page.$$eval("#tree .body .row", (all) => all.map((row) =>
        ({ cells: [...row.children].map((cell) => cell.innerText.trim()), isFrame: Boolean(row.dataset.function) })));
    const folded = rows.filter(({ isFrame }) => !isFrame);
    check(folded.some(({ cells }) => /frames in/.test(cells[0])), "there are folded rows", folded.length);
    const isEmpty = ({ cells }) => !cells[1] || !/→/.test(cells[4]);
    none(folded.filter(isEmpty).map(({ cells }) => cells.join("; ")), "folded rows tell what changed");
}

// All functions before are there after the switch, none that is new.
async function membersOf(page, known) {
    for (const [side, at] of [["before", 0], ["after", 1]]) {
        await go(page, `#table?side=${side}`);
        const names = new Set((await csv(page)).lines.slice(1).map(([name]) => name));
        const wrong = [...known].filter(([name, { rows }]) => /^\w+$/.test(name) && !names.has(name) !== !rows[at]).map(([name]) => name);
        check(wrong.length < 0.1 * known.size, `the functions ${side}`, `${wrong.length} of ${known.size}: ${wrong.slice(0, 5)}`);
    }
}

// A program of two versions, whose methods have their classes' names from the source: in another folder, on other lines.
const PROGRAM_TEXT = `
class Settings:
    def get(self, count):
        return sum(self.read() for _ in range(count))
    def read(self):
        return sum(i * i for i in range(300))
print(Settings().get(COUNT))
`;

// A function is called the same in the picture, the tree and the summary; what moved is told once.
async function oneName() {
    const sides = [["old", 2000, ""], ["new", 20, "import os\n"]].map(([name, count, first]) => {
        const place = path.join(folder, `compared-${name}`);
        mkdirSync(place, { recursive: true });
        writeFileSync(path.join(place, "mailer.py"), first + PROGRAM_TEXT.replace("COUNT", count));
        execFileSync("python3", ["-m", "cProfile", "-o", "out.prof", "mailer.py"], { cwd: place });
        return path.join(place, "out.prof");
    });
    const page = await open();
    const file = path.join(folder, "one-name.html");
    run(["--base", sides[0], sides[1], "-o", file], { cwd: path.dirname(sides[1]) });
    await visit(page, file);
    const boxes = (await page.$$eval("#graph-picture .node", (all) => all.map((box) => box.textContent.replace(/\s+/g, " ")))).join();
    for (const name of ["Settings.get", "Settings.read"]) {
        check(boxes.includes(name), `the picture says ${name}`, boxes.slice(0, 300));
        check(await page.locator("#changes a", { hasText: name }).count() > 0, `the summary says ${name}`);
    }
    check(!/\bmoved\b/.test(boxes), "no box says that it moved", boxes.slice(0, 300));
    none(page.wrong, "one name: nothing is wrong");
    await page.close();
}

async function hostile() {
    const { file, printed } = generated("hostile");
    for (const [before, after] of [[file, generated("calls", 300).file], [generated("calls", 300).file, file]]) {
        const page = await open();
        await visit(page, compared(before, after));
        for (const side of Object.keys(SIDES)) {
            await page.keyboard.press(SIDES[side]);
            await useEverything(page, [305], ["a"]);
        }
        none(page.wrong, "hostile names: nothing runs, nothing is wrong");
        none(await page.evaluate(() => [...document.querySelectorAll("img, iframe, main script, [onerror]")].map((one) => one.tagName)),
            "hostile names: no element comes of them");
        await page.close();
    }
    check(JSON.parse(printed).length > 10, "there were hostile names");
}

async function odd() {
    const kinds = ["empty", "zero", "nan", "negative", "roots", "cycles", "chain", "one"];
    for (const [i, kind] of kinds.entries()) {
        const page = await open();
        await visit(page, compared(generated(kind).file, generated(kinds[(i + 1) % kinds.length]).file));
        for (const side of Object.keys(SIDES))
            for (const view of VIEWS)
                check(await go(page, `#${view}?f=0${side && `&side=${side}`}`), `${kind}: ${view}, ${LABELS[side]}`);
        none(page.wrong, `${kind} against ${kinds[(i + 1) % kinds.length]}`);
        const words = await page.locator("main").innerText();
        check(!/\b(NaN|undefined|Infinity)\b/.test(words), `${kind}: no odd words`);
        await page.close();
    }
}

async function withoutScripts(file) {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(`file://${file}`);
    for (const selector of ["#changes .verdict", "#changes tbody tr", "#now .verdict", "#base .verdict", "#graph-picture svg text"])
        check(await page.locator(selector).first().isVisible(), `no scripts: ${selector} is to be seen`);
    equal(await page.locator("#pictures svg >> visible=true").count(), 2, "no scripts: pictures of before and of what changed");
    equal(await page.locator("button:visible").count(), 0, "no scripts: nothing to press");
    await page.close();
}

// Without pictures: data and shell.
function sizes(before, after) {
    const bare = ["-n", "100"];
    const page = (file) => {
        const { root } = parse(textOf(file));
        const ids = ["names", "files", "function-data", "edge-data", "tree-data",
            "base-functions", "base-edges", "base-tree", "change-marks", "compared"];
        return ids.map((id) => byId(root, id)).filter(Boolean).reduce((sum, node) => sum + text(node).length, 0);
    };
    const one = page(report(after, bare)), two = page(compared(before, after, bare));
    below(two / one, 1.7, "data of two profiles", "times that of one");
}

// What a report that compares has beyond another, but for what it says of its profiles.
function shell() {
    const { file } = generated("empty");
    const said = ["compared", "changes", "base"];
    const shellOf = (name) => {
        const { root } = parse(textOf(name));
        const words = said.map((id) => byId(root, id)).filter(Boolean).map((node) => Buffer.byteLength(text(node)));
        return bytesOf(name).length - words.reduce((sum, size) => sum + size, 0);
    };
    below(shellOf(compared(file, file)) - shellOf(report(file)), 9 * 1024, "the shell of a report that compares, more", "bytes");
}

export async function test() {
    const [before, after] = ["slow", "membership"].map((stage) => sample(`embedding/${stage}.prof`));
    const file = compared(before, after);
    const known = oracle(before, after);
    const page = await open();
    await visit(page, file);
    await lead(page);
    await whyBelow(page);
    await foldedChange(page);
    await tableAgrees(page, known);
    await membersOf(page, known);
    none(page.wrong, "nothing is wrong");
    none(await page.evaluate(() => window.seen.violations), "no violation of the policy");
    await page.close();
    await withoutScripts(file);
    await oneName();
    await hostile();
    await odd();
    sizes(before, after);
    sizes(generated("calls", 3000).file, generated("calls", 3000).file);
    shell();
    figure("report that compares", `${bytesOf(file).length} bytes`);
}
