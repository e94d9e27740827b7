// The function view's sandwich of callers and callees, and the search's list of hits. What they must show comes
// from the report's data as lib/decode.js reads it.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { VIEWS, go, isShown, open, settle, state, visit } from "../lib/chromium.js";
import { check, equal, eventually, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { folder, report, run, sample } from "../lib/program.js";

const search = (page) => page.locator("input[type=search]").first();
const hits = (page) => page.locator("#hits li").evaluateAll((all) => all.map((item) => ({
    f: Number(item.querySelector("a")?.dataset.function ?? -1), text: item.innerText.replace(/\s+/g, " "),
})));

// What stands directly above and below a function, over its blocks that are not within another of it.
function neighbours({ blocks }, f) {
    const isOuter = (i) => {
        for (let up = blocks[i].parent; up > 0; up = blocks[up].parent)
            if (blocks[up].f === f)
                return false;
        return true;
    };
    const add = (sums, key, weight) => sums.set(key, (sums.get(key) ?? 0) + weight);
    const above = new Map(), below = new Map();
    let whole = 0;
    const outer = new Set([...blocks.keys()].filter((i) => i && blocks[i].f === f && isOuter(i)));
    for (const i of outer) {
        whole += blocks[i].weight;
        if (blocks[i].parent > 0)
            add(above, blocks[blocks[i].parent].f, blocks[i].weight);
    }
    for (const block of blocks.slice(1))
        if (outer.has(block.parent))
            add(below, block.f, block.weight);
    return { above, below, whole };
}

async function sandwich(page, data) {
    const count = (f) => data.blocks.filter((block) => block.f === f).length;
    const several = data.functions.findIndex(({ own }, f) => count(f) > 3 && own > data.meta.total / 200);
    for (const f of [data.graph.nodes[3], several]) {
        await go(page, `#function?f=${f}`);
        const { above, below, whole } = neighbours(data, f);
        for (const [name, sums, selector] of [["callers", above, ".sandwich > .up"], ["callees", below, ".sandwich > .parts:last-child"]]) {
            const parts = await page.locator(selector).evaluate((box) => [...box.children].map((slab) => ({
                f: Number(slab.querySelector(":scope > a")?.dataset.function ?? -1),
                share: slab.getBoundingClientRect().width / box.getBoundingClientRect().width,
            })));
            const wanted = [...sums].filter(([, weight]) => weight >= whole * 0.021).map(([other]) => other);
            none(wanted.filter((other) => !parts.some((part) => part.f === other)), `${f}: all ${name} of some size are there`);
            none(parts.filter((part) => part.f >= 0 && Math.abs(part.share - sums.get(part.f) / whole) > 0.01)
                .map((part) => `${part.f}: ${part.share}, not ${sums.get(part.f) / whole}`), `${f}: widths of ${name} are shares of it`);
        }
    }
    const itself = await page.locator(".sandwich .slab > span.name").count();
    check(itself > 0, "own time is a part called itself");
    const links = page.locator(".sandwich a");
    await links.first().focus();
    await page.keyboard.press("ArrowDown");
    check(await links.nth(1).evaluate((link) => link === document.activeElement), "arrow keys go from part to part");
    const to = Number(await links.nth(1).getAttribute("data-function"));
    await page.keyboard.press("Enter");
    await settle(page);
    equal(Number((await state(page)).f), to, "Enter shows that function");
}

// Beside the source stand the calls that its lines likely make, with what they cost.
async function marksLikelyCalls() {
    const file = path.join(folder, "likely.html");
    const done = run(["-o", file, "slow.prof"], { cwd: path.dirname(sample("embedding/slow.prof")) });
    equal(done.status, 0, "a report with sources");
    const data = decode(file);
    const page = await open();
    const f = data.functions.findIndex(({ name }) => name === "occupation_embedding_lookup");
    await visit(page, file, `#function?f=${f}`);
    const rows = await page.locator(".source").evaluate((box) => {
        const [, costs, text] = box.querySelectorAll("pre");
        const lines = text.textContent.split("\n");
        return [...costs.children].map((cell, i) => ({ line: lines[i], cost: cell.textContent.trim(), title: cell.title }));
    });
    const marked = rows.filter(({ title }) => title.startsWith("Likely calls "));
    check(marked.length > 1, "lines that call are marked", rows);
    none(marked.filter(({ line, title, cost }) => {
        const names = title.replace("Likely calls ", "").split(", ").map((name) => name.split(".").at(-1));
        // What is called on this line alone costs at least so much there.
        const isShared = names.some((name) => rows.filter((row) => row.line.includes(name + "(") && !/^\s*def /.test(row.line)).length > 1);
        return !cost.startsWith(isShared ? "≈ " : "≥ ") || !names.some((name) => line.includes(name + "("));
    }).map(({ line }) => line), "each by a name that stands in it");
    check(!marked.some(({ line }) => /^\s*def /.test(line)), "a definition is no call");
    none(page.wrong, "nothing goes wrong with sources");
    await page.close();
}

// Samplers tell the lines that run, not where a function begins: its source is found by these.
async function sampledSource() {
    const place = path.join(folder, "sampled");
    mkdirSync(place, { recursive: true });
    const lines = ["def other():", "    pass", "", "def crunch(n):", "    x = 0", "    for i in n:", "        x += i", "    return x", ""];
    writeFileSync(path.join(place, "job.py"), lines.join("\n"));
    const frames = [6, 7].map((line) => ({ name: "crunch", file: "job.py", line }));
    frames.push({ name: "other", file: "job.py", line: 2 });
    const samples = [[0], [1], [1], [1, 2], [0, 2]];
    writeFileSync(path.join(place, "spy.json"), JSON.stringify({
        "$schema": "https://www.speedscope.app/file-format-schema.json", shared: { frames },
        profiles: [{ type: "sampled", name: "t", unit: "seconds", startValue: 0, endValue: 5, samples, weights: [1, 1, 1, 7, 1] }],
    }));
    const done = run(["--source", "embed", "-o", "spy.html", "spy.json"], { cwd: place });
    equal(done.status, 0, "a report of samples with sources");
    const file = path.join(place, "spy.html");
    const f = decode(file).functions.findIndex(({ name }) => name === "crunch");
    const page = await open();
    await visit(page, file, `#function?f=${f}`);
    const text = await page.locator(".source").innerText();
    const isWhole = /def crunch/.test(text) && /x \+= i/.test(text) && !/def other/.test(text);
    check(isWhole, "the source of a sampled function stands there", text);
    const costs = await page.$$eval(".source .costs span", (cells) => cells.map((cell) => cell.innerText.trim().replace(/\s/g, " ")));
    equal(costs.filter(Boolean).join(), "2.00 s,9.00 s", "lines cost what they call, too");
    none(page.wrong, "nothing goes wrong with sources of samples");
    await page.close();
}

async function listsHits(page, data) {
    for (const view of VIEWS) {
        await go(page, `#${view}`);
        await search(page).fill("isin");
        const found = await eventually(() => hits(page), (list) => list.length > 2);
        const names = found.map(({ f }) => data.functions[f].name);
        equal(names.slice(0, 2).join(), "isin,isin", `${view}: names that are what is searched for come first`);
        check(names.slice(2).every((name) => name.includes("isin")), `${view}: then those that hold it`, names);
        const [first] = found;
        const file = data.functions[first.f].file[0];
        check(first.text.includes(file.slice(-20)) && /\d\s?(s|ms)\b/.test(first.text), `${view}: with file and time`, first.text);
        const seen = [];
        for (let i = 0; i < 3; i++) {
            await page.keyboard.press("Enter");
            await settle(page);
            seen.push(Number((await state(page)).f));
        }
        equal(seen.join(), found.slice(0, 3).map(({ f }) => f).join(), `${view}: Enter goes from hit to hit`);
        await search(page).focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await settle(page);
        equal(Number((await state(page)).f), found[1].f, `${view}: arrows and Enter choose one`);
        await search(page).fill("");
        await page.keyboard.press("Escape");
        check(!await page.locator("#hits").isVisible(), `${view}: the list goes with the search`);
    }
}

async function tellsErrors(page) {
    await go(page, "#table");
    for (const [words, told] of [["bogus:x", "no field bogus"], ["/(a+)+/", "repeats within repeats"], ["own:>x", "takes a number"]]) {
        await search(page).fill(words);
        const [found] = await eventually(() => hits(page), (list) => list.length === 1 && list[0].f < 0);
        check(found?.text.includes(told), `what is wrong with ${words} is told whole`, found);
        const isCut = await page.locator("#hits").evaluate((list) => list.scrollWidth > list.clientWidth);
        check(!isCut, `${words}: and not cut`);
    }
    await search(page).fill("");
    await page.keyboard.press("Escape");
}

async function tellsOfWhatIsNotThere(page, data) {
    const f = data.functions.findIndex((_, i) => !data.graph.nodes.includes(i));
    await go(page, `#graph?f=${f}`);
    check((await page.locator("#absent").innerText()).includes("not in this picture"), "a picture says what it does not hold");
    await page.locator("#absent button").click();
    await settle(page);
    check(await isShown(page, "function"), "and leads to its callers");
    await go(page, `#graph?f=${data.graph.nodes[1]}`);
    check(!await page.locator("#absent").isVisible(), "but not of what it holds");
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    const page = await open();
    await visit(page, file);
    for (const part of [sandwich, listsHits, tellsErrors, tellsOfWhatIsNotThere])
        await part(page, data).catch((error) => check(false, `${part.name} ends`, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await marksLikelyCalls();
    await sampledSource();
}
