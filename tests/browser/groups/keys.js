// All by keyboard: what Tab reaches, the keys of the page, and that they can be turned off.

import { VIEWS, go, hash, isShown, open, settle, visit } from "../lib/chromium.js";
import { check, equal, figure, none } from "../lib/harness.js";
import { report, sample } from "../lib/program.js";

const MOST_STOPS = 400;

// Names what has the focus, and whether that can be seen.
const focused = (page) => page.evaluate(() => {
    const element = document.activeElement;
    if (!element || [document.body, document.documentElement].includes(element))
        return null;
    const view = element.closest("section")?.id ?? "";
    const style = getComputedStyle(element);
    const drawn = element.querySelector("path"); // a box of the graph has a thick line around it
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ||
        drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2.5;
    window.stops ??= new Map();
    if (!window.stops.has(element))
        window.stops.set(element, window.stops.size);
    const box = element.getBoundingClientRect();
    return {
        number: window.stops.get(element), tag: element.localName, id: element.id, view,
        ring: ring || style.boxShadow !== "none", href: element.getAttribute("href") ?? "",
        there: box.width > 0 && box.height > 0,
        name: (element.getAttribute("aria-label") || element.textContent || element.title || "").trim().slice(0, 30),
    };
});

async function stopsOf(page) {
    const stops = [];
    await page.evaluate(() => { document.activeElement?.blur(); window.stops = undefined; });
    for (let i = 0; i < MOST_STOPS; i++) {
        await page.keyboard.press("Tab");
        const stop = await focused(page);
        if (stop && stops.some((other) => other.number === stop.number))
            return stops;
        if (stop) // else it has come to the page's end, and begins anew
            stops.push(stop);
    }
    return stops;
}

// What can be pressed with the mouse, is no part of the many rows and boxes that arrows walk, and was no
// stop of Tab.
const missed = (page) => page.evaluate(() => {
    const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(selector)].filter((element) =>
        element.checkVisibility() && !element.closest("dialog, [role=row], svg") && !element.disabled &&
        element.tabIndex >= 0 && !window.stops.has(element)).map((element) => element.outerHTML.slice(0, 90));
});

async function tabReaches(page, view) {
    await go(page, `#${view}`);
    const stops = await stopsOf(page);
    const has = (what) => stops.some(what);
    for (const other of VIEWS)
        check(has((stop) => stop.href.startsWith(`#${other}`)), `${view}: Tab reaches the link to ${other}`);
    for (const id of ["search", "theme", "help-button"])
        check(has((stop) => stop.id === id), `${view}: Tab reaches ${id}`);
    check(has((stop) => stop.view === view), `${view}: Tab reaches the view itself`,
        stops.map((stop) => `${stop.tag}#${stop.id}`));
    none(stops.filter((stop) => !stop.ring).map((stop) => `${stop.tag}#${stop.id} ${stop.name}`),
        `${view}: the focus can be seen`);
    none(stops.filter((stop) => !stop.there).map((stop) => `${stop.tag}#${stop.id} ${stop.name}`),
        `${view}: what has the focus can be seen`);
    none(await missed(page), `${view}: Tab reaches all that can be pressed`);
    check(stops.length <= 120, `${view}: Tab gets through in at most 120 steps`, stops.length);
    figure(`${view}: stops of Tab`, stops.length);
}

async function numbersSwitch(page) {
    for (const [i, view] of VIEWS.entries()) {
        await page.keyboard.press(String(i + 1));
        await settle(page);
        check(await isShown(page, view), `${i + 1} shows ${view}`);
    }
}

async function slashSearches(page) {
    await page.keyboard.press("5");
    await page.keyboard.press("/");
    equal(await page.evaluate(() => document.activeElement.type), "search", "/ leads to the search");
    await page.keyboard.type("2load/");
    equal(await page.locator("input[type=search]").first().inputValue(), "2load/", "keys in the search are text");
    check(await isShown(page, "table"), "and switch no view");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    check(await page.evaluate(() => document.activeElement?.type !== "search"), "Esc leaves the search");
    equal(await page.locator("input[type=search]").first().inputValue(), "", "and empties it");
}

