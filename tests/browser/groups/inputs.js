// A report of several inputs: chips choose one, and every view shows what a report of that one by itself shows;
// the numbers are those of `prof2dot -T json` of that file, filters included.

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { axe, hash, open, ready, state, visit } from "../lib/chromium.js";
import { below, check, equal, eventually, figure, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { bytesOf, fixture, folder, generated, report, reportOf, run } from "../lib/program.js";
import { ALIKE, KINDS, OPTIONS, differences, filterInPage, go, makeStacks, randomOf, worked } from "./filters.js";

const RANDOM = 20;

const chips = (page) => page.locator("#inputs button").allInnerTexts();
const pressed = async (page) => (await page.locator("#inputs [aria-pressed=true]").allInnerTexts()).join();
const json = (args) => JSON.parse(String(run([...args, "-T", "json"]).out));

// Each input by the page's data and rules, against what the program makes of its file by itself.
function agreesWithProgram(files, what, options = []) {
    const data = decode(reportOf(files, [...options, "-n", "100"]));
    equal(data.inputs.length, files.length, `${what}: each input is in the page`);
    const wrong = [];
    let most = 0, compared = 0;
    const hold = (i, filters) => {
        const args = options.length ? options : filters.flatMap(([kind, f]) => [OPTIONS[kind], data.functions[f].name]);
        const done = run([...args, "-T", "json", files[i]]);
        if (done.status)
            return; // it does not have that function
        const found = differences(data.inputs[i], filterInPage(data.inputs[i], filters), JSON.parse(String(done.out)));
        most = Math.max(most, found.most);
        compared += 1;
        wrong.push(...found.wrong.map((text) => `${path.basename(files[i])} ${args.join(" ")}: ${text}`));
    };
    files.forEach((_, i) => hold(i, []));
    for (let n = 0; n < RANDOM && !options.length; n++) {
        const random = randomOf(77 + 37 * n);
        random(2);
        hold(n % files.length, Array.from({ length: 1 + random(2) }, () => [KINDS[random(4)], random(data.functions.length)]));
    }
    none(wrong, `${what}: the page has the functions and calls that the program has`);
    below(most, ALIKE, `${what}: times differ by so much of the total`, "");
    check(compared > (options.length ? 0 : RANDOM / 2), `${what}: most were compared`, compared);
}

// Files of several Pythons, whose functions have no names that tell them apart: by their sums.
function holdsSums(files, what) {
    const data = decode(reportOf(files, ["-n", "100"]));
    files.forEach((file, i) => {
        const program = json([file]);
        const { functions, meta } = data.inputs[i];
        const sums = { calls: 0, own: 0, total: 0 }, mine = { ...sums };
        for (const f of program.functions) {
            for (const key of Object.keys(sums))
                sums[key] += key === "total" ? Math.max(f.total, f.own) : f[key];
        }
        for (const f of functions) {
            mine.calls += f.calls;
            mine.own += f.own * meta.quantum;
            mine.total += Math.max(f.total, f.own) * meta.quantum;
        }
        const name = `${what}: ${path.basename(file)}`;
        equal(functions.filter(({ isMissing }) => !isMissing).length, program.functions.length, `${name}: as many functions`);
        if (!meta.sampled)
            equal(mine.calls, sums.calls, `${name}: as many calls`);
        for (const key of ["own", "total"])
            below(Math.abs(mine[key] - sums[key]) / (sums[key] || 1), 1e-7, `${name}: sums of ${key} differ by`, "");
    });
}

// The text of a view, as it is seen.
async function seen(page, view) {
    const text = await page.evaluate((id) => [...document.querySelectorAll({
        summary: "#summary .verdict, #summary .part", graph: "#graph [data-box]", tree: "#tree .body",
        table: "#table .body, #table .totals", function: "#function",
    }[id])].filter((part) => part.checkVisibility()).map((part) => part.ariaLabel ?? part.innerText).join("\n"), view);
    return text.replace(/\s+/g, " ").trim();
}

// All views, of an input in the report of several and of its own report. A filter is in force in both, so that both
// are told and drawn by the page.
async function looksLikeItsOwn(page, files, at, options) {
    const name = path.basename(files[at]);
    const own = await open();
    const alone = report(files[at], options);
    const [many, one] = [decode(reportOf(files, options)), decode(alone)];
    const f = one.functions.reduce((best, { total }, i) => (total > one.functions[best].total ? i : best), 0);
    const g = many.functions.findIndex(({ name: other, line }) => other === one.functions[f].name && line === one.functions[f].line);
    await visit(own, alone);
    for (const view of ["summary", "graph", "tree", "table", "function"]) {
        await go(page, `#${view}?f=${g}&x=focus-${g}&input=${at}&sort=name`);
        await go(own, `#${view}?f=${f}&x=focus-${f}&sort=name`);
        const [mine, theirs] = [await seen(page, view), await seen(own, view)];
        // What costs the same but for rounding may stand in another order.
        const sorted = (text) => text.split(" ").sort().join(" ");
        check(sorted(mine) === sorted(theirs) && mine.length > 20, `${name}: ${view} is that of its own report`,
            `${mine.slice(0, 300)}\n--- not\n${theirs.slice(0, 300)}`);
    }
    await go(page, `#flame?input=${at}`);
    await go(own, "#flame");
    const canvas = async (from) => (await from.locator("#flame canvas").evaluate((element) => element.toDataURL())).length;
    const [mine, theirs] = [await canvas(page), await canvas(own)];
    below(Math.abs(mine - theirs) / theirs, 0.2, `${name}: the flame is as large as that of its own report, but for the window`, "");
    await own.close();
}

// Chips by mouse and keys, in the address and in history.
async function choosesByChips(page, file, names) {
    await visit(page, file, "#table");
    equal((await chips(page)).join(), ["All", ...names].join(), "each input has a chip");
    equal(await pressed(page), "All", "all of them are shown first");
    const total = () => page.locator("#table .totals").innerText();
    const all = await total();
    await page.locator("#inputs button", { hasText: names[1] }).click();
    await worked(page);
    equal((await state(page)).input, "1", "the address tells of the one that is chosen");
    equal(await pressed(page), names[1], "its chip is marked");
    check(await eventually(total, (now) => now !== all) !== all, "the table is another");
    check(/ of .* %/.test((await page.locator("#inputs [role=status]").innerText()).replace(/\s/g, " ")), "and says how much that is");
    await page.click('nav a[href^="#tree"]');
    equal((await state(page)).input, "1", "another view keeps it", await hash(page));
    await page.reload();
    await ready(page);
    await worked(page);
    equal(await pressed(page), names[1], "a link to it is restored");
    await page.locator("#inputs button").nth(1).focus();
    await page.keyboard.press("Enter");
    await worked(page);
    equal(await pressed(page), names[0], "Enter chooses another");
    equal(await page.evaluate(() => document.activeElement.textContent), names[0], "which keeps the focus");
    await page.keyboard.press("Enter");
    await worked(page);
    equal(await pressed(page), "All", "once more shows all");
    await page.goBack();
    await worked(page);
    equal(await pressed(page), names[0], "Back undoes that");
    for (const odd of ["7", "-1", "x", "__proto__", "1e1"]) {
        await go(page, `#table?input=${odd}`);
        equal(await pressed(page), "All", `input=${odd} is none`);
    }
}

async function accessible(file) {
    for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
        const page = await open({ colorScheme, viewport: { width, height: 800 } });
        await visit(page, file);
        await page.evaluate(axe);
        for (const view of ["summary", "table"]) {
            await go(page, `#${view}?input=0`);
            const bad = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
                .filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id));
            none(bad, `${colorScheme}, ${width} px, ${view}: axe`);
            below(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${view}: wider than the window`, "px");
        }
        none(page.wrong, "nothing goes wrong");
        await page.close();
    }
}

// Names hold anything; files of one name are told apart by their folders.
async function hostileNames() {
    const names = ["<b onclick=alert(1)>.txt", "\"'&amp;</script>.txt", "new/a.txt", "old/a.txt", `${"long ".repeat(45)}.txt`];
    const files = names.map((name, i) => {
        const file = path.join(folder, "named", name.replace("</script", "<∕script"));
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, `main;f${i} ${10 + i}\n`);
        return file;
    });
    const page = await open();
    await visit(page, reportOf(files), "#table?input=1");
    const wanted = files.map((file, i) => (i === 2 || i === 3 ? names[i] : path.basename(file)));
    const found = await page.locator("#inputs button").evaluateAll((all) => all.map((chip) => chip.textContent));
    equal(found.join("\n"), ["All", ...wanted].join("\n"), "hostile names are text");
    below(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, "wider than the window", "px");
    none(page.wrong, "nothing goes wrong with names");
    await page.close();
}

// More inputs than can be chosen from: one line says so.
async function tooMany() {
    const files = Array.from({ length: 17 }, (_, i) => {
        const file = path.join(folder, `many${i}.txt`);
        writeFileSync(file, `main;f${i} 1\n`);
        return file;
    });
    const page = await open();
    await visit(page, reportOf(files));
    equal(await page.locator("#inputs").count(), 0, "17 inputs have no chips");
    check(/17 profiles are added up here/.test(await page.locator("#summary").innerText()), "the summary says that they are added up");
    await visit(page, reportOf(files.slice(1)));
    equal(await page.locator("#inputs button").count(), 17, "16 have");
    await page.close();
}

// What lines cost is that of the input that is chosen.
async function linesOfEach() {
    const files = [5, 9].map((count) => {
        const file = path.join(folder, `lines${count}.txt`);
        writeFileSync(file, `main (job.py:3);work (job.py:7) ${count}\n`);
        return file;
    });
    const page = await open();
    for (const [side, expected] of [["", "14"], ["&input=0", "5"], ["&input=1", "9"]]) {
        await visit(page, reportOf(files), `#function?f=1${side}`);
        await worked(page);
        const cost = await page.locator(".source .costs").innerText();
        equal(cost.trim().replace(/\s/g, " "), `${expected} samples`, `lines of ${side || "all"}`);
    }
    await page.close();
}

