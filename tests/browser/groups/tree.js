// The tree view: own functions open, library frames folded and counted, the hot path open, keys, search, and
// only the rows in sight. What it must show comes from the report's data as lib/decode.js reads it.

import { go, open, settle, state, visit } from "../lib/chromium.js";
import { below, check, equal, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { fixture, generated, report, sample } from "../lib/program.js";

// The rows that are there, as text and with what says how they stand.
const rowsOf = (page) => page.$$eval("#tree .body .row", (rows) => rows.map((row) => ({
    f: Number(row.dataset.function ?? -1), level: Number(row.ariaLevel), open: row.ariaExpanded,
    name: row.children[0].innerText.trim().replace(/\s+/g, " "), calls: row.querySelector(".calls").innerText,
    total: row.querySelector(".total").innerText, own: row.querySelector(".own").innerText, focused: row === document.activeElement,
})));
const focused = async (page) => (await rowsOf(page)).find((row) => row.focused);
const isOwn = (data, { f }) => f >= 0 && data.functions[f].file[3] === 0;

function childrenOf(blocks) {
    const children = blocks.map(() => []);
    blocks.forEach(({ parent }, i) => parent >= 0 && children[parent].push(i));
    return children;
}

// Library frames below a block that no own function stands between.
function countRun(data, children, top) {
    const left = [...children[top]];
    let count = 0;
    for (let i = left.pop(); i !== undefined; i = left.pop()) {
        if (isOwn(data, data.blocks[i]))
            continue;
        count += 1;
        left.push(...children[i]);
    }
    return count;
}

async function startsOpen(page, data) {
    await go(page, "#tree");
    const rows = await rowsOf(page);
    const children = childrenOf(data.blocks);
    let at = 0;
    for (;;) {
        const next = children[at][0];
        if (next === undefined || data.blocks[next].weight < data.blocks[at].weight / 2)
            break;
        const { f } = data.blocks[next];
        if (!check(rows.some((row) => row.f === f), "the hot path is open", data.functions[f].name) || !isOwn(data, data.blocks[next]))
            break;
        at = next;
    }
    const run = rows.findIndex(({ f, name }) => f < 0 && /frames in/.test(name));
    const above = rows.slice(0, run).findLast(({ level }) => level < rows[run].level);
    const block = data.blocks.findIndex(({ f }) => f === above.f);
    equal(Number(/\d+/.exec(rows[run].name.replace(/\u202f/g, ""))[0]), countRun(data, children, block), "a folded run counts its frames");
    const direct = data.edges.find(({ caller, callee }) => callee === rows[3].f && caller === rows[2].f);
    equal(rows[3].calls.replace(/\D/g, ""), String(direct.calls), "calls are those from the row above");
}

const SECONDS = { s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 };
const secondsOf = (text) => {
    const [, number, unit] = /([\d.]+) ?(\S+)/.exec(text.replace(/\u202f/g, " ").replace(/(\d) (?=\d)/g, "$1")) ?? [0, 0, "s"];
    return number * SECONDS[unit];
};

// Own time and the rows below a row that has a folded run come to its Total, and the run is called as in a terminal.
async function addsUp(page) {
    await go(page, "#tree");
    const rows = await rowsOf(page);
    const runs = rows.map((_, i) => i).filter((i) => rows[i].f < 0 && /frames in/.test(rows[i].name));
    for (const run of runs) {
        const above = rows.findLastIndex(({ level }, i) => i < run && level < rows[run].level);
        const end = rows.findIndex(({ level }, i) => i > above && level <= rows[above].level);
        const parts = rows.slice(above + 1, end < 0 ? rows.length : end).filter(({ level }) => level === rows[run].level);
        const sum = [rows[above].own, ...parts.map(({ total }) => total)].reduce((all, text) => all + secondsOf(text), 0);
        const total = secondsOf(rows[above].total);
        check(Math.abs(sum - total) < 0.02 * total, `below ${rows[above].name} rows add up`, `${sum}, ${total}`);
        equal(rows[run].own, rows[run].total, "a folded run holds all of its time itself");
        check(/more frames in \S+$/.test(rows[run].name), "and is called by one package", rows[run].name);
    }
    check(runs.length > 0, "there are folded runs");
}

// The hot path's figures are those of the table of calls: tree and flame say the same where the file tells them.
async function oneFigure() {
    const page = await open();
    await visit(page, report(fixture("cases/program-django-request.prof")));
    const path = await page.$$eval("#path li", (items) => items.map((item) => ({
        f: Number(/\d+$/.exec(item.querySelector("a")?.href ?? "")?.[0] ?? -1), share: item.querySelector(".share").textContent.trim(),
    })));
    await go(page, "#tree");
    const rows = await page.$$eval("#tree .body .row", (all) => all.map((row) =>
        ({ f: Number(row.dataset.function ?? -1), share: row.querySelector(".totalshare").textContent.trim() })));
    const both = path.filter(({ f, share }) => f >= 0 && !share.startsWith("about") && rows.some((row) => row.f === f));
    check(both.length > 1, "the hot path is in the tree", path);
    for (const { f, share } of both) {
        const shares = rows.filter((row) => row.f === f).map((row) => row.share);
        check(shares.includes(share), `${f}: one figure`, [share, ...shares]);
    }
    await page.close();
}

async function obeysKeys(page) {
    await go(page, "#tree");
    await page.keyboard.press("Home");
    const first = await focused(page);
    check(first, "Home leads to the first row");
    equal(first?.open, "true", "which is open");
    await page.keyboard.press("ArrowRight");
    const inside = await focused(page);
    equal(inside?.level, first.level + 1, "Right goes in");
    await page.keyboard.press("ArrowLeft");
    equal((await focused(page))?.open, "false", "Left closes");
    await page.keyboard.press("ArrowLeft");
    equal((await focused(page))?.name, first.name, "and goes out");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await settle(page);
    equal(Number((await state(page)).f), (await focused(page))?.f, "Enter selects");
    await page.keyboard.press("Escape");
}

async function unfolds(page) {
    await go(page, "#tree");
    const before = await rowsOf(page);
    const run = before.findIndex(({ f, name }) => f < 0 && /frames in/.test(name));
    await page.locator("#tree .body .row").nth(run).click();
    const after = await rowsOf(page);
    check(!after.some(({ name }) => name === before[run].name), "a click puts frames in the place of a run");
    equal(after[run].level, before[run].level, "on its level");
    check(after[run].f >= 0, "with functions", after[run]);
    await page.locator("#tree .body .row").nth(run - 1).locator(".twisty").click();
    await page.locator("#tree .body .row").nth(run - 1).locator(".twisty").click();
    check((await rowsOf(page)).some(({ name }) => name === before[run].name), "closing what is above folds it again");
}

async function opensToHits(page, data) {
    await go(page, "#tree?q=name:%3D_find_and_load_unlocked");
    await page.waitForTimeout(300);
    const hit = (await rowsOf(page)).find(({ f }) => f >= 0 && data.functions[f].name === "_find_and_load_unlocked");
    check(hit, "a search opens the rows that lead to it");
    await go(page, "#tree");
}

async function drawsOnlyWhatIsSeen() {
    const page = await open();
    await visit(page, report(generated("paths", 40000).file, ["-n", "100"]), "#tree");
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i++)
        await page.keyboard.press("End");
    const last = (await rowsOf(page)).at(-1);
    check(/more, /.test(last?.name), "small callees are one row", last);
    await page.locator("#tree .body .row", { hasText: "each below" }).last().click();
    await page.keyboard.press("End");
    const count = await page.locator("#tree .row").count();
    below(count, 80, "rows in the page of thousands", "rows");
    check(Number(await page.locator("#tree .tree").getAttribute("aria-rowcount")) > 3000, "all are counted");
    none(page.wrong, "nothing goes wrong in a wide tree");
    await page.close();
}

