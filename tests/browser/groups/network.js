// The page is one request, works without a network, and in a frame that may do nothing but run scripts.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { VIEWS, open, visit } from "../lib/chromium.js";
import { check, equal, none } from "../lib/harness.js";
import { bytesOf, folder, report, sample } from "../lib/program.js";
import { serve } from "../lib/server.js";
import { useEverything } from "../lib/use.js";

async function oneRequest(file) {
    const page = await open();
    const asked = [];
    await page.context().route("**/*", (route) => {
        asked.push(route.request().url());
        route.request().url() === pathToFileURL(file).href ? route.continue() : route.abort();
    });
    await visit(page, file);
    await useEverything(page);
    equal(asked.length, 1, "requests from file: that pass the interception");
    none(page.requests.filter((url) => !url.startsWith(pathToFileURL(file).href)), "other requests");
    none(page.wrong, "nothing goes wrong");
    await page.close();
}

async function oneServed(file) {
    const server = await serve({ "/report.html": bytesOf(file) });
    const page = await open();
    await page.goto(`${server.url}/report.html`);
    await page.waitForSelector('html[data-ready="1"]', { state: "attached" });
    await useEverything(page);
    await page.waitForTimeout(200);
    none(server.asked.filter((url) => url !== "/favicon.ico").slice(1), "requests that a server gets, but one");
    check(!server.asked.includes("/favicon.ico"), "not even for an icon");
    await page.close();
    await server.close();
}

async function offline(file) {
    const page = await open({ offline: true });
    await visit(page, file, "#table");
    await useEverything(page);
    none(page.wrong, "nothing goes wrong offline");
    await page.close();
}

// The frame's origin is opaque: no storage, no parent, and a history that is not its own.
async function sandboxed(name, url) {
    const page = await open();
    await page.goto(url);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForSelector('html[data-ready="1"]', { state: "attached" });
    for (const view of VIEWS) {
        const link = await frame.waitForSelector(`nav a[href^="#${view}"]`);
        await link.click();
        check(await frame.waitForSelector(`section#${view}:not([hidden])`).then(() => true, () => false),
            `${name}: shows ${view}`);
    }
    await frame.click("button#theme");
    equal(await frame.evaluate(() => window.seen.violations.length), 0, `${name}: violations of the policy`);
    none(page.wrong, `${name}: nothing goes wrong`);
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    await oneRequest(file);
    await oneServed(file);
    await offline(file);
    const wrapper = (url) => '<!doctype html><title>w</title><link rel="icon" href="data:,">' +
        `<iframe sandbox="allow-scripts" width="1000" height="700" src="${url}"></iframe>`;
    const local = path.join(folder, "frame.html");
    writeFileSync(local, wrapper(pathToFileURL(file).href));
    await sandboxed("in a sandboxed frame of a file", pathToFileURL(local).href);
    const server = await serve({ "/": wrapper("/report.html"), "/report.html": bytesOf(file) });
    await sandboxed("in a sandboxed frame of a server", `${server.url}/`);
    await server.close();
}