// Where the keys are in a view: its address, what has the focus, and what is said of it.
const whereabouts = (page, view) => page.evaluate((id) => {
    const { dataset, id: focus, ariaLabel, ariaRowIndex } = document.activeElement ?? {};
    const said = [...document.querySelectorAll(`#${id} [aria-live], #${id} [role=status]`)];
    return [location.hash, focus, dataset?.function, ariaRowIndex, ariaLabel, ...said.map((e) => e.textContent)].join(" ");
}, view);

async function arrowsWalk(page, view, selector) {
    await go(page, `#${view}?f=0`);
    await page.locator(`#${view} ${selector}`).first().focus();
    const seen = new Set();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"]) {
        await page.keyboard.press(key);
        await settle(page);
        seen.add(await whereabouts(page, view));
    }
    check(seen.size >= 2, `${view}: arrows move about`, [...seen]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await settle(page);
    check(!seen.has(await whereabouts(page, view)), `${view}: Enter does something`, await hash(page));
}

// Who has chosen from a list goes on with single keys.
async function selectsLeaveKeys(page) {
    for (const view of ["table", "graph"]) {
        await go(page, `#${view}`);
        const select = page.locator(`#${view} select`);
        await select.focus();
        await select.selectOption({ index: 1 });
        await page.keyboard.press("1");
        await settle(page);
        check(await isShown(page, "summary"), `${view}: keys work after its select`);
        await go(page, `#${view}`);
        await select.selectOption({ index: 0 });
    }
}

async function enterOpens(page) {
    await go(page, "#table");
    await page.locator("#table [tabindex='0']").first().focus().catch(() => {});
    const before = await hash(page);
    for (const key of ["ArrowDown", "ArrowDown", "Enter"])
        await page.keyboard.press(key);
    await settle(page);
    check(await hash(page) !== before, "Enter opens what is selected in the table", before);
    check(await isShown(page, "function"), "and shows the function");
}

async function help(page) {
    const open_ = () => page.locator("dialog#help").evaluate((dialog) => dialog.open);
    await page.keyboard.press("?");
    check(await open_(), "? opens the help");
    const text = await page.locator("dialog#help").innerText();
    for (const word of ["/", "?", "1", "5", "Enter", "Esc"])
        check(text.includes(word), `the help tells of ${word}`);
    check(text.length > 150, "the help says what the keys do", text);
    await page.keyboard.press("Escape");
    check(!await open_(), "Esc closes the help");
    return open_;
}

async function canBeTurnedOff(page, isOpen) {
    await page.click("#help-button");
    const box = page.locator("dialog#help input[type=checkbox]").first();
    if (!check(await box.count() === 1, "a box in the help turns keys off"))
        return;
    await box.click();
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement?.blur());
    await go(page, "#summary");
    await page.keyboard.press("4");
    await page.keyboard.press("?");
    check(await isShown(page, "summary") && !await isOpen(), "then keys do nothing");
    await page.reload();
    await page.waitForSelector('html[data-ready="1"]', { state: "attached" });
    await page.keyboard.press("5");
    await settle(page);
    check(!await isShown(page, "table"), "and stay off after a reload");
    await page.click("#help-button");
    await box.click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("5");
    await settle(page);
    check(await isShown(page, "table"), "and can be turned on again");
}

async function motion(file) {
    const page = await open({ reducedMotion: "reduce" });
    await visit(page, file);
    for (const view of VIEWS) {
        await go(page, `#${view}?f=1`);
        await page.keyboard.press("Enter");
        const moving = await page.evaluate(() => document.getAnimations().length);
        equal(moving, 0, `${view}: nothing moves where motion is to be reduced`);
    }
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const page = await open();
    await visit(page, file);
    for (const view of VIEWS)
        await tabReaches(page, view);
    await numbersSwitch(page);
    await slashSearches(page);
    const row = "[role=row][tabindex='0']";
    const places = { table: row, tree: row, flame: "canvas", graph: "[role=button][tabindex='0']" };
    for (const [view, selector] of Object.entries(places))
        await arrowsWalk(page, view, selector).catch((error) => check(false, `${view}: has a place for keys`, String(error)));
    await enterOpens(page);
    await selectsLeaveKeys(page);
    await canBeTurnedOff(page, await help(page));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await motion(file);
}
