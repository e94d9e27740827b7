// How fast reports of many functions come up, scroll and zoom. Medians of several runs: the machine may
// be busy with something else.

import { go, open, settle, visit, work } from "../lib/chromium.js";
import { below, check, figure, median, none } from "../lib/harness.js";
import { bytesOf, largeReport } from "../lib/program.js";

const tasksOf = (page) => page.evaluate(() => window.seen.tasks);
const longest = async (page) => Math.max(0, ...await tasksOf(page));

async function firstRow(count, most) {
    const file = largeReport(count);
    figure(`${count} functions`, `${(bytesOf(file).length / 1e6).toFixed(2)} MB`);
    const times = [], tasks = [];
    for (let i = 0; i < 5; i++) {
        const page = await open();
        await visit(page, file, "#table");
        await page.waitForSelector("#table [role=row][data-function]").catch(() => {});
        await settle(page);
        times.push(await page.evaluate(() => window.seen.firstRow || Infinity));
        await page.waitForTimeout(100);
        tasks.push(await longest(page));
        await page.close();
    }
    below(median(times), most, `${count} functions: first row`, "ms");
    below(median(tasks), 200, `${count} functions: longest task when the page opens`, "ms");
}

const scroller = (page) => page.evaluateHandle(() => {
    const scrolls = (element) => element.scrollHeight > element.clientHeight + 10 &&
        ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
    let element = document.querySelector("#table [role=row][data-function]");
    while (element && !scrolls(element))
        element = element.parentElement;
    return element ?? document.scrollingElement;
});

// From top to bottom in steps, then a good number of pages one by one; the largest DOM that is seen.
async function scroll(page) {
    const element = await scroller(page);
    let most = 0, empty = 0;
    const positions = [...Array(21).keys()].map((i) => i / 20);
    const height = await element.evaluate((e) => e.scrollHeight);
    const pages = [...Array(30).keys()].map((i) => i * 700 / height);
    for (const position of [...positions, ...pages]) {
        const found = await element.evaluate(async (e, share) => {
            e.scrollTop = share * e.scrollHeight;
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            const box = e.getBoundingClientRect();
            const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
            const rows = [...document.querySelectorAll("#table [role=row][data-function]")]
                .filter((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom);
            return { elements: document.querySelectorAll("*").length, rows: rows.length };
        }, position);
        most = Math.max(most, found.elements);
        empty += found.rows < 5;
    }
    return { most, empty };
}

async function scrolling(count) {
    const page = await open();
    await visit(page, largeReport(count), "#table");
    const loaded = (await tasksOf(page)).length;
    const { most, empty } = await scroll(page);
    below(most, 5000, `${count} functions: elements while scrolling`, "elements");
    check(empty === 0, `${count} functions: rows are there wherever it is scrolled to`, `${empty} times none`);
    await page.waitForTimeout(100);
    const tasks = (await tasksOf(page)).slice(loaded);
    below(Math.max(0, ...tasks), 200, `${count} functions: longest task while scrolling`, "ms");
    const last = await page.evaluate(() => {
        const rows = [...document.querySelectorAll("#table [role=row][data-function]")];
        return Math.max(...rows.map((row) => Number(row.getAttribute("aria-rowindex") ?? 0)));
    });
    const element = await scroller(page);
    await element.evaluate((e) => { e.scrollTop = e.scrollHeight; });
    await settle(page);
    const index = await page.evaluate(() => Math.max(...[...document.querySelectorAll("#table [role=row][data-function]")]
        .map((row) => Number(row.getAttribute("aria-rowindex") ?? 0))));
    check(index >= count && last <= index, `${count} functions: the last row can be reached`, `row ${index}`);
    none(page.wrong, `${count} functions: nothing goes wrong`);
    await page.close();
}

// What a reader does with the table and the search.
async function using(count) {
    const page = await open();
    await visit(page, largeReport(count), "#table");
    await page.waitForTimeout(200);
    const before = (await tasksOf(page)).length;
    const headers = page.locator("#table [role=columnheader] button, #table [role=columnheader]");
    for (let i = 0; i < Math.min(6, await headers.count()); i++) {
        await headers.nth(i).click({ timeout: 2000 }).catch(() => {});
        await settle(page);
    }
    const box = page.locator("input[type=search]").first();
    for (const words of ["p", "pa", "par", "parse_render", "own:>0.01%", "/^load.*7$/", ""]) {
        await box.fill(words);
        await page.waitForTimeout(150);
    }
    for (const view of ["summary", "graph", "flame", "table", "function"]) {
        await go(page, `#${view}?f=${count - 1}`);
        await page.waitForTimeout(100);
    }
    const tasks = (await tasksOf(page)).slice(before);
    below(Math.max(0, ...tasks), 200, `${count} functions: longest task while sorting, filtering, switching`, "ms");
    figure("tasks above 50 ms", tasks.map(Math.round).join(" ") || "none");
    none(page.wrong, `${count} functions: nothing goes wrong in use`);
    await page.close();
}

// A zoom's whole work on the main thread, divided among the frames that it draws.
async function flame(count) {
    const page = await open({ reducedMotion: "reduce" });
    await visit(page, largeReport(count), "#flame");
    const blocks = await page.evaluate(() => document.querySelector("#tree-data").textContent.length);
    figure("flame: data of blocks", `${blocks} characters`);
    await page.locator("#flame").click({ position: { x: 400, y: 200 } }).catch(() => {});
    const frames = [];
    for (const key of ["ArrowDown", "Enter", "ArrowDown", "Enter", "Escape", "ArrowDown", "ArrowDown", "Enter",
        "Escape", "Escape"]) {
        const before = await work(page);
        await page.keyboard.press(key);
        await settle(page);
        frames.push(await work(page) - before);
    }
    below(median(frames), 50, `flame of ${count} functions: a zoom or step and its frame`, "ms");
    figure("of it the slowest", `${Math.max(...frames).toFixed(1)} ms`);
    const zoom = await page.evaluate(() => location.hash);
    figure("zoom", zoom);
    await page.close();
}

export async function test() {
    await firstRow(4000, 500);
    await firstRow(50000, 2000);
    await using(50000);
    await scrolling(50000);
    await scrolling(200000);
    await flame(50000);
}
