// Names may hold anything: none becomes more than text, and each is shown as it is, but for characters
// that stand in no text (they become U+FFFD) and what is too long (it is cut).

import { VIEWS, go, open, visit } from "../lib/chromium.js";
import { below, check, equal, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { fixture, generated, report } from "../lib/program.js";
import { useEverything } from "../lib/use.js";
import { rowsShown } from "./views.js";

const LONG = 100;
const stands = (code) => code === 9 || code === 10 || (code >= 0x20 && code < 0x7f) ||
    (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe) || code > 0xffff;

// What turns the direction of the text around it.
const turns = (c) => /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(c);

// The oracle is tests/harness.py's shown(), which knows include/base/utf8.h's rule.
const shown = (name) =>
    [...name].map((c) => (stands(c.codePointAt(0)) && !turns(c) ? c : "\ufffd")).join("");

// As it is called: names such as <listcomp> and __init__, which many have, stand after their file's.
function called(name) {
    const [file] = ("/srv/app/" + (name.length < 200 ? name : "long")).split(/[/\\]/).slice(-1);
    return shown(/^<|^__.*__$/s.test(name) ? file + "." + name : name);
}

// White space is the page's affair, and so is how many characters of long names stand in a place.
const plain = (text) => text.replace(/\s+/g, " ").trim();
const holds = (text, name) => plain(text).includes(plain(name.length > LONG ? name.slice(0, LONG / 2) : name));

async function namesInTable(page, data) {
    await go(page, "#table");
    const rows = new Map();
    for (let i = 0; i < 12; i++) {
        for (const row of await rowsShown(page))
            rows.set(row.f, row.text);
        await page.locator("#table [role=row][data-function]").last().hover().catch(() => {});
        await page.mouse.wheel(0, 400);
        await page.waitForTimeout(60);
    }
    none([...data.functions.keys()].filter((f) => !rows.has(f)), "all functions are in the table");
    none([...rows].filter(([f, text]) => !holds(text, data.functions[f].name))
        .map(([f, text]) => JSON.stringify([data.functions[f].name.slice(0, 60), text.slice(0, 120)])),
    "the table shows the names as they are");
}

async function namesInPane(page, data) {
    const wrong = [];
    for (const [f, { name }] of data.functions.entries()) {
        await go(page, `#function?f=${f}`);
        const text = await page.locator("#function").textContent();
        if (!holds(text, name))
            wrong.push(JSON.stringify([name.slice(0, 60), text.slice(0, 120)]));
    }
    none(wrong, "a function's pane shows its name as it is");
}

async function nothingGrows(page) {
    for (const view of VIEWS) {
        await go(page, `#${view}?f=1`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        below(over, 0, `${view}: wider than the window`, "px");
    }
}

async function nothingRuns(page, names) {
    const found = await page.evaluate(() => ({
        alien: [...document.querySelectorAll("img, iframe, b b, main script, [onerror], [onfocus]")]
            .map((element) => element.outerHTML.slice(0, 80)),
        polluted: [..."xyz"].some((key) => key in Object.prototype) || Object.keys(Object.prototype).length > 0,
    }));
    none(found.alien, `${names}: no elements out of names`);
    check(!found.polluted, `${names}: no property on all objects`);
}

async function printedNamesArrive(data, printed) {
    const found = data.functions.map(({ name }) => name).filter((name) => name !== "main");
    const short = (name) => name.slice(0, 200); // the program cuts long names
    equal(found.map(short).sort().join("\n"), printed.map((name) => short(called(name))).sort().join("\n"),
        "names are in the page as they are in the profile");
}

export async function test() {
    const { file, printed } = generated("hostile");
    const profiles = { hostile: file, names: fixture("odd/names.prof"), bytes: fixture("bytes/bytes.prof") };
    for (const [name, profile] of Object.entries(profiles)) {
        const html = report(profile);
        const data = decode(html);
        const page = await open();
        await visit(page, html);
        if (name === "hostile") {
            await printedNamesArrive(data, JSON.parse(printed));
            for (const part of [namesInTable, namesInPane, nothingGrows])
                await part(page, data).catch((error) => check(false, part.name, String(error)));
        }
        await useEverything(page, [...data.functions.keys()].filter((f) => f % 3 === 0).slice(0, 20),
            ["<img", "/</", "/(/", "${x}", "__proto__", "own:>1%", "file:</script>", "\\"]);
        await nothingRuns(page, name);
        none(page.wrong, `${name}: no dialogs, no errors`);
        await page.close();
    }
}
