// The switch of a report that compares between before, after and what changed: in every view, by keys, in links, in
// history, accessible, with filters.

import { VIEWS, axe, go, hash, isShown, open, ready, settle, state, visit } from "../lib/chromium.js";
import { below, check, equal, eventually, none } from "../lib/harness.js";
import { LABELS, SIDES, compared } from "./compare.js";
import { sample } from "../lib/program.js";

// What of the views is to be seen on a side.
const shownIn = (page) => page.evaluate(() => {
    const visible = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
    return {
        pressed: [...document.querySelectorAll("#sides [aria-pressed=true]")].map((button) => button.textContent).join(),
        summary: ["#base", "#now", "#changes"].filter(visible).join(),
        graph: document.querySelector("#graph-picture svg")?.textContent ?? "",
        tree: document.querySelector("#tree .head")?.textContent ?? "",
        table: [...document.querySelectorAll("#table .head > :not([hidden])")].map((head) => head.textContent.replace(/ .$/, "")).join(),
        function: document.querySelector("#function :is(dl, .part)")?.textContent ?? "",
        note: ["#change-note", "#flame-note"].filter(visible).join(),
    };
});

async function sidesInViews(page) {
    const seen = {};
    for (const side of Object.keys(SIDES)) {
        const query = side && `&side=${side}`;
        seen[side] = {};
        for (const view of VIEWS) {
            check(await go(page, `#${view}?f=40${query}`), `${view} is shown, ${LABELS[side]}`);
            const now = await shownIn(page);
            equal(now.pressed, LABELS[side], `${view}: the switch says ${LABELS[side]}`);
            seen[side][view] = view === "flame" ? now.note : now[view];
            if (view === "flame")
                seen[side].canvas = (await page.locator("#flame canvas").screenshot()).toString("base64").slice(0, 1e5);
        }
    }
    for (const view of [...VIEWS, "canvas"].filter((name) => !["flame", "tree", "table"].includes(name))) {
        const texts = new Set(Object.values(seen).map((of) => of[view]));
        equal(texts.size, 3, `${view} differs between before, after and change`);
    }
    equal(seen[""].flame, "#change-note", "the flame of what changed says what its width means");
    equal(seen.before.flame, "#flame-note", "that of one side does not");
    check(seen[""].table.includes("Δ own") && seen[""].table.includes("Why"), "the table has changes", seen[""].table);
    check(!seen.after.table.includes("Δ"), "that of one side has none", seen.after.table);
}

async function keysAndHistory(page, file) {
    await visit(page, file, "#flame");
    for (const [side, key] of Object.entries(SIDES)) {
        await page.keyboard.press(key);
        await settle(page);
        equal((await state(page)).side ?? "", side, `key ${key} shows ${LABELS[side]}`);
    }
    await page.goBack();
    await settle(page);
    equal((await state(page)).side, "after", "Back undoes the switch");
    await page.click('nav a[href^="#table"]');
    equal((await state(page)).side, "after", "another view keeps the side", await hash(page));
    await page.locator("#sides button", { hasText: "Before" }).click();
    await settle(page);
    const link = await hash(page);
    await page.reload();
    await ready(page);
    equal((await shownIn(page)).pressed, "Before", `${link} is restored`);
    check(await isShown(page, "table"), "with its view");
}

// Functions to choose from stand in the order in which the table lists what changed.
async function offersWhatChangedMost(page) {
    await go(page, "#table");
    const listed = await page.locator("#table .body .row").evaluateAll((rows) => rows.map((row) => row.dataset.function));
    await go(page, "#function");
    const list = page.locator("#function .part", { hasText: "What changed most" });
    const offered = await list.locator("a").evaluateAll((links) => links.map((link) => link.dataset.function));
    const wanted = listed.filter((f) => offered.includes(f));
    check(offered.length > 2 && wanted.join() === offered.slice(0, wanted.length).join(), "what changed most comes first",
        `${offered}, not ${wanted}`);
}

// The address is anybody's: what is no side shows what changed.
async function oddSides(page) {
    for (const side of ["__proto__", "constructor", "Before", "c"]) {
        await go(page, `#graph?side=${side}`);
        equal((await shownIn(page)).pressed, "Change", `side=${side} is none`);
    }
}

async function filtersInSides(page) {
    const total = async () => {
        const [, words] = (await page.locator("#table .totals").innerText()).match(/own ([−+\d.\s]+)/);
        return Number(words.replace("−", "-").replace(/\s/g, ""));
    };
    await go(page, "#table?side=before");
    const f = await page.locator("#table [data-function]", { hasText: "concatenate_managers" }).first().getAttribute("data-function");
    const before = await total();
    await go(page, `#table?side=before&x=ignore-${f}`);
    const left = await eventually(total, (found) => found < before);
    check(left < before * 0.5, "a filter works on the profile before", `${before} ${left}`);
    await go(page, `#table?x=ignore-${f}`);
    const change = await eventually(total, (found) => found < 0);
    check(change < 0 && Math.abs(change) < left, "and on what changed", `${left} ${change}`);
    for (const view of VIEWS)
        check(await go(page, `#${view}?x=ignore-${f}`), `${view} with a filter`);
}

async function accessible(file) {
    // What one side shows is looked at in the group access; here, what changed, and the switch.
    for (const [colorScheme, width, sides] of [["light", 1280, ["", "before"]], ["dark", 1280, [""]], ["light", 320, [""]]]) {
        const page = await open({ colorScheme, viewport: { width, height: 800 } });
        await visit(page, file);
        await page.evaluate(axe);
        for (const side of sides) {
            for (const view of VIEWS) {
                const name = `${colorScheme}, ${width} px, ${LABELS[side]}: ${view}`;
                await go(page, `#${view}?f=40${side && `&side=${side}`}`);
                const bad = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
                    .filter(({ impact }) => ["serious", "critical"].includes(impact))
                    .map(({ id, nodes }) => `${id} ${nodes.slice(0, 2).map((node) => node.target.join(" "))}`));
                none(bad, `${name}: axe`);
                const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                below(over, 0, `${name}: wider than the window`, "px");
            }
        }
        await page.close();
    }
}

// What is gone is known as well, also to who comes by its link first.
async function leadToGone(page, file) {
    await visit(page, file);
    await page.locator("#changes .findings a", { hasText: "__setitem__" }).first().click();
    await settle(page);
    const heading = () => page.locator("#function h2").textContent();
    check((await heading()).includes("__setitem__"), "the lead's link shows the function", await heading());
    const other = await open();
    await visit(other, file, await hash(page));
    check(await isShown(other, "function"), "also in a page that begins there");
    const text = await other.locator("#function").textContent();
    check(/10.000 → 0/.test(text) && text.includes("occupation_embedding_lookup"), "with its calls and its caller", text.slice(0, 200));
    none(other.wrong, "without an error");
    await other.close();
}

export async function test() {
    const file = compared(sample("embedding/slow.prof"), sample("embedding/membership.prof"));
    const page = await open();
    await visit(page, file);
    equal((await shownIn(page)).pressed, "Change", "what changed is shown first");
    await leadToGone(page, file);
    await visit(page, file);
    await sidesInViews(page);
    await offersWhatChangedMost(page);
    await oddSides(page);
    await filtersInSides(page);
    await keysAndHistory(page, file);
    none(page.wrong, "nothing is wrong");
    await page.close();
    await accessible(file);
}
