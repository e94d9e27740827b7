// One browser for all groups, and pages that note whatever a page must not do.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.env.MODULES, "package.json"));
export const { chromium } = require("playwright-core");
export const parse5 = await import(pathToFileURL(require.resolve("parse5")).href);
export const axe = require("axe-core").source;

export const VIEWS = ["summary", "graph", "flame", "tree", "table", "function"];
const SWITCHES = [
    "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
];

let browser;

export async function start() {
    browser = await chromium.launch({
        executablePath: process.env.PROF2DOT_CHROMIUM || "/usr/bin/chromium",
        args: [...SWITCHES, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
    });
    return browser.version();
}

export const stop = () => browser?.close();

// What runs in every page before its own scripts: violations of the CSP, and when the first row came.
function watch() {
    window.seen = { violations: [], firstRow: 0 };
    document.addEventListener("securitypolicyviolation", (event) => {
        window.seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
    const observer = new MutationObserver(() => {
        if (document.querySelector("#table [role=row][data-function]")) {
            window.seen.firstRow = performance.now();
            observer.disconnect();
        }
    });
    observer.observe(document, { childList: true, subtree: true });
}

// A new page in a context of its own. `page.wrong` collects errors, dialogs and warnings on the console,
// `page.requests` all that was asked for.
export async function open(options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(6000);
    page.setDefaultNavigationTimeout(30000); // the machine may be busy
    page.wrong = [];
    page.requests = [];
    page.on("pageerror", (error) => page.wrong.push(`error: ${error.stack || error}`));
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            page.wrong.push(`console: ${message.text()}`);
    });
    page.on("dialog", (dialog) => {
        page.wrong.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("request", (request) => page.requests.push(request.url().slice(0, 200)));
    if (options.javaScriptEnabled !== false)
        await page.addInitScript(watch);
    page.close = () => context.close();
    return page;
}

// Opens a report's view and waits until the page says that it is drawn.
export async function visit(page, file, fragment = "") {
    await page.goto(pathToFileURL(file).href + fragment);
    await ready(page);
}

export const ready = (page) => page.waitForSelector('html[data-ready="1"]', { state: "attached" });

// Changes the fragment as a link would, and waits until it is drawn; false if the view is not shown.
export async function go(page, fragment) {
    await page.evaluate((hash) => { location.hash = hash; }, fragment);
    await settle(page);
    return isShown(page, fragment.slice(1).split("?")[0]);
}

// Two frames: what was asked for has been drawn.
export const settle = (page) => page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
}));

export const isShown = (page, view) => page.evaluate((id) => {
    const section = document.getElementById(id);
    return Boolean(section) && !section.hidden && section.getBoundingClientRect().height > 0;
}, view);

export const hash = (page) => page.evaluate(() => location.hash);

// The parameters in the fragment, as an object.
export const state = async (page) =>
    Object.fromEntries(new URLSearchParams((await hash(page)).split("?")[1] || ""));

export const violations = (page) => page.evaluate(() => window.seen.violations);

// What the main thread does meanwhile: for each task how long it held the thread and how long the processor
// worked on it, in milliseconds. On a busy machine only the second tells of the page.
export async function tasksDuring(page, action) {
    await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    await action();
    const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
    const key = (event) => `${event.pid} ${event.tid}`;
    const mains = new Set(traceEvents.filter((event) => event.args?.name === "CrRendererMain").map(key));
    // What Chromium's scheduler calls a task is within one of these, and would be counted twice.
    return traceEvents.filter((event) => event.ph === "X" && event.name === "RunTask" && mains.has(key(event)))
        .map((event) => ({ held: event.dur / 1000, worked: (event.tdur ?? event.dur) / 1000 }));
}

// The main thread's work so far, in milliseconds.
export async function work(page) {
    page.session ??= await page.context().newCDPSession(page);
    await page.session.send("Performance.enable");
    const { metrics } = await page.session.send("Performance.getMetrics");
    return 1000 * metrics.find((metric) => metric.name === "TaskDuration").value;
}
