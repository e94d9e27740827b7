// On paper: summary, graph and the top 50, whatever view was shown.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT, report, sample } from "../lib/program.js";
import { go, open, visit } from "../lib/chromium.js";
import { check, figure, none } from "../lib/harness.js";

const seen = (page) => page.evaluate(() => {
    const height = (selector) => document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
    const rows = [...document.querySelectorAll("#table tr, #table [role=row]")]
        .filter((row) => row.checkVisibility({ visibilityProperty: true }));
    return {
        summary: height("#summary"), graph: height("#graph svg"), rows: rows.length, nav: height("nav"),
        flame: height("#flame"), search: height("input[type=search]"),
        over: document.documentElement.scrollWidth - innerWidth,
    };
});

async function prints(file, view, colorScheme) {
    const page = await open({ viewport: { width: 794, height: 1123 }, colorScheme });
    await visit(page, file);
    await go(page, `#${view}`);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const name = `${view}, ${colorScheme}`;
    const found = await seen(page);
    check(found.summary > 50, `${name}: the summary is printed`, found);
    check(found.graph > 50, `${name}: the graph is printed`, found);
    check(found.rows >= 50 && found.rows <= 52, `${name}: the top 50 are printed`, found);
    check(found.nav === 0 && found.search === 0, `${name}: nothing to press is printed`, found);
    check(found.flame === 0, `${name}: no flame is printed`, found);
    check(found.over <= 0, `${name}: nothing is wider than the paper`, found);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    check(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground), `${name}: on white`, ground);
    none(page.wrong, `${name}: nothing goes wrong`);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    figure(`${name}: pages of A4`, pages);
    check(pages >= 2 && pages <= 12, `${name}: a few pages`, pages);
    mkdirSync(path.join(ROOT, "build/browser/shots"), { recursive: true });
    writeFileSync(path.join(ROOT, `build/browser/shots/print-${view}.pdf`), pdf);
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    await prints(file, "summary", "light");
    await prints(file, "table", "dark");
    await prints(file, "flame", "light");
}
