// Filters in the page are those of the program: the modules that work them out are run here on a report's data,
// and held against what `prof2dot --focus ... -T json` makes of the same profile. Times are whole quanta, so that
// the report carries them without rounding.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { go as jump, open, settle, state, visit } from "../lib/chromium.js";
import { below, check, equal, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { ROOT, folder, generated, report, run, sample } from "../lib/program.js";

const load = (name) => import(pathToFileURL(path.join(ROOT, "templates", name)).href);
const { cutPaths } = await load("filter/rules.js");
const { hideFunctions } = await load("filter/hide.js");
const { filterBlocks, tableOf } = await load("filter/paths.js");
const { startPaths } = await load("filter/parts.js");
const { makeTree } = await load("core/blocks.js");

const RUNS = 200;
export const ALIKE = 1e-9;
export const KINDS = ["ignore", "focus", "from", "hide"];
export const OPTIONS = { ignore: "--ignore", focus: "--focus", from: "--show-from", hide: "--hide" };

// The same numbers for the same seed: Park and Miller's generator.
export function randomOf(seed) {
    let at = seed;
    return (most) => {
        at = (at * 48271) % 2147483647;
        return at % most;
    };
}

const column = (items, key) => Float64Array.from(items, (item) => Number(item[key]));

function tableFrom({ functions, edges }) {
    const first = new Uint32Array(functions.length + 1);
    for (const { caller } of edges)
        first[caller + 1] += 1;
    for (let f = 0; f < functions.length; f++)
        first[f + 1] += first[f];
    const columns = (items, ...keys) => Object.fromEntries(keys.map((key) => [key, column(items, key)]));
    return {
        count: functions.length, kept: Uint8Array.from(functions, ({ isMissing }) => Number(!isMissing)),
        ...columns(functions, "calls", "recursive", "own", "total"),
        edges: { ...columns(edges, "caller", "callee", "calls", "recursive", "estimated", "own", "total"), first },
    };
}

function treeFrom(blocks) {
    const { blocks: made, add } = makeTree();
    for (const { parent, cutCount, ...facts } of blocks)
        add(made[parent], { ...facts, cut: cutCount });
    return made;
}

function finish(steps) {
    for (;;) {
        const step = steps.next();
        if (step.done)
            return step.value;
    }
}

const flagsOf = (data, wanted) => Uint8Array.from(data.functions, (_, f) => (wanted.includes(f) ? 1 : 0));

// What the page makes of filters: [kind, functions].
export function filterInPage(data, filters) {
    let table = tableFrom(data), blocks = treeFrom(data.blocks);
    const paths = startPaths(blocks);
    for (const kind of KINDS) {
        const wanted = filters.filter((filter) => filter[0] === kind).map((filter) => filter[1]);
        if (!wanted.length)
            continue;
        const marked = flagsOf(data, wanted);
        if (data.meta.stacks)
            blocks = filterBlocks(blocks, marked, kind);
        else
            table = finish(kind === "hide" ? hideFunctions(table, marked, data.meta.total) : cutPaths(table, marked, kind, paths));
    }
    return data.meta.stacks && filters.length ? tableOf(blocks, data.functions.length) : table;
}

// The largest difference between two numbers for the same thing, as a share of the total.
export function differences(data, table, program) {
    const { quantum, total } = data.meta;
    const nameOf = (f) => data.functions[f].name;
    const known = new Map(program.functions.map((f) => [f.name, f]));
    const edges = new Map(program.edges.map((edge) =>
        [program.functions[edge.caller].name + ">" + program.functions[edge.callee].name, edge]));
    const apart = (mine, theirs) => Math.abs(mine * quantum - theirs) / (total * quantum);
    const wrong = [];
    let most = 0;
    const hold = (name, mine, theirs) => {
        for (const key of ["own", "total"])
            most = Math.max(most, apart(mine[key], theirs[key]));
        if (!data.meta.sampled && mine.calls !== theirs.calls)
            wrong.push(`${name}: ${mine.calls} calls, not ${theirs.calls}`);
    };
    const rowOf = (columns, i) => ({ own: columns.own[i], total: columns.total[i], calls: columns.calls[i] });
    // Of functions both show the larger of Own and Total.
    const shownOf = (columns, f) => ({ ...rowOf(columns, f), total: Math.max(columns.total[f], columns.own[f]) });
    for (let f = 0; f < table.count; f++) {
        if (Boolean(table.kept[f]) !== known.has(nameOf(f)))
            wrong.push(`${nameOf(f)} is ${table.kept[f] ? "only" : "not"} in the page`);
        else if (table.kept[f])
            hold(nameOf(f), shownOf(table, f), known.get(nameOf(f)));
    }
    const { caller, callee } = table.edges;
    for (let e = 0; e < caller.length; e++) {
        const name = nameOf(caller[e]) + ">" + nameOf(callee[e]);
        const theirs = edges.get(name);
        if (!theirs)
            wrong.push(`the call ${name} is only in the page`);
        else
            hold(name, rowOf(table.edges, e), theirs);
    }
    equal(caller.length, edges.size, "there are as many calls");
    return { most, wrong };
}

// Stacks as collapsed text: "a;b;c 12".
export function makeStacks(seed) {
    const random = randomOf(seed);
    const lines = [];
    for (let i = 0; i < 60; i++) {
        const depth = 1 + random(9);
        lines.push(Array.from({ length: depth }, () => `f${random(14)}`).join(";") + " " + (1 + random(500)));
    }
    const file = path.join(folder, `stacks${seed}.txt`);
    writeFileSync(file, lines.join("\n") + "\n");
    return file;
}

const chips = (page) => page.locator("#force button").evaluateAll((all) => all.map((chip) => chip.innerText.replace(/\s+/g, " ")));
// Goes on when the filters have been worked out.
export async function go(page, fragment) {
    await jump(page, fragment);
    await worked(page);
}

export async function worked(page) {
    await page.waitForFunction(() => document.querySelector("#force").ariaBusy !== "true");
    await settle(page);
}

const rowOf = (page, f) => page.locator(`#table .row[data-function="${f}"]`);
const cell = async (page, f, key) => (await rowOf(page, f).locator(`.${key}`).innerText()).replace(/\s/g, "");

// One filter by the menu of a row; what the table then shows is what the program's own filter leaves.
async function filtersByMenu(page, data, file) {
    const f = data.functions.findIndex(({ name, file: [place] }) => name === "isin" && place.endsWith("base.py"));
    await go(page, `#table?q=name:%3Disin`);
    await rowOf(page, f).click({ button: "right" });
    check(await page.locator("#menu").isVisible(), "the right button opens a menu");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await worked(page);
    equal((await state(page)).x, `focus-${f}`, "the address tells of a filter");
    check((await chips(page))[0].startsWith("Focus: isin"), "a chip tells of it", await chips(page));
    await go(page, `#table?x=focus-${f}`);
    const filtered = decode(report(file, ["--focus", data.functions[f].name.replace(/.*/, "base:7005:isin")]));
    const most = filtered.functions.toSorted((a, b) => b.own - a.own)[0];
    const at = data.functions.findIndex(({ name, line }) => name === most.name && line === most.line);
    const seconds = most.own * filtered.meta.quantum;
    check(Math.abs(parseFloat(await cell(page, at, "own")) - seconds) < 0.006 * seconds, "the table shows the program's numbers",
        `${await cell(page, at, "own")}, not ${seconds}`);
    const count = (await page.locator("#table .totals").innerText()).replace(/\u202f/g, "").match(/^\d+/)[0];
    equal(Number(count), filtered.functions.length, "and as many functions");
    return f;
}

// All views show what is left.
async function viewsFollow(page, data, f) {
    await go(page, `#summary?x=focus-${f}`);
    check(/Most own time left/.test(await page.locator("#summary").innerText()), "the summary tells what is left");
    await go(page, `#graph?x=focus-${f}`);
    await page.waitForTimeout(100);
    const boxes = await page.locator("#graph [data-box]").evaluateAll((all) => all.map((box) => box.ariaLabel));
    check(boxes.some((label) => label.startsWith("isin")) && boxes.length < data.graph.nodes.length + 10, "the graph is drawn anew", boxes);
    check(!boxes.some((label) => label.startsWith("__setitem__")), "without what is gone");
    await go(page, `#tree?x=ignore-${f}`);
    const names = await page.locator("#tree .row .name").allInnerTexts();
    check(!names.some((name) => /isin base/.test(name)), "the tree does without what is ignored", names);
    await go(page, `#tree?x=from-${f}`);
    const first = await page.locator("#tree .body .row").first().innerText();
    check(/isin/.test(first), "or begins with what it is to begin with", first);
    await go(page, `#table?x=focus-${f}&sort=name`);
    const sorted = await page.locator("#table .body .row .name").allInnerTexts();
    check(sorted.length > 5 && sorted.every((name, i) => !i || sorted[i - 1] <= name), "what is left is sorted by name", sorted);
    await go(page, `#function?f=${f}&x=hide-${f}`);
    check(/leave nothing/.test(await page.locator("#function").innerText()), "a hidden function is said to be gone");
    await go(page, `#table?x=focus-${f}`);
    await page.locator("#force button", { hasText: "Focus" }).click();
    await worked(page);
    check(!await page.locator("#force").isVisible(), "a chip takes its filter away");
    await page.goBack();
    await worked(page);
    check(await page.locator("#force").isVisible(), "Back brings it again");
    await go(page, "#table");
}

// The menu by keys and by a long press, in each view that has functions.
async function menuEverywhere(page, data) {
    const places = {
        tree: "#tree .body .row[tabindex='0']", table: "#table .body .row[tabindex='0']", graph: "#graph [data-box='1']",
        flame: "#flame canvas", summary: "#summary a[href*='?f=']",
    };
    for (const [view, selector] of Object.entries(places)) {
        await go(page, `#${view}`);
        await page.locator(selector).first().focus();
        if (view === "flame")
            for (const key of ["Home", "ArrowDown", "ArrowDown"])
                await page.keyboard.press(key);
        await page.keyboard.press("m");
        check(await page.locator("#menu").isVisible(), `${view}: m opens the menu`);
        equal(await page.evaluate(() => document.activeElement.parentElement.id), "menu", `${view}: and leads there`);
        await page.keyboard.press("Escape");
        check(!await page.locator("#menu").isVisible(), `${view}: Esc closes it`);
    }
    await go(page, "#graph");
    await page.locator("#graph [data-box='1']").click({ button: "right" });
    check((await page.locator("#menu").innerText()).includes("Focus"), "a box has the menu");
    await page.keyboard.press("Escape");
    await go(page, "#table");
    const box = await page.locator("#table .body .row").nth(2).boundingBox();
    await page.evaluate(([x, y]) => {
        const target = document.elementFromPoint(x, y);
        const init = { bubbles: true, pointerType: "touch", clientX: x, clientY: y };
        target.dispatchEvent(new PointerEvent("pointerdown", init));
    }, [box.x + 300, box.y + 5]);
    await page.waitForTimeout(750);
    check(await page.locator("#menu").isVisible(), "a long press opens the menu");
    await page.keyboard.press("Escape");
    const site = data.functions.findIndex(({ file }) => file[2] === "pandas");
    await go(page, `#table?x=fold-${site}`);
    const left = Number((await page.locator("#table .totals").innerText()).replace(/\u202f/g, "").match(/^\d+/)[0]);
    const pandas = data.functions.map(({ file }) => file[2] === "pandas");
    const called = new Set(data.edges.filter(({ caller, callee }) => caller !== callee && pandas[callee]).map(({ callee }) => callee));
    const entries = new Set(data.edges.filter(({ caller }) => !pandas[caller]).map(({ callee }) => callee));
    const gone = [...called].filter((callee) => !entries.has(callee)).length;
    equal(left, data.functions.length - gone, "a folded package keeps what others call of it");
    await go(page, "#table");
}

// "isin causes 12 % of the 71.4 s, 11 % through …": shares of the same whole as all others on the page.
async function tellsWhatIsLeft(page, data, f) {
    await go(page, `#summary?x=focus-${f}`);
    const words = (await page.locator("#summary .verdict").last().innerText()).replace(/\s/g, " ");
    const [, name, share, through] = words.match(/^(\S+) causes ([\d.]+) % of the [\d.]+ s(?:, ([\d.]+) % through \S+)?/) ?? [];
    const own = data.functions.filter(({ file: [, , , origin] }) => !origin).map(({ name: mine }) => mine);
    check(own.some((other) => name?.endsWith(other)), "the sentence begins with own code", words);
    const left = filterBlocks(treeFrom(data.blocks), flagsOf(data, [f]), "focus");
    const most = left.filter(({ f: at }) => at >= 0 && data.functions[at].name === name).reduce((sum, { weight }) => sum + weight, 0);
    const percent = 100 * most / data.meta.total;
    check(Math.abs(percent - share) <= Math.max(0.06, percent / 20), "and tells its share of that", `${words}: ${percent}`);
    check(!(through > Number(share)), "of which that of a callee is a part", words);
}

// What stands for threads in recorded stacks can be chosen by itself.
async function choosesThreads() {
    const profile = path.join(folder, "threads.txt");
    writeFileSync(profile, "thread MainThread;main.py;load 30\nthread MainThread;main.py;wait 50\nthread Worker <b>;run;load 20\n");
    const page = await open();
    await visit(page, report(profile), "#table");
    const names = ["thread MainThread", "thread Worker <b>"];
    equal((await chips(page)).join(), names.join(), "each thread has a chip, named as in the file");
    await page.locator("#force button", { hasText: "Worker" }).click();
    await worked(page);
    const pressed = await page.locator("#force button[aria-pressed=true]").allInnerTexts();
    equal(pressed.join(), names[1], "the one that is chosen is marked");
    const shown = await page.locator("#table .body .row").evaluateAll((rows) => rows.map((row) => row.innerText.split(/\s/)[0]));
    equal(shown.sort().join(), "load,run,thread", "the table shows that thread alone");
    const much = (await page.locator("#force [role=status]").innerText()).replace(/\s/g, " ");
    check(/^20 samples of 100 samples/.test(much), "and how much it is", much);
    await page.locator("#force button", { hasText: "Worker" }).click();
    await worked(page);
    equal((await chips(page)).join(), names.join(), "once more shows all again");
    none(page.wrong, "nothing goes wrong with threads");
    await page.close();
}

async function inTheBrowser() {
    const profile = sample("embedding/slow.prof");
    const file = report(profile);
    const data = decode(file);
    const page = await open();
    await visit(page, file, "#table");
    const f = await filtersByMenu(page, data, profile).catch((error) => check(false, "filtersByMenu ends", String(error)));
    for (const part of [viewsFollow, tellsWhatIsLeft, menuEverywhere])
        await part(page, data, f).catch((error) => check(false, `${part.name} ends`, String(error)));
    for (const x of ["nothing", "focus-999999", "focus-1.focus-1", "from-0.hide-0.ignore-0", "fold-x.%00"])
        await go(page, `#tree?x=${x}`);
    none(page.wrong, "nothing goes wrong");
    await page.close();
}

export async function test() {
    await inTheBrowser();
    await choosesThreads();
    const files = [1, 2, 3, 4, 5, 6].map((seed) => generated("mesh", seed).file).concat([7, 8].map(makeStacks));
    const pages = files.map((file) => decode(report(file, ["-n", "0"])));
    let most = 0, compared = 0;
    const wrong = [];
    for (let i = 0; compared < RUNS && i < 2 * RUNS; i++) {
        const random = randomOf(1000 + 37 * i);
        random(2);
        const data = pages[i % pages.length];
        const filters = Array.from({ length: 1 + random(3) }, () => [KINDS[random(4)], random(data.functions.length)]);
        const args = filters.flatMap(([kind, f]) => [OPTIONS[kind], data.functions[f].name]);
        const done = run([...args, "-T", "json", files[i % files.length]]);
        // A function that an earlier filter has taken out is an error to the program.
        if (done.status)
            continue;
        const found = differences(data, filterInPage(data, filters), JSON.parse(String(done.out)));
        most = Math.max(most, found.most);
        compared += 1;
        wrong.push(...found.wrong.map((text) => `${args.join(" ")}: ${text}`));
    }
    none(wrong, "page and program leave the same functions and calls");
    below(most, ALIKE, `times differ by so much of the total in ${RUNS} random filters`, "");
    equal(compared, RUNS, "so many were compared");
}
