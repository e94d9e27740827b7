// The table against the profile's data, sorted, filtered, grouped and copied, by code of this test.

import path from "node:path";
import { go, open, settle, visit } from "../lib/chromium.js";
import { check, equal, eventually, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { fixture, report, sample } from "../lib/program.js";
import { rowsShown } from "./views.js";

const ORIGINS = ["own", "stdlib", "site", "builtin", "frozen", "generated"];

const column = (page, name) => page.locator(`#table [role=columnheader].${name} button`);
const count = async (page) => Number(await page.locator("#table [role=grid]").getAttribute("aria-rowcount")) - 1;
const listed = async (page) => (await rowsShown(page)).map((row) => row.f);
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Values by column, as a test of its own would compute them.
const VALUES = {
    calls: (f) => f.calls, own: (f) => f.own, total: (f) => f.total,
    each: (f) => f.own / (f.calls || 1), totaleach: (f) => f.total / (f.calls - f.recursive || 1),
};

async function sorts(page, data) {
    await go(page, "#table");
    for (const [name, value] of Object.entries(VALUES)) {
        const all = data.functions.map(value).sort((a, b) => b - a);
        await column(page, name).click();
        await settle(page);
        const first = (await listed(page)).slice(0, 15).map((f) => value(data.functions[f]));
        const falling = first.join() === all.slice(0, first.length).join();
        const rising = first.join() === all.reverse().slice(0, first.length).join();
        check(falling || rising, `sorted by ${name}`, first.slice(0, 5));
        await column(page, name).click();
        await settle(page);
        const turned = value(data.functions[(await listed(page))[0]]);
        equal(turned, falling ? all[0] : all[all.length - 1], `a second click turns ${name} round`);
    }
    await column(page, "name").click();
    await settle(page);
    const names = (await listed(page)).map((f) => data.functions[f].name);
    equal(names.slice(0, 15).join(), data.functions.map((f) => f.name).sort(byName).slice(0, 15).join(), "sorted by name");
    await column(page, "own").click({ modifiers: ["Shift"] });
    await settle(page);
    const pairs = (await listed(page)).slice(0, 15).map((f) => data.functions[f]);
    none(pairs.filter((f, i) => i && f.name === pairs[i - 1].name && f.own > pairs[i - 1].own),
        "Shift adds a second column to the order");
}

// Calls are written as pstats does, "461/1" where some come from within the function itself, and never cut.
async function countsCalls(page, data) {
    await go(page, "#table?sort=calls");
    const cells = await page.$$eval("#table .body .row", (rows) => rows.map((row) => {
        const cell = row.querySelector(".calls");
        return { f: Number(row.dataset.function), text: cell.innerText.replace(/[^\d/]/g, ""), isCut: cell.scrollWidth > cell.clientWidth };
    }));
    const wanted = ({ calls, recursive }) => (recursive ? `${calls}/${calls - recursive}` : `${calls}`);
    const wrong = cells.filter(({ f, text }) => text !== wanted(data.functions[f]));
    none(wrong.map(({ f, text }) => `${f}: ${text}`), "calls as pstats writes them");
    none(cells.filter(({ isCut }) => isCut).map(({ text }) => text), "no count is cut");
    check(cells.some(({ text }) => text.includes("/")), "some calls are recursive", cells.slice(0, 3));
}

// Samples and bytes are words as units: no figure is cut.
async function unitsFit() {
    for (const file of [fixture("stacks/py-spy.txt"), fixture("bytes/bytes.prof")]) {
        const page = await open();
        await visit(page, report(file), "#table");
        for (const view of ["table", "tree"]) {
            await go(page, `#${view}`);
            const cut = await page.$$eval(`#${view} .row > :is(.own, .total)`, (cells) =>
                cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.innerText));
            none(cut, `${path.basename(file)}: no figure of the ${view} is cut`);
        }
        await page.close();
    }
}

async function saysThatNothingFits(page) {
    await go(page, "#table?q=zzzzzz");
    await eventually(() => count(page), (found) => found === 0);
    const words = await page.locator("#table .body").evaluate((body) => getComputedStyle(body, "::before").content);
    check(words.includes("No such name"), "a table without rows says so", words);
}

