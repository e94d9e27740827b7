// Without scripts and without style sheets, as Jenkins serves reports: summary, top 50 and graph are
// there, to be seen, and in an order that reads.

import { open } from "../lib/chromium.js";
import { check, equal, figure, none } from "../lib/harness.js";
import { bytesOf, generated, report, sample } from "../lib/program.js";
import { serve } from "../lib/server.js";

const JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";

// What takes up room on the page, read from outside: the page itself may run nothing.
async function seen(page) {
    const box = (selector) => page.locator(selector).first().boundingBox();
    return {
        summary: await box("#summary :is(p, li, dl, table)"),
        table: await box("#table table"),
        row: await box("#table tbody tr"),
        graph: await box("#graph svg"),
        label: await box("#graph svg text"),
    };
}

async function readable(name, profile, options, headers) {
    const server = await serve({ "/report.html": bytesOf(report(profile)) }, headers);
    const page = await open(options);
    await page.goto(`${server.url}/report.html`);
    const boxes = await seen(page);
    none(Object.keys(boxes).filter((key) => !boxes[key] || boxes[key].height < 5 || boxes[key].width < 5),
        `${name}: to be seen`);
    const order = ["summary", "table", "graph"].map((key) => boxes[key]?.y ?? 0);
    check(order.every((y, i) => !i || y > order[i - 1]), `${name}: in order`, order);
    equal(await page.locator("#table tbody tr").count(), 50, `${name}: rows`);
    const words = await page.locator("main").innerText();
    check(!/\b(NaN|undefined|Infinity)\b/.test(words), `${name}: no odd words`);
    check(words.length > 1000, `${name}: has text`, words.slice(0, 200));
    none(await page.locator("button:visible, input:visible, select:visible").evaluateAll((all) =>
        all.map((element) => element.outerHTML)), `${name}: nothing to press that does nothing`);
    figure(`${name}: height`, `${Math.round((await page.locator("body").boundingBox()).height)} px`);
    await page.close();
    await server.close();
}

export async function test() {
    const off = { javaScriptEnabled: false };
    const jenkins = { "Content-Security-Policy": JENKINS };
    await readable("no scripts", sample("embedding/slow.prof"), off, {});
    await readable("no scripts, no styles", sample("embedding/slow.prof"), off, jenkins);
    await readable("Jenkins' header", sample("embedding/slow.prof"), {}, jenkins);
    await readable("Jenkins' header, 4,000 functions", generated("calls", 4000).file, {}, jenkins);
}