function sizes() {
    const one = fixture("py3.12/cprofile.prof");
    const copies = Array.from({ length: 16 }, (_, i) => {
        const file = path.join(folder, `copy${i}.prof`);
        copyFileSync(one, file);
        return file;
    });
    const alone = bytesOf(report(one, ["-n", "100"])).length;
    figure("the report of one", `${alone} bytes`);
    for (const count of [2, 8, 16]) {
        const size = bytesOf(reportOf(copies.slice(0, count), ["-n", "100"])).length;
        below((size - alone) / count / alone, 1, `of ${count}, ${size} bytes: each adds so much of it`, "");
    }
}

export async function test() {
    const tables = [1, 2, 3].map((seed) => generated("mesh", seed).file);
    const stacks = [11, 12, 13].map(makeStacks);
    agreesWithProgram(tables, "tables");
    agreesWithProgram(stacks, "stacks");
    agreesWithProgram(tables, "filtered tables", ["--focus", "f3", "--hide", "f7"]);
    agreesWithProgram(stacks, "filtered stacks", ["--ignore", "f3"]);
    holdsSums(["py3.8/cprofile.prof", "py3.12/cprofile.prof", "py3.13/profile.prof", "py2.7/cprofile.prof"].map(fixture), "Pythons");
    const page = await open();
    await choosesByChips(page, reportOf(tables), tables.map((file) => path.basename(file)));
    for (const [files, at] of [[tables, 2], [stacks, 0]]) {
        await visit(page, reportOf(files, ["-n", "0"]));
        await looksLikeItsOwn(page, files, at, ["-n", "0"]);
    }
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await accessible(reportOf(tables));
    await hostileNames();
    await tooMany();
    await linesOfEach();
    sizes();
}