// What a search must find, by the words in the help.
const SEARCHES = {
    "setitem": (f) => /setitem/i.test(`${f.file[0]} ${f.file[1]} ${f.name}`),
    "core index": (f) => ["core", "index"].every((word) =>
        [f.name, f.file[0], f.file[1]].some((text) => text.toLowerCase().includes(word))),
    "/^_?get_.*s$/": (f) => [f.name, f.file[0], f.file[1]].some((text) => /^_?get_.*s$/i.test(text)),
    "own:>1%": (f, { total }) => f.own > total / 100,
    "total:<=0.5ms": (f, { quantum }) => f.total * quantum <= 0.0005 + 1e-15,
    "calls:>100000": (f) => f.calls > 100000,
    "file:indexing.py": (f) => f.file[0].includes("indexing.py"),
    "origin:stdlib -json": (f) => f.file[3] === 1 &&
        ![f.name, f.file[0], f.file[1]].some((text) => text.toLowerCase().includes("json")),
    "package:numpy own:>0": (f) => f.file[2].includes("numpy") && f.own > 0,
};

async function filters(page, data) {
    await go(page, "#table");
    for (const [words, wanted] of Object.entries(SEARCHES)) {
        await page.locator("input[type=search]").fill(words);
        const right = new Set(data.functions.flatMap((f, i) => (wanted(f, data.meta) ? [i] : [])));
        equal(await eventually(() => count(page), (found) => found === right.size), right.size, `${words}: how many`);
        const rows = await listed(page);
        none(rows.filter((f) => !right.has(f)).map((f) => data.functions[f].name), `${words}: rows that fit`);
        const own = [...right].reduce((sum, f) => sum + data.functions[f].own, 0) / data.meta.total * 100;
        const text = (await page.locator("#table .totals").innerText()).replace(/\s/g, " ");
        const said = Number(text.match(/([\d.]+) %/)?.[1]);
        check(Math.abs(said - own) <= Math.max(0.06, own / 100), `${words}: the share of its own time`, `${text}: ${own}`);
    }
    await page.locator("input[type=search]").fill("");
}

async function originsFilter(page, data) {
    await go(page, "#table");
    for (const [origin, word] of [["own", "yours"], ["stdlib", "standard library"]]) {
        const chip = page.locator("#table .chips button", { hasText: new RegExp(`^${word} `) });
        await chip.click();
        await settle(page);
        none((await listed(page)).filter((f) => ORIGINS[data.functions[f].file[3]] !== origin), `only ${origin} after its chip`);
        await chip.click();
    }
}

// Groups have their functions' counts and own times added up.
async function groups(page, data) {
    await go(page, "#table");
    for (const [index, by] of ["files", "modules", "packages", "origins"].entries()) {
        await page.locator("#table select").selectOption(by);
        await settle(page);
        const sums = new Map();
        for (const f of data.functions) {
            const key = index === 3 ? ORIGINS[f.file[3]] : f.file[index];
            sums.set(key, (sums.get(key) ?? 0) + f.own);
        }
        equal(await count(page), sums.size, `${by}: how many`);
        const [most] = [...sums].sort((a, b) => b[1] - a[1])[0];
        const first = await page.locator("#table .body [role=row]").evaluateAll((rows) =>
            rows.filter((row) => !row.hidden).sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)[0].textContent);
        check(first.includes(most.slice(0, 40)), `${by}: the costliest is first`, `${first}, not ${most}`);
    }
    await page.locator("#table select").selectOption("functions");
}

function fieldsOf(content) {
    const rows = content.trimEnd().split(/\r?\n/);
    return rows.map((row) => [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map((match) =>
        match[1].replace(/^"|"$/g, "").replaceAll('""', '"')));
}

// The rows of the table as CSV, as the button copies them: text and fields.
export async function csv(page) {
    await page.evaluate(() => {
        window.copied = "";
        Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
        document.execCommand = () => { window.copied = document.activeElement.value; return true; };
    });
    await page.locator("#table button", { hasText: "Copy CSV" }).click();
    await settle(page);
    const text = await page.evaluate(() => window.copied);
    return { text, lines: fieldsOf(text) };
}

async function copies(page, data) {
    await go(page, "#table?q=own:>1%25");
    const wanted = data.functions.filter((f) => f.own > data.meta.total / 100).sort((a, b) => b.own - a.own);
    await eventually(() => count(page), (found) => found === wanted.length);
    const { text, lines } = await csv(page);
    equal(lines.length - 1, wanted.length, "CSV: rows");
    check(text.replaceAll("\\", "").includes(wanted[0].name), "CSV: has the names", text.slice(0, 300));
    check(Math.abs(Number(lines[1][2]) - wanted[0].own * data.meta.quantum) < 1e-9,
        "CSV: has the times in seconds", text.slice(0, 300));
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    const page = await open();
    await visit(page, file, "#table");
    for (const part of [sorts, countsCalls, filters, originsFilter, groups, copies, saysThatNothingFits])
        await part(page, data).catch((error) => check(false, `${part.name} ends`, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await unitsFit();
}
