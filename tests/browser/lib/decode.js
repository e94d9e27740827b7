// The data in a report, read from the format's description in include/output/page/page_data.h.

import { byId, parse, text } from "./markup.js";
import { textOf } from "./program.js";

function numbersOf(base64) {
    const bytes = Buffer.from(base64, "base64");
    const numbers = [];
    let value = 0n, shift = 0n;
    for (const byte of bytes) {
        value |= BigInt(byte & 0x7f) << shift;
        shift += 7n;
        if (byte < 0x80) {
            numbers.push(Number(value));
            value = shift = 0n;
        }
    }
    if (shift)
        throw new Error("the last number is cut off");
    return numbers;
}

// Reads numbers one by one; ends in an error where there are too few or too many.
function reader(numbers) {
    let at = 0;
    return {
        next() {
            if (at >= numbers.length)
                throw new Error("too few numbers");
            return numbers[at++];
        },
        more: () => at < numbers.length,
    };
}

const unzigzag = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

function functionsOf(numbers, names, files) {
    const { next, more } = reader(numbers);
    const functions = [];
    while (more()) {
        const f = { name: names[next()], file: files[next()], line: next(), calls: next() };
        f.recursive = next();
        f.own = next();
        f.total = next();
        functions.push(f);
    }
    return functions;
}

function edgesOf(numbers, count) {
    const { next, more } = reader(numbers);
    const edges = [];
    for (let caller = 0; caller < count; caller++) {
        let callee = caller;
        for (let left = next(); left > 0; left--) {
            callee += unzigzag(next());
            const calls = next(), packed = next();
            const recursive = Math.floor(packed / 2), estimated = packed % 2 === 1;
            edges.push({ caller, callee, calls, recursive, estimated, own: next(), total: next() });
        }
    }
    if (more())
        throw new Error("numbers after the last edge");
    return edges;
}

// Blocks in preorder, with `parent` and `depth`; the first is the root.
function treeOf(numbers) {
    const { next, more } = reader(numbers);
    const blocks = [];
    const path = [];
    while (more()) {
        const up = next(), f = next() - 1, weight = next(), own = next(), packed = next();
        const estimated = packed % 2 === 1;
        const low = estimated ? weight - next() : weight;
        const high = estimated ? weight + next() : weight;
        if (blocks.length)
            path.length -= up;
        if (blocks.length && !path.length)
            throw new Error(`block ${blocks.length} has no parent`);
        const parent = blocks.length ? path[path.length - 1] : -1;
        path.push(blocks.length);
        const guessed = (packed & 2) > 0, gap = packed & 4 ? next() : 0;
        const cutCount = Math.floor(packed / 8);
        blocks.push({ parent, f, weight, own, gap, cutCount, estimated, guessed, low, high, depth: path.length - 1, below: 0 });
        if (parent >= 0)
            blocks[parent].below += weight;
    }
    return blocks;
}

const TIMES = ["weight", "own", "gap", "low", "high", "below"];

// A tree in a unit of its own, in the page's quanta.
const scaled = (blocks, unit) => blocks.map((block) =>
    ({ ...block, ...Object.fromEntries(TIMES.map((key) => [key, block[key] * unit])) }));

// What each of several inputs holds, as a profile by itself would: all functions of the page, those that it lacks
// without costs.
function inputsOf(told, numbers, whole) {
    return told.map(([name, total, unit], i) => {
        const { next, more } = reader(numbers(`functions-${i}`));
        const functions = whole.functions.map((f) => ({ ...f, isMissing: true, calls: 0, recursive: 0, own: 0, total: 0 }));
        for (let f = 0; more();) {
            f += next();
            const [calls, recursive, own, cost] = [next(), next(), next(), next()];
            functions[f] = { ...whole.functions[f], calls, recursive, own, total: cost };
        }
        return {
            name, functions, meta: { ...whole.meta, total },
            edges: edgesOf(numbers(`edges-${i}`), functions.length), blocks: scaled(treeOf(numbers(`tree-${i}`)), unit),
        };
    });
}

export function decode(file) {
    const { root } = parse(textOf(file));
    const textById = (id) => {
        const node = byId(root, id);
        if (!node)
            throw new Error(`the page has no #${id}`);
        return text(node);
    };
    const json = (id) => JSON.parse(textById(id));
    const numbers = (id) => numbersOf(textById(id));
    const meta = json("meta"), names = json("names"), files = json("files");
    const functions = functionsOf(numbers("function-data"), names, files);
    const told = byId(root, "inputs-data") ? json("inputs-data") : [];
    return {
        root, meta, names, files, functions,
        edges: edgesOf(numbers("edge-data"), functions.length),
        blocks: treeOf(numbers("tree-data")),
        graph: json("graph-data"),
        inputs: inputsOf(told, numbers, { functions, meta }),
        size: ["names", "files", "function-data", "edge-data", "tree-data"]
            .reduce((sum, id) => sum + textById(id).length, 0),
    };
}
