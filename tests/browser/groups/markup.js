// The file itself: valid HTML, the same bytes for the same input, nothing inline that a policy forbids.

import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { check, equal, none } from "../lib/harness.js";
import { attribute, byTag, parse, walk } from "../lib/markup.js";
import { fixture, folder, generated, report, run, sample, textOf } from "../lib/program.js";

const elements = (root) => [...walk(root)].filter((node) => node.tagName);

function isWellFormed(name, file) {
    const html = textOf(file);
    const { root, errors } = parse(html);
    none(errors, `${name}: the HTML has no errors`);
    const attributes = elements(root).flatMap((node) =>
        node.attrs.map((attr) => ({ where: `<${node.tagName} ${attr.name}>`, ...attr })));
    none(attributes.filter((attr) => attr.name === "style").map((attr) => attr.where),
        `${name}: no style attributes`);
    none(attributes.filter((attr) => attr.name.startsWith("on")).map((attr) => attr.where),
        `${name}: no handlers in attributes`);
    const ids = attributes.filter((attr) => attr.name === "id").map((attr) => attr.value);
    none(ids.filter((id, i) => ids.indexOf(id) < i), `${name}: no id twice`);
    const loading = ["img", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "source"];
    none(elements(root).map((node) => node.tagName).filter((tag) => loading.includes(tag)),
        `${name}: no elements that load or send`);
    none(byTag(root, "script").filter((node) => attribute(node, "src") !== undefined),
        `${name}: no script from elsewhere`);
    check(!/https?:\/\/(?!www\.w3\.org\/)/.test(html), `${name}: no addresses`,
        html.match(/https?:\/\/(?!www\.w3\.org\/).{0,80}/)?.[0]);
    check(html.startsWith("<!doctype html>"), `${name}: standards mode`, html.slice(0, 60));
    equal(attribute(byTag(root, "html")[0], "lang"), "en", `${name}: the language is said`);
}

function isDeterministic(profile) {
    const elsewhere = path.join(folder, "else where");
    mkdirSync(elsewhere, { recursive: true });
    const copy = path.join(elsewhere, path.basename(profile));
    cpSync(profile, copy);
    const name = path.basename(profile);
    const first = run(["-T", "html", profile]).out;
    check(first.length > 0, `${name}: -T html writes`);
    const others = {
        "once more": [["-T", "html", profile], {}],
        "from another folder": [["-T", "html", path.basename(copy)], { cwd: elsewhere }],
        "in another locale and zone":
            [["-T", "html", profile], { env: { ...process.env, LC_ALL: "C.UTF-8", TZ: "Asia/Tokyo" } }],
        "without an environment": [["-T", "html", profile], { env: { PATH: process.env.PATH } }],
    };
    for (const [what, [args, options]] of Object.entries(others)) {
        const { out, status, err } = run(args, options);
        check(first.equals(out), `${name}: the same bytes ${what}`, `exit ${status}, ${out.length} bytes, not ${first.length} ${err}`);
    }
}

export async function test() {
    isWellFormed("sample", report(sample("embedding/slow.prof")));
    for (const kind of ["empty", "one", "hostile", "cycles", "zero"])
        isWellFormed(kind, report(generated(kind).file));
    isWellFormed("names", report(fixture("odd/names.prof")));
    for (const file of [sample("embedding/slow.prof"), fixture("odd/names.prof"), generated("calls", 3000).file])
        isDeterministic(file);
}
