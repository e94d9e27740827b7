// Odd data give a valid page, without NaN or the like in any view.

import { VIEWS, go, open, visit } from "../lib/chromium.js";
import { check, none } from "../lib/harness.js";
import { parse } from "../lib/markup.js";
import { fixture, generated, report, textOf } from "../lib/program.js";
import { useEverything } from "../lib/use.js";

// The words, but not in a sentence that tells of infinite or undefined times.
const ODD = /(?<![\w.])(NaN|undefined(?! times)|Infinity|[-−]0|null|\[object \w+\])(?![\w.])/;

async function looksRight(name, profile, isUsed) {
    const file = report(profile);
    none(parse(textOf(file)).errors, `${name}: valid HTML`);
    const page = await open();
    await visit(page, file);
    for (const view of VIEWS) {
        for (const fragment of [`#${view}`, `#${view}?f=0`, `#${view}?f=99999`]) {
            check(await go(page, fragment), `${name}: ${fragment} is shown`);
            const text = await page.locator("body").innerText();
            check(!ODD.test(text), `${name}: ${fragment} holds nothing odd`,
                text.slice(Math.max(0, text.search(ODD) - 60), text.search(ODD) + 60));
        }
        const labels = await page.locator(`#${view} [aria-label], #${view} title, #${view} [aria-valuetext]`)
            .evaluateAll((all) => all.map((element) =>
                `${element.getAttribute("aria-label")?.toString() ?? ""} ${element.textContent.slice(0, 200)}`));
        none(labels.filter((label) => ODD.test(label)), `${name}: nor do the labels in ${view}`);
    }
    if (isUsed)
        await useEverything(page, [0, 1]);
    for (const fragment of ["#", "#nowhere", "#flame?f=abc", "#table?sort=nothing&q=%E0%A4%A", "#graph?f=-1&=&&",
        "#flame?z=999999999", "#table?q=" + "x".repeat(5000), "#flame?z=1.5e3&zoom=x&b=-4"])
        await go(page, fragment);
    none(page.wrong, `${name}: no errors`);
    await page.close();
}

export async function test() {
    for (const kind of ["empty", "one", "zero", "nan", "infinite", "negative", "roots", "cycles", "chain"])
        await looksRight(kind, generated(kind).file, ["nan", "cycles"].includes(kind));
    for (const name of ["backwards", "infinite", "still", "statement", "threads", "merged"])
        await looksRight(name, fixture(`odd/${name}.prof`), name === "threads");
    await looksRight("sampled", fixture("py3.15/sampled.prof"), true);
}
