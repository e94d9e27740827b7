// Opens a notebook's page, runs it if it is JupyterLab's, opens its reports, and prints what is seen as JSON.
// Usage: node notebook.mjs ADDRESS lab|nbconvert PICTURE     with MODULES as tests/packaging/notebook sets it

import { createRequire } from "node:module";
import path from "node:path";

const { chromium } = createRequire(path.join(process.env.MODULES, "package.json"))("playwright-core");
const [address, kind, picture] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: process.env.PROF2DOT_CHROMIUM || "/usr/bin/chromium",
    args: ["--disable-gpu", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
page.setDefaultTimeout(120_000);
const errors = [];
page.on("pageerror", (error) => errors.push(error.message));
await page.goto(address, { waitUntil: kind === "lab" ? "load" : "domcontentloaded" });

if (kind === "lab") {
    await page.locator(".jp-Notebook .jp-Cell").first().waitFor();
    await page.getByText("Python 3 (ipykernel) | Idle").waitFor();
    await page.getByRole("menuitem", { name: "Run" }).first().click();
    await page.getByText("Run All Cells", { exact: true }).click();
}
const reports = page.locator(".jp-OutputArea-output details");
await reports.nth(2).waitFor({ state: "attached" });
await page.waitForTimeout(1000);
await page.screenshot({ path: `${picture}.png` });

// What a picture takes and has of room, and how many of its texts are not inside.
const look = (svg) => {
    const whole = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")];
    const isCut = (box) => box.left < whole.left - 1 || box.right > whole.right + 1;
    return {
        width: whole.width, height: whole.height, room: svg.parentElement.getBoundingClientRect().width,
        text: texts.map((text) => text.textContent).join(" ").slice(0, 4000),
        cut: texts.filter((text) => isCut(text.getBoundingClientRect())).length,
    };
};
const pictures = [];
const texts = [];
for (let i = 0; i < 3; i++) {
    pictures.push(await page.locator(".jp-OutputArea-output > svg").nth(i).evaluate(look));
    // A click may go beside it while the page is still being laid out.
    do await reports.nth(i).locator("summary").click();
    while (!(await reports.nth(i).evaluate((details) => details.open)));
    const frame = reports.nth(i).frameLocator("iframe");
    await frame.locator(".verdict").waitFor();
    texts.push((await frame.locator("body").innerText()).slice(0, 2000));
    await page.screenshot({ path: `${picture}-report-${i}.png` });
}
console.log(JSON.stringify({ pictures, reports: texts, errors }));
await browser.close();
