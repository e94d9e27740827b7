// The graph: moving about in it, what a click and the search mark, and other numbers of boxes.

import { go, hash, open, settle, state, visit } from "../lib/chromium.js";
import { check, equal, eventually, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { generated, report, sample } from "../lib/program.js";

const viewBox = (page) => page.locator("#graph svg").first().evaluate((svg) => svg.getAttribute("viewBox"));
const middle = (page, box) => page.locator(`#graph [data-box="${box}"]`).boundingBox();
const still = (page) => page.waitForTimeout(450);

async function boxes(page) {
    return page.locator("#graph [data-box]").evaluateAll((all) => all.sort((a, b) => a.dataset.box - b.dataset.box).map((box) => {
        const { left, top, right, bottom } = box.getBoundingClientRect();
        const frame = document.querySelector("#graph-picture").getBoundingClientRect();
        const inside = right > frame.left && left < frame.right && bottom > frame.top && top < frame.bottom;
        return {
            opacity: Number(getComputedStyle(box).opacity), inside,
            shown: right > left, label: box.getAttribute("aria-label"),
        };
    }));
}

async function looksAtTheTop(page, data) {
    for (const fragment of ["#graph", `#graph?f=${data.graph.nodes[3]}`]) {
        await page.goto("about:blank");
        await visit(page, data.file, fragment);
        await still(page);
        const all = await boxes(page);
        const wanted = fragment.includes("f=") ? 3 : 0;
        check(all[wanted].inside, `${fragment}: the box that matters can be seen at first`);
        check(all.filter((box) => box.inside).length >= 5, `${fragment}: and some others`);
    }
}

async function moves(page) {
    await go(page, "#graph");
    await still(page);
    const start = await viewBox(page);
    const frame = await page.locator("#graph-picture").boundingBox();
    const centre = [frame.x + frame.width / 2, frame.y + frame.height / 2];
    await page.mouse.move(...centre);
    await page.mouse.wheel(0, -300);
    await still(page);
    const zoomed = await viewBox(page);
    check(Number(zoomed.split(" ")[2]) < Number(start.split(" ")[2]), "the wheel zooms in", `${start}: ${zoomed}`);
    await page.mouse.down();
    await page.mouse.move(centre[0] + 120, centre[1] + 40, { steps: 4 });
    await page.mouse.up();
    await still(page);
    const moved = await viewBox(page);
    check(moved !== zoomed && Math.abs(moved.split(" ")[2] - zoomed.split(" ")[2]) < 0.01, "dragging moves", moved);
    await page.locator('#graph-controls [data-zoom="0"]').click();
    await still(page);
    check((await boxes(page)).every((box) => box.inside), "Fit shows all boxes");
    await page.locator('#graph-controls [data-zoom="1"]').click();
    await still(page);
    const { width } = await page.locator("#graph svg").first().boundingBox();
    const scale = width / Number((await viewBox(page)).split(" ")[2]);
    check(Math.abs(scale - 4 / 3) < 0.01, "100 % shows points as they are", scale);
    check(/z=/.test(await hash(page)), "the place stands in the address", await hash(page));
    await page.goBack();
    await still(page);
    check((await boxes(page)).every((box) => box.inside), "Back undoes a zoom");
}

async function clicks(page, data) {
    await go(page, "#graph");
    await page.locator('#graph-controls [data-zoom="0"]').click();
    await still(page);
    const box = await middle(page, 2);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await settle(page);
    equal(Number((await state(page)).f), data.graph.nodes[2], "a click selects");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
    const tip = page.locator("#tip");
    const { name } = data.functions[data.graph.nodes[2]];
    check((await tip.innerText().catch(() => "")).includes(name.slice(0, 20)), "hovering tells of a box", name);
    await still(page);
    const before = await viewBox(page);
    const now = await middle(page, 2);
    await page.mouse.dblclick(now.x + now.width / 2, now.y + now.height / 2);
    await still(page);
    check(await viewBox(page) !== before, "a double click zooms to a box and its neighbours");
    const near = data.graph.edges.filter((edge) => edge.includes(2)).flat();
    const all = await boxes(page);
    none(near.filter((i) => !all[i].inside).map((i) => all[i].label), "all of which can be seen");
}

// What an arrow stands for: whose call, how long, how often.
async function tellsOfArrows(page, data) {
    await go(page, "#graph");
    await page.locator('#graph-controls [data-zoom="0"]').click();
    await still(page);
    const told = [];
    for (const [i, [from, to]] of data.graph.edges.entries()) {
        const point = await page.locator(`#graph #graph-e${i} path`).first().evaluate((line) => {
            const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
            const at = new DOMPoint(x, y).matrixTransform(line.getScreenCTM());
            return document.elementFromPoint(at.x, at.y)?.closest(".edge") === line.closest(".edge") ? [at.x, at.y] : null;
        });
        // Boxes and other arrows may lie over it.
        if (!point || told.length > 3)
            continue;
        await page.mouse.move(...point);
        await settle(page);
        const ends = [from, to].map((box) => data.graph.nodes[box]);
        const call = data.edges.find(({ caller, callee }) => caller === ends[0] && callee === ends[1]);
        const tip = call && await page.locator("#tip").innerText().catch(() => "");
        const count = call && String(call.calls).replace(/\B(?=(\d{3})+$)/g, "\u202f");
        told.push(call ? tip.includes(" → ") && tip.includes(`×${count}`) : true);
    }
    check(told.length > 2 && told.every(Boolean), "hovering tells of arrows", told);
}

async function searches(page, data) {
    await go(page, "#graph");
    const word = "setitem";
    await page.locator("input[type=search]").fill(word);
    const all = await eventually(() => boxes(page), (found) => found.some((box) => box.opacity < 0.9));
    const fits = (i) => {
        const { name, file } = data.functions[data.graph.nodes[i]];
        return `${name} ${file[0]} ${file[1]}`.toLowerCase().includes(word);
    };
    const found = [...all.keys()].filter(fits);
    check(found.length > 0 && found.length < all.length, "the search fits some boxes");
    none(found.filter((i) => all[i].opacity < 0.9).map((i) => all[i].label), "what is found is not dimmed");
    none([...all.keys()].filter((i) => !fits(i) && all[i].opacity > 0.9).map((i) => all[i].label), "the others are");
    await page.locator("input[type=search]").fill("");
}

// Other numbers of boxes are laid out in the page: the costliest functions, each led to by an arrow.
async function isLaidOutAnew(page, data) {
    const by = [...data.functions.keys()].sort((a, b) => data.functions[b].total - data.functions[a].total || a - b);
    for (const count of [10, 160]) {
        await go(page, "#graph");
        await page.selectOption("#graph-most", String(count));
        await still(page);
        const found = await page.locator("#graph [data-box]").evaluateAll((all) => all.map((box) => box.ariaLabel.split(", Total")[0]));
        equal(found.length, count, "the choice says how many boxes there are");
        check(data.functions[by[0]].name.includes(found[0].replace(/^.*\./, "")), "the costliest functions", found[0]);
        const led = await page.evaluate(() => {
            const areas = [...document.querySelectorAll("#graph .node path")].map((path) => path.getBoundingClientRect());
            const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            return areas.some((a, i) => areas.some((b, k) => i < k && over(a, b)));
        });
        check(!led, `no two of ${count} boxes lie over each other`);
        equal((await state(page)).n, String(count), "the address tells of it");
        await page.locator('#graph-controls [data-zoom="0"]').click();
        await still(page);
        check((await boxes(page)).every((box) => box.inside), "Fit shows them all");
    }
    await page.selectOption("#graph-most", "");
    await still(page);
    equal((await boxes(page)).length, data.graph.nodes.length, "and the picture as drawn comes back");
}

// A row of a box is a function like any other.
async function rowsAreFunctions(page) {
    await go(page, "#graph");
    await page.locator('#graph-controls [data-zoom="0"]').click();
    await still(page);
    const row = page.locator("#graph .row[data-f]").first();
    const f = Number(await row.getAttribute("data-f"));
    const box = Number(await row.evaluate((element) => element.closest("[data-box]").dataset.box));
    check(f >= 0 && box >= 0, "a row tells its function", f);
    await row.locator("text").first().click();
    await still(page);
    equal(Number((await state(page)).f), f, "a click on a row selects its function");
    check(await row.evaluate((element) => element.classList.contains("selected")), "and marks the row");
}

// A narrow window opens at the costliest of two trees, and a small picture fills the room.
async function opensAtTheCost() {
    const page = await open({ viewport: { width: 390, height: 500 } });
    await visit(page, report(generated("apart").file), "#graph");
    await still(page);
    const hot = await page.locator("#graph [data-box]", { hasText: "run" }).first().boundingBox();
    check(hot.x >= 0 && hot.x + hot.width <= 390, "the costliest is in sight", hot);
    await page.setViewportSize({ width: 1280, height: 800 });
    const scale = () => page.locator("#graph svg").first().evaluate((svg) => svg.getScreenCTM().a);
    await visit(page, report(sample("embedding/slow.prof")), "#summary");
    await page.setViewportSize({ width: 1440, height: 900 });
    await still(page);
    const beside = await scale();
    await page.keyboard.press("2");
    await still(page);
    const alone = await scale();
    check(alone > 1.2 * beside, "with the window to itself the picture is larger than beside the summary", [beside, alone]);
    await visit(page, report(generated("one").file), "#graph");
    await still(page);
    const [own, shown] = await page.locator("#graph [data-box]").first().evaluate((box) =>
        [box.getBBox().width, box.getBoundingClientRect().width]);
    check(shown > 1.5 * own, "a small picture is enlarged", [own, shown]);
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    data.file = file;
    const page = await open();
    await visit(page, file, "#graph");
    for (const part of [looksAtTheTop, moves, clicks, tellsOfArrows, rowsAreFunctions, searches, isLaidOutAnew])
        await part(page, data).catch((error) => check(false, `${part.name} ends`, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await opensAtTheCost();
}
