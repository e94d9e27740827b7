// axe-core finds nothing serious in any view, in both themes, wide and narrow; nothing is wider than the
// window.

import { VIEWS, axe, go, open, visit } from "../lib/chromium.js";
import { below, check, figure, none } from "../lib/harness.js";
import { generated, report, sample } from "../lib/program.js";

const SIZES = [{ width: 1280, height: 800 }, { width: 320, height: 640 }];
let minor = 0;

const findings = (page) => page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, impact, nodes }) => ({
        id, impact, count: nodes.length,
        where: nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join("; "),
    }));
});

async function look(page, name) {
    const found = await findings(page);
    const bad = found.filter(({ impact }) => ["serious", "critical"].includes(impact));
    minor += found.length - bad.length;
    none(bad.map(({ id, count, where }) => `${id} (${count}): ${where}`), `${name}: axe`);
    for (const { id, impact, where } of found.filter((finding) => !bad.includes(finding)))
        figure(`${name}: axe, ${impact}`, `${id}: ${where}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    below(over, 0, `${name}: wider than the window`, "px");
}

async function lookAtAll(name, file, views, options) {
    const page = await open(options);
    await visit(page, file);
    await page.evaluate(axe);
    for (const view of views) {
        check(await go(page, `#${view}${view === "function" ? "?f=3" : ""}`), `${name}: ${view} is shown`);
        await look(page, `${name}: ${view}`);
    }
    await page.keyboard.press("?");
    await look(page, `${name}: help`);
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    for (const colorScheme of ["light", "dark"])
        for (const viewport of SIZES)
            await lookAtAll(`${colorScheme}, ${viewport.width} px`, file, VIEWS, { colorScheme, viewport });
    await lookAtAll("empty", report(generated("empty").file), VIEWS, { viewport: SIZES[1] });
    await lookAtAll("no scripts", file, [], { colorScheme: "light" });
    figure("minor or moderate findings of axe", minor);
}
