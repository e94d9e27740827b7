// How large reports are: the shell, and the data a function and edge.

import { execFileSync } from "node:child_process";
import { below, figure } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { byId, byTag } from "../lib/markup.js";
import { bytesOf, generated, report } from "../lib/program.js";

const svgSize = (root) => byTag(byId(root, "graph"), "svg").reduce((sum, svg) =>
    sum + svg.sourceCodeLocation.endOffset - svg.sourceCodeLocation.startOffset, 0);

export async function test() {
    const empty = bytesOf(report(generated("empty").file));
    below(empty.length, 75 * 1024, "size of an empty profile's report", "bytes");
    below(execFileSync("gzip", ["-9c"], { input: empty }).length, 35 * 1024, "the same, gzipped", "bytes");
    for (const count of [3000, 50000]) {
        const file = report(generated("calls", count).file);
        const page = decode(file);
        const items = page.functions.length + page.edges.length;
        const data = bytesOf(file).length - empty.length - svgSize(page.root);
        below(data / items, 45, `data a function and edge, ${count} functions`, "bytes");
        figure(`of it names, files, costs and tree`, `${(page.size / items).toFixed(1)} bytes`);
        figure("SVG", `${svgSize(page.root)} bytes`);
    }
}