// No row has more of the time than its caller's, and what is ringed has the most own time of all functions.
async function callersHoldAll() {
    const page = await open();
    await visit(page, report(generated("lost").file), "#tree");
    const shares = await page.$$eval("#tree .row[data-function]", (rows) => rows.map((row) =>
        [Number(row.ariaLevel), parseFloat(row.querySelector(".totalshare").innerText)]));
    check(shares.length === 4 && shares.every(([level, share], i) => level === i + 1 && (!i || share <= shares[i - 1][1])),
        "no row is above its caller's", shares);
    equal(shares[0][1], 100, "the first has all");
    await go(page, "#flame");
    check(/100\s%/.test(await page.locator("#flame-said").innerText()), "so has the flame", await page.locator("#flame-said").innerText());
    await visit(page, report(generated("apart").file), "#tree");
    await page.locator("#tree .row", { hasText: "third" }).click();
    await page.keyboard.press("ArrowRight");
    const ringed = await page.$$eval("#tree .ring .name", (names) => names.map((name) => name.innerText));
    check(/≈ worked out.*Ringed/.test(await page.locator("#tree .note").innerText()), "and a line tells what marks mean");
    check(ringed.length === 1 && /get/.test(ringed[0]), "the function with most own time is ringed, in three parts too", ringed);
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    const page = await open();
    await visit(page, file, "#tree");
    for (const part of [startsOpen, addsUp, obeysKeys, unfolds, opensToHits])
        await part(page, data).catch((error) => check(false, `${part.name} ends`, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    for (const kind of ["chain", "cycles", "empty", "hostile"]) {
        const odd = await open();
        await visit(odd, report(generated(kind).file), "#tree");
        for (const key of ["End", "ArrowRight", "Home", "ArrowLeft"])
            await odd.keyboard.press(key);
        none(odd.wrong, `${kind}: nothing goes wrong`);
        await odd.close();
    }
    await oneFigure();
    await callersHoldAll();
    await drawsOnlyWhatIsSeen();
}
