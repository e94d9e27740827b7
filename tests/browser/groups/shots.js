// Pictures of every view in build/browser/shots, to be looked at; nothing is asserted but that they are
// made without an error.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { VIEWS, go, open, visit } from "../lib/chromium.js";
import { none } from "../lib/harness.js";
import { ROOT, generated, report, sample } from "../lib/program.js";

const FOLDER = path.join(ROOT, "build/browser/shots");
const SIZES = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];

async function shoot(name, file, viewport, colorScheme) {
    const page = await open({ viewport, colorScheme });
    await visit(page, file);
    const shot = (what) =>
        page.screenshot({ path: path.join(FOLDER, `${name}-${what}-${viewport.width}-${colorScheme}.png`) });
    for (const view of VIEWS) {
        await go(page, `#${view}${view === "function" ? "?f=4" : ""}`);
        await page.waitForTimeout(120);
        await shot(view);
    }
    for (const view of ["graph", "flame", "table"]) {
        await go(page, `#${view}?f=4&q=set`);
        await page.waitForTimeout(120);
        await shot(`${view}-selected`);
    }
    await page.keyboard.press("?");
    await shot("help");
    none(page.wrong, `${name}, ${viewport.width} px, ${colorScheme}: no errors`);
    await page.close();
}

export async function test() {
    mkdirSync(FOLDER, { recursive: true });
    const file = report(sample("embedding/slow.prof"));
    for (const viewport of SIZES)
        for (const colorScheme of ["light", "dark"])
            await shoot("slow", file, viewport, colorScheme);
    for (const kind of ["empty", "hostile", "roots", "cycles", "chain"])
        await shoot(kind, report(generated(kind).file), SIZES[0], "light");
    await shoot("large", report(generated("calls", 4000).file), SIZES[0], "light");
}
