// The flame view: zooming by click, the path, both directions and shapes, the search's share, and that it
// is painted in the theme's colours.

import { writeFileSync } from "node:fs";
import { go, hash, open, state, visit } from "../lib/chromium.js";
import { check, equal, eventually, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { folder, report, sample } from "../lib/program.js";

const canvasOf = (page) => page.locator("#flame canvas");
const still = (page) => page.waitForTimeout(450);
const path = (page) => page.locator("#flame-path").innerText();

// Where a block of the icicle lies in the canvas, by the tree's own numbers.
function placeOf(blocks, index, box) {
    const starts = new Float64Array(blocks.length);
    const used = new Float64Array(blocks.length);
    for (let i = 1; i < blocks.length; i++) {
        const { parent, weight } = blocks[i];
        starts[i] = starts[parent] + used[parent];
        used[parent] += weight;
    }
    const { weight, depth } = blocks[index];
    const scale = box.width / blocks[0].weight;
    return { x: (starts[index] + weight / 2) * scale, y: depth * 20 + 10 };
}

async function clickZooms(page, data) {
    await go(page, "#flame");
    await still(page);
    const index = data.blocks.findIndex((block) => block.depth === 4);
    const { name } = data.functions[data.blocks[index].f];
    const position = placeOf(data.blocks, index, await canvasOf(page).boundingBox());
    await canvasOf(page).hover({ position });
    const tip = await page.locator("#tip").innerText().catch(() => "");
    check(tip.includes(name.slice(0, 20)) && /\d\s?(s|ms)\b/.test(tip), "hovering tells of name and time", tip);
    await canvasOf(page).click({ position });
    await still(page);
    const steps = await path(page);
    check(steps.includes(name.slice(0, 20)), "a click zooms, and the path says where to", steps);
    check(!await page.locator("#function").isVisible(), "and opens nothing that would move what was clicked");
    await page.locator("#flame-path button").first().click();
    await still(page);
    check(!(await path(page)).includes(name.slice(0, 20)), "the path leads back");
    await page.goBack();
    await still(page);
    equal(await path(page), steps, "Back zooms in again");
    await canvasOf(page).focus();
    for (let i = 0; i < 8; i++)
        await page.keyboard.press("Escape");
    await still(page);
    check(!/z=/.test(await hash(page)), "Esc leads to all of it", await hash(page));
}

// Of the search: the weight of the topmost blocks that fit, over the whole.
async function searchTells(page, data) {
    await go(page, "#flame");
    await page.locator("input[type=search]").fill("name:setitem");
    const inside = new Uint8Array(data.blocks.length);
    let sum = 0;
    for (const [i, block] of data.blocks.entries()) {
        const fits = block.f >= 0 && data.functions[block.f].name.includes("setitem");
        inside[i] = i && inside[block.parent] || fits ? 1 : 0;
        if (fits && !inside[block.parent])
            sum += block.weight;
    }
    const share = Math.round(100 * sum / data.meta.total);
    const told = async () => (await page.locator("#flame-found").innerText()).replace(/\s/g, " ");
    const text = await eventually(told, (found) => found.includes(`${share} %`));
    check(text.includes(`${share} %`), "the search tells what share it finds", `${text}, not ${share} %`);
    await page.locator("input[type=search]").fill("");
}

async function turns(page, data) {
    await go(page, "#flame");
    await still(page);
    const shots = new Set([(await canvasOf(page).screenshot()).toString("base64")]);
    for (const id of ["flame-callers", "flame-rings"]) {
        await page.click(`#${id}`);
        await still(page);
        equal(await page.locator(`#${id}`).getAttribute("aria-pressed"), "true", `${id} is pressed`);
        shots.add((await canvasOf(page).screenshot()).toString("base64"));
    }
    equal(shots.size, 3, "both change the picture");
    check(Object.keys(await state(page)).length >= 2, "and stand in the address", await hash(page));
    await page.click("#flame-rings");
    await still(page);
    // Upside down the first row below the root is own times, the largest at the left.
    const most = data.functions.reduce((a, b) => (b.own > a.own ? b : a));
    await canvasOf(page).hover({ position: { x: 8, y: 30 } });
    check((await page.locator("#tip").innerText()).includes(most.name.slice(0, 20)),
        "the callers' view begins with the most own time", await page.locator("#tip").innerText());
}

// Black or white blocks are colours that the canvas did not understand.
async function coloursAreTheThemes(data) {
    for (const colorScheme of ["light", "dark"]) {
        const page = await open({ colorScheme });
        await visit(page, data.file, "#flame?q=setitem");
        await still(page);
        const share = await canvasOf(page).evaluate((element) => {
            const { data: bytes, width, height } = element.getContext("2d").getImageData(0, 0, element.width, element.height);
            const words = new Uint32Array(bytes.buffer);
            const count = (value) => words.reduce((sum, word) => sum + (word === value), 0) / (width * height);
            return { black: count(0xff000000), white: count(0xffffffff) };
        });
        check(share.black < 0.03, `${colorScheme}: no black blocks`, share);
        check(colorScheme === "light" || share.white < 0.03, `${colorScheme}: no white blocks`, share);
        await page.close();
    }
}

// Where much only leads to your own code, the view begins there; a step leads back to the whole.
async function beginsAtYours() {
    const above = Array.from({ length: 40 }, (_, i) => `lib${i} (/usr/lib/python3.12/site-packages/lib/core.py:${i + 1})`);
    const lines = [...above, "mine (/app/job.py:3)"];
    const file = `${folder}/deep.txt`;
    writeFileSync(file, `${lines.join(";")} 90\nother (/app/other.py:3) 10\n`);
    const page = await open();
    await visit(page, report(file), "#flame");
    await still(page);
    const top = () => page.locator("#flame-frame").evaluate((frame) => frame.scrollTop);
    check(await top() > 100, "much that leads to your own code is above the view", await top());
    await page.click("#flame-path button");
    equal(await top(), 0, "its first step leads back");
    const pressed = () => page.locator("#flame-rings").evaluate((button) => getComputedStyle(button).backgroundColor);
    await page.click("#flame-rings");
    const hovered = await pressed();
    await page.mouse.move(0, 0);
    equal(hovered, await pressed(), "a pressed button looks pressed under the pointer");
    await page.click("#flame-rings");
    await page.locator("#flame-frame").evaluate((frame) => frame.scrollTo(0, 400));
    await page.locator("#flame canvas").click({ position: { x: 20, y: 110 } });
    equal(await top(), 0, "a block that is zoomed to is at the top");
    await page.keyboard.press("Escape");
    check(await top() > 100, "Esc leads back to where it was", await top());
    await page.close();
}

export async function test() {
    const file = report(sample("embedding/slow.prof"));
    const data = decode(file);
    data.file = file;
    const page = await open();
    await visit(page, file, "#flame");
    for (const part of [clickZooms, searchTells, turns])
        await part(page, data).catch((error) => check(false, `${part.name} ends`, String(error)));
    none(page.wrong, "nothing goes wrong");
    await page.close();
    await coloursAreTheThemes(data);
    await beginsAtYours();
}
