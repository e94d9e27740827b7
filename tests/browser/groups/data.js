// What stands in the page is what `-T json` says, to the quantum, and its tree keeps the laws of a tree.

import path from "node:path";
import { check, equal, figure, none } from "../lib/harness.js";
import { decode } from "../lib/decode.js";
import { fixture, generated, report, run, sample } from "../lib/program.js";

const everything = (profile) =>
    JSON.parse(String(run(["-T", "json", "-n", "0", "-e", "0", "--max-nodes", "0", profile]).out));

const quanta = (cost, quantum) => Math.max(0, cost / quantum);
const near = (found, cost, quantum) => Math.abs(found - quanta(cost, quantum)) <= 0.5 + 1e-6 * found;

const keyOf = (file, line) => JSON.stringify([file === "~" ? "" : file, Math.max(0, line)]);

// The report has names as they are shown: "list.append" of "<method 'append' of 'list' objects>".
const SHOWN = [
    [/^<method '(.+)' of '(.+)' objects>$/, "$2.$1"], [/^<built-in method (?:builtins\.)?(.+)>$/, "$1"],
    [/^(.+) of type object at 0x\w+$/, "$1"], [/^<function (.+) at 0x\w+>$/, "$1"], [/^<(\w+)>$/, "$1"],
];
const shownName = ({ name, file }) => (name === "<module>" ? file.replace(/^.*\//, "")
    : file === "~" ? SHOWN.reduce((text, [pattern, by]) => text.replace(pattern, by), name) : name);

// Where the functions of the JSON stand in the page: by file and line, and where these are not enough by name.
function placesOf(page, json) {
    const byKey = new Map();
    page.functions.forEach((f, i) => {
        const key = keyOf(f.file[0], f.line);
        byKey.set(key, [...(byKey.get(key) ?? []), i]);
    });
    const used = new Set();
    return json.functions.map((g) => {
        const all = byKey.get(keyOf(g.file, g.line)) ?? [];
        const wanted = shownName(g);
        const fits = [
            (name) => name === wanted, (name) => name.endsWith("." + wanted) || wanted.endsWith("." + name),
            (name) => name.split(".").at(-1) === wanted.split(".").at(-1),
            // namedtuple compiles its __new__ from a lambda, and the report says so.
            (name) => g.name === "<lambda>" && name.endsWith(".__new__"), () => all.filter((i) => !used.has(i)).length === 1,
        ];
        for (const fit of fits) {
            const found = all.find((i) => !used.has(i) && fit(page.functions[i].name));
            if (found === undefined)
                continue;
            used.add(found);
            return found;
        }
        return undefined;
    });
}

function sameFunctions(name, page, json, place) {
    const { quantum } = page.meta;
    equal(page.functions.length, json.functions.length, `${name}: functions`);
    none(json.functions.filter((g, i) => {
        const f = page.functions[place[i]];
        return !f || f.calls !== Math.max(0, g.calls) || f.line !== Math.max(0, g.line) ||
            f.recursive !== Math.max(0, g.calls - g.primitive) ||
            !near(f.own, g.own, quantum) || !near(f.total, g.total, quantum);
    }).map((g) => JSON.stringify(g)), `${name}: functions as -T json has them`);
}

function sameEdges(name, page, json, place) {
    const { quantum } = page.meta;
    const key = (edge) => `${edge.caller} ${edge.callee}`;
    const found = new Map(page.edges.map((edge) => [key(edge), edge]));
    equal(found.size, json.edges.length, `${name}: edges`);
    none(json.edges.filter((edge) => {
        const e = found.get(`${place[edge.caller]} ${place[edge.callee]}`);
        return !e || e.calls !== edge.calls || e.estimated !== edge.estimated ||
            e.recursive !== Math.max(0, edge.calls - edge.primitive) ||
            !near(e.own, edge.own, quantum) || !near(e.total, edge.total, quantum);
    }).map((edge) => JSON.stringify(edge)), `${name}: edges as -T json has them`);
}

const cut = (block) => Math.max(0, block.weight - block.own - block.gap - block.below);

// Of whole numbers: each block may be half a quantum off, and so may what it is compared with.
function keepsLaws(name, { blocks, functions, meta }) {
    if (!check(blocks.length > 0 && blocks[0].f === -1, `${name}: the tree has a root`))
        return;
    const slack = (block) => 1 + block.children / 2;
    for (const block of blocks)
        block.children = 0;
    for (const block of blocks.slice(1))
        blocks[block.parent].children += 1;
    none(blocks.slice(1).filter((block) => block.weight > blocks[block.parent].weight),
        `${name}: no block is heavier than its parent`);
    none(blocks.filter((block) => block.own + block.gap + block.below > block.weight + slack(block)).map((block) =>
        `${block.own} + ${block.gap} + ${block.below} > ${block.weight}`), `${name}: own and children fit into a block`);
    const gaps = blocks.reduce((total, block) => total + block.gap, 0);
    const sum = blocks.reduce((total, block) => total + block.own + cut(block), 0);
    const off = Math.abs(sum - meta.own);
    check(off <= 1e-9 * meta.own + blocks.length, `${name}: own and cut add up to the profile's own time`,
        `${sum}, not ${meta.own}`);
    check(gaps <= meta.total - meta.own + blocks.length, `${name}: gaps are what the total is more`, gaps);
    none(blocks.filter((block) => block.low > block.weight || block.high < block.weight || block.low < 0),
        `${name}: a weight lies in its interval`);
    none(blocks.filter((block) => block.f >= functions.length), `${name}: blocks are of functions`);
    const last = new Map();
    none(blocks.slice(1).filter((block) => {
        const rises = block.weight > (last.get(block.parent) ?? Infinity);
        last.set(block.parent, block.weight);
        return rises;
    }), `${name}: the heaviest child comes first`);
    figure(`${name}: blocks`, `${blocks.length}, ${blocks.filter((block) => block.estimated).length} estimated`);
}

// Where nothing is cut off, the tree's own times by function are the table's.
function addsUpAgain(name, { blocks, functions }) {
    const own = new Float64Array(functions.length);
    const count = new Float64Array(functions.length);
    for (const block of blocks.slice(1)) {
        own[block.f] += block.own;
        count[block.f] += 1;
    }
    none([...functions.keys()].filter((f) => Math.abs(own[f] - functions[f].own) > 1 + count[f] / 2)
        .map((f) => `${functions[f].name}: ${own[f]}, not ${functions[f].own}`),
    `${name}: own times added up over the tree are the table's`);
}

export async function test() {
    const profiles = {
        sample: sample("embedding/slow.prof"),
        matrices: sample("matrices/matrices.prof"),
        threads: fixture("odd/threads.prof"),
        staged: fixture("odd/staged.prof"),
        old: fixture("py2.7/cprofile.prof"),
        cycles: generated("cycles").file,
        roots: generated("roots").file,
        chain: generated("chain").file,
        large: generated("calls", 3000).file,
    };
    for (const [name, profile] of Object.entries(profiles)) {
        const page = decode(report(profile));
        const json = everything(profile);
        equal(page.meta.unit, "s", `${name}: unit`);
        equal(page.meta.title, path.basename(profile), `${name}: title`);
        check(near(page.meta.total, json.total, page.meta.quantum), `${name}: total`, page.meta);
        equal(page.meta.calls, json.calls, `${name}: calls`);
        const place = placesOf(page, json);
        sameFunctions(name, page, json, place);
        sameEdges(name, page, json, place);
        keepsLaws(name, page);
        if (["roots", "staged"].includes(name))
            addsUpAgain(name, page);
    }
}
