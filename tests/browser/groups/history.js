// What is shown stands in the address: a link restores it, Back undoes it, a reload keeps it.

import { VIEWS, go, hash, isShown, open, ready, settle, state, visit } from "../lib/chromium.js";
import { check, equal, none } from "../lib/harness.js";
import { report, sample } from "../lib/program.js";

async function viewsAreSteps(page) {
    for (const view of VIEWS.slice(1))
        await page.click(`nav a[href^="#${view}"]`);
    for (const view of [...VIEWS].reverse().slice(1)) {
        await page.goBack();
        await settle(page);
        check(await isShown(page, view), `Back leads to ${view}`, await hash(page));
    }
    await page.goForward();
    await settle(page);
    check(await isShown(page, VIEWS[1]), "Forward leads on");
}

async function zoomIn(page) {
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) {
        await page.keyboard.press(key);
        await settle(page);
    }
}

async function zoomIsAStep(page) {
    await go(page, "#flame");
    await page.locator("#flame canvas").focus();
    const before = await hash(page);
    await zoomIn(page);
    const zoomed = await hash(page);
    if (!check(zoomed !== before, "a zoom stands in the address", zoomed))
        return;
    await page.goBack();
    await settle(page);
    const back = await state(page);
    const gone = Object.keys(back).filter((key) => !["f", "q"].includes(key));
    check(await isShown(page, "flame") && gone.length === 0, "Back undoes a zoom", await hash(page));
    await page.goForward();
    await settle(page);
    equal(await hash(page), zoomed, "Forward zooms again");
    const shot = await page.locator("#flame").screenshot();
    const other = await open();
    await visit(other, page.file, zoomed);
    await settle(other);
    check(shot.equals(await other.locator("#flame").screenshot()) || await hash(other) === zoomed,
        "a link shows the same");
    await other.close();
}

async function restores(file) {
    for (const fragment of ["#table?f=12", "#flame?f=3", "#function?f=7", "#graph?f=2&q=load", "#table?q=self"]) {
        const page = await open();
        await visit(page, file, fragment);
        const [view, query] = fragment.slice(1).split("?");
        check(await isShown(page, view), `${fragment} is shown at once`);
        const now = await state(page);
        const wanted = Object.fromEntries(new URLSearchParams(query));
        for (const [key, value] of Object.entries(wanted))
            equal(now[key], value, `${fragment}: ${key} is kept`);
        if (wanted.q)
            equal(await page.locator("input[type=search]").first().inputValue(), wanted.q, `${fragment}: the search`);
        none(page.wrong, `${fragment}: no errors`);
        await page.close();
    }
}

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function themeStays(file) {
    const page = await open({ colorScheme: "light" });
    await visit(page, file);
    const light = await background(page);
    await page.click("button#theme");
    const dark = await background(page);
    check(dark !== light, "the button changes the theme", dark);
    await page.reload();
    await ready(page);
    equal(await background(page), dark, "and it stays after a reload");
    await page.click("button#theme");
    equal(await background(page), light, "and back");
    await page.close();
    const system = await open({ colorScheme: "dark" });
    await visit(system, file);
    equal(await background(system), dark, "the system's dark theme is the same");
    await system.emulateMedia({ colorScheme: "light" });
    equal(await background(system), light, "a change of the system's theme is followed");
    await system.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const page = await open();
    page.file = file;
    await visit(page, file);
    await viewsAreSteps(page);
    await zoomIsAStep(page);
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await restores(file);
    await themeStays(file);
}
