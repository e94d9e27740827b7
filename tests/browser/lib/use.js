// Using a report as a reader does: every view, by mouse and by keys.

import { VIEWS, go, settle } from "./chromium.js";

async function overSection(page, view) {
    const box = await page.locator(`#${view}`).boundingBox();
    if (!box)
        return;
    const points = [[0.5, 0.3], [0.3, 0.5], [0.6, 0.6]];
    const { width, height } = page.viewportSize();
    for (const [x, y] of points)
        await page.mouse.move(Math.min(box.x + box.width * x, width - 2), Math.min(box.y + box.height * y, height - 2));
}

async function moveAndZoom(page, view) {
    await overSection(page, view);
    await page.mouse.wheel(0, -240);
    await page.mouse.wheel(0, 480);
    await page.mouse.down();
    await page.mouse.move(300, 300);
    await page.mouse.up();
}

async function search(page, words) {
    const box = page.locator("input[type=search]").first();
    if (!(await box.isVisible()))
        return;
    for (const word of words) {
        await box.fill(word);
        await settle(page);
    }
    await box.fill("");
    await page.keyboard.press("Escape");
}

// All views with all that can be done in each. `functions` are indices to look at, `words` to search for.
export async function useEverything(page, functions = [0], words = ["a", "/^b/", "own:>1%"]) {
    for (const view of VIEWS) {
        for (const f of functions)
            await go(page, `#${view}?f=${f}`);
        await moveAndZoom(page, view);
        for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter", "ArrowUp", "ArrowLeft", "Escape"])
            await page.keyboard.press(key);
        await go(page, `#${view}`);
        await search(page, words);
    }
    for (const key of ["1", "2", "3", "4", "5", "6", "?", "Escape", "/", "Escape"])
        await page.keyboard.press(key);
    const theme = page.locator("button#theme");
    for (let i = 0; i < 3 && await theme.isVisible(); i++)
        await theme.click();
    await go(page, "#summary");
}
