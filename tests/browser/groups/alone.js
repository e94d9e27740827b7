// A picture opened by itself: the browser's zoom makes it larger, though it is wider than the window.

import { pathToFileURL } from "node:url";
import { check, equal, figure } from "../lib/harness.js";
import { open } from "../lib/chromium.js";
import { picture, sample, textOf } from "../lib/program.js";

const WINDOW = { width: 480, height: 400 }; // in device pixels
const ZOOMS = [1, 2, 3];

// A page as a browser shows it at so much zoom: as many fewer CSS pixels are in the window as each
// of them has more device pixels.
const openAt = (zoom) => open({
    viewport: { width: WINDOW.width / zoom, height: Math.round(WINDOW.height / zoom) },
    deviceScaleFactor: zoom,
});

// Device pixels from side to side of the picture.
const widthIn = (page) => page.evaluate(() =>
    document.querySelector("svg").getBoundingClientRect().width * devicePixelRatio);

async function widthAt(file, zoom) {
    const page = await openAt(zoom);
    await page.goto(pathToFileURL(file).href);
    const width = await widthIn(page);
    await page.close();
    return width;
}

async function widthInPage(file) {
    const page = await openAt(1);
    await page.setContent(`<!DOCTYPE html><body style="margin:0">${textOf(file)}`);
    const width = await widthIn(page);
    await page.close();
    return width;
}

export async function test() {
    for (const format of ["svg", "icicle"]) {
        const file = picture(sample("embedding/slow.prof"), format);
        const widths = await Promise.all(ZOOMS.map((zoom) => widthAt(file, zoom)));
        figure(`${format}: device pixels at 100, 200, 300 %`, widths.join(", "));
        check(widths[0] > WINDOW.width, `${format}: is wider than the window`, widths[0]);
        for (const [i, zoom] of ZOOMS.entries())
            equal(Math.round(100 * widths[i] / widths[0]), 100 * zoom, `${format}: at ${100 * zoom} %`);
        equal(Math.round(await widthInPage(file)), WINDOW.width, `${format}: fits into a page`);
    }
}
