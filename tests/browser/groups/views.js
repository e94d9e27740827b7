// Every view shows itself and what it is about: the links, the table against `-T json`, the search, the
// lists of callers and callees.

import { VIEWS, go, isShown, open, settle, visit } from "../lib/chromium.js";
import { check, equal, eventually, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { report, sample } from "../lib/program.js";

async function linksWork(page) {
    for (const view of [...VIEWS].reverse()) {
        await page.click(`nav a[href^="#${view}"]`);
        await settle(page);
        check(await isShown(page, view), `${view} is shown`);
        const current = await page.locator("nav a[aria-current=page]").evaluateAll((links) =>
            links.map((link) => link.getAttribute("href").replace(/[#?]/g, " ").trim().split(" ")[0]));
        equal(current.join(), view, `${view}: its link is the current one`);
        const others = VIEWS.filter((other) => other !== view && other !== "function" &&
            !(view === "summary" && other === "graph")); // the picture is beside the words
        for (const other of others)
            check(!await isShown(page, other), `${view}: ${other} is not shown`);
    }
}

export const rowsShown = (page) => page.locator("#table [role=row][data-function]").evaluateAll((rows) =>
    rows.map((row) => ({ f: Number(row.dataset.function), text: row.textContent, top: row.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top));

async function tableIsOfTheProfile(page, data) {
    await go(page, "#table");
    const rows = await rowsShown(page);
    check(rows.length >= 15, "the table has rows", rows.length);
    none(rows.filter(({ f, text }) => !text.includes(data.functions[f]?.name.slice(0, 40)))
        .map(({ f, text }) => `${data.functions[f]?.name} in ${text}`), "rows name their functions");
    const owns = rows.map(({ f }) => data.functions[f].own), totals = rows.map(({ f }) => data.functions[f].total);
    const falling = (values) => values.every((value, i) => !i || value <= values[i - 1]);
    check(falling(owns) || falling(totals), "rows are sorted by time at first", owns.slice(0, 8));
    const most = Math.max(...data.functions.map((f) => falling(owns) ? f.own : f.total));
    equal(falling(owns) ? owns[0] : totals[0], most, "the function with the most time is on top");
}

async function searchFinds(page, data) {
    await go(page, "#table");
    const wanted = data.functions.find((f) => /^[a-z_]{8,}$/.test(f.name)).name;
    await page.locator("input[type=search]").first().fill(wanted);
    const rows = await eventually(() => rowsShown(page), (all) => all.every((row) => row.text.includes(wanted)));
    const found = data.functions.filter((f) => `${f.file[0]} ${f.name}`.includes(wanted));
    check(rows.some(({ text }) => text.includes(wanted)), `searching for ${wanted} finds it`, rows.slice(0, 3));
    check(rows.length <= found.length || rows.length >= data.functions.length / 2,
        `and leaves out the others, or marks it`, rows.length);
    await page.locator("input[type=search]").first().fill("");
}

async function selectionIsShared(page, data) {
    const f = data.edges[Math.floor(data.edges.length / 2)].callee;
    await go(page, `#table?f=${f}`);
    const { name } = data.functions[f];
    for (const view of ["graph", "flame", "table", "function"]) {
        await page.click(`nav a[href^="#${view}"]`);
        await settle(page);
        const fragment = await page.evaluate(() => location.hash);
        check(new RegExp(`^#${view}\\?(.*&)?f=${f}(&|$)`).test(fragment), `${view} keeps the selection`, fragment);
        const text = await page.locator("#function").textContent();
        check(text.includes(name.slice(0, 60)), `${view}: the function's pane is about ${name}`, text.slice(0, 200));
    }
}

async function functionHasCallers(page, data) {
    const f = data.functions.findIndex((_, i) =>
        data.edges.filter((e) => e.callee === i).length >= 2 && data.edges.filter((e) => e.caller === i).length >= 2);
    await go(page, `#function?f=${f}`);
    const text = await page.locator("#function").textContent();
    const heaviest = (edges) => edges.sort((a, b) => b.total - a.total)[0];
    const caller = data.functions[heaviest(data.edges.filter((e) => e.callee === f)).caller].name;
    const callee = data.functions[heaviest(data.edges.filter((e) => e.caller === f)).callee].name;
    for (const [what, name] of Object.entries({ caller, callee }))
        check(text.includes(name.slice(0, 60)), `its heaviest ${what} stands in a function's pane`, name);
    const [callers, callees] = ["Callers", "Callees"].map((title) => text.indexOf(title));
    check(callers >= 0 && callers < callees, "callers stand above callees", text.slice(0, 300));
}

async function graphAndFlameAreDrawn(page) {
    await go(page, "#graph");
    const boxes = await page.locator("#graph svg .node, #graph svg [id*='_n']").count();
    check(boxes > 3, "the graph has boxes", boxes);
    await go(page, "#flame");
    const canvas = page.locator("#flame canvas");
    if (await canvas.count()) {
        const box = await canvas.first().boundingBox();
        check(box.width > 400 && box.height > 200, "the flame has room", box);
        const painted = await canvas.first().evaluate((element) => {
            const { data } = element.getContext("2d").getImageData(0, 0, element.width, element.height);
            return new Set(new Uint32Array(data.buffer)).size;
        });
        check(painted > 10, "the flame is painted", `${painted} colours`);
    } else {
        check(await page.locator("#flame svg rect").count() > 10, "the flame is drawn");
    }
}

// However wide the window is: figures stand beside the names that they belong to.
async function figuresStandBeside(page) {
    await page.setViewportSize({ width: 1920, height: 1000 });
    await go(page, "#summary");
    const apart = await page.$$eval("#path li, #costs li", (items) => items.map((item) => {
        const [words, name] = ["small", ".name"].map((selector) => item.querySelector(selector).getBoundingClientRect());
        return name.left - words.right;
    }));
    check(apart.length > 3 && apart.every((gap) => gap > 0 && gap < 40), "figures stand beside names", apart);
    await page.setViewportSize({ width: 1280, height: 800 });
}

// One vocabulary: the summary calls kinds of code as the table's chips do, and yours has one colour.
async function oneVocabulary(page) {
    await go(page, "#table");
    const chips = (await page.locator("#table .chips button").allInnerTexts()).map((text) => text.replace(/[\d\u202f ]+$/, ""));
    const kinds = await page.$$eval("#origins .key b", (all) => all.map((share) => share.nextSibling.textContent.trim()));
    check(kinds.length > 3, "kinds of code are told", kinds);
    none(kinds.filter((kind) => !chips.includes(kind)), "and called as in the table");
    await go(page, "#table?o=own");
    const colourOf = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).color);
    const colours = [await colourOf("#table .row[data-function]:not(.others) > .name")];
    for (const [view, selector] of [["summary", "#path .own > .name"], ["tree", "#tree .row[data-function]:not(.others) > .name"]]) {
        await go(page, `#${view}`);
        colours.push(await colourOf(selector));
    }
    check(new Set(colours).size === 1, "yours has one colour in all views", colours);
}

// The hot path's bars are grey where time is only passed on, and a narrow window shows the whole title.
async function quietBarsAndTitle(page) {
    await go(page, "#summary");
    const fills = await page.$$eval("#path li", (items) => items.map((item) => item.querySelector("rect").getAttribute("fill")));
    const isGrey = (fill) => new Set(fill.slice(1).match(/../g)).size === 1;
    check(isGrey(fills[0]) && fills.some((fill) => !isGrey(fill)), "what leads to the answer is grey", fills);
    const title = await page.locator("h1").innerText();
    await page.evaluate(() => (document.querySelector("h1").textContent = "monthly_export.py ·\u00a0export.prof"));
    for (const width of [1000, 700, 390]) {
        await page.setViewportSize({ width, height: 800 });
        const script = await page.locator("h1").evaluate((head) => {
            const words = document.createRange();
            words.setStart(head.firstChild, 0);
            words.setEnd(head.firstChild, "monthly_export.py".length);
            const [first, ...others] = words.getClientRects();
            const total = document.querySelector("header b");
            return { isWhole: !others.length && first.right <= head.getBoundingClientRect().right + 1, lines: head.clientHeight / 20,
                isCut: total.getBoundingClientRect().right > total.parentElement.getBoundingClientRect().right + 1 };
        });
        check(script.isWhole && script.lines < 2, `${width} px: the script's name is whole, in one line`, script);
        check(!script.isCut, `${width} px: so is the total, where it is shown`);
    }
    await page.evaluate((text) => (document.querySelector("h1").textContent = text), title);
    await page.setViewportSize({ width: 700, height: 800 });
    const broken = await page.$$eval("#blame th .name, #blame th a", (links) =>
        links.filter((link) => link.getClientRects().length > 1 && !/\s/.test(link.textContent)).map((link) => link.textContent));
    none(broken, "no name is broken beside a column that has room");
    await page.setViewportSize({ width: 1280, height: 800 });
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    const page = await open();
    await visit(page, file);
    check(await isShown(page, "summary"), "the summary comes first");
    check((await page.locator("#summary").innerText()).length > 200, "the summary says something");
    for (const part of [linksWork, tableIsOfTheProfile, searchFinds, selectionIsShared, functionHasCallers,
        figuresStandBeside, quietBarsAndTitle, oneVocabulary, graphAndFlameAreDrawn])
        await part(page, data).catch((error) => check(false, part.name, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
}
