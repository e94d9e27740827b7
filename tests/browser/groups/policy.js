// The content security policy: what it says, that its hashes are those of what stands in the page, and
// that nothing in the page ever runs against it.

import { createHash } from "node:crypto";
import { open, violations, visit } from "../lib/chromium.js";
import { check, equal, none } from "../lib/harness.js";
import { attribute, byTag, parse, text } from "../lib/markup.js";
import { fixture, generated, report, sample, textOf } from "../lib/program.js";
import { useEverything } from "../lib/use.js";

function policyOf(root) {
    const meta = byTag(root, "meta").filter((node) =>
        attribute(node, "http-equiv")?.toLowerCase() === "content-security-policy");
    equal(meta.length, 1, "one policy");
    const policy = meta.length ? attribute(meta[0], "content") : "";
    return Object.fromEntries(policy.split(";").map((part) => part.trim().split(/\s+/))
        .map(([name, ...values]) => [name, values]));
}

const isData = (script) => ["application/json", "text/x"].includes(attribute(script, "type"));
const hash = (content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

function hasHashes(policy, name, contents) {
    for (const content of contents)
        check(policy[name]?.includes(hash(content)), `${name} holds the hash of ${content.slice(0, 30)}`);
    equal(policy[name]?.length, contents.length, `${name} allows nothing else`);
}

function saysAll(html) {
    const { root } = parse(html);
    const policy = policyOf(root);
    equal(policy["default-src"]?.join(" "), "'none'", "default-src");
    none(Object.values(policy).flat().filter((value) => /unsafe|^\*|https?:|data:|blob:/.test(value)),
        "nothing unsafe in the policy");
    for (const name of ["base-uri", "form-action"])
        equal(policy[name]?.join(" "), "'none'", name);
    hasHashes(policy, "script-src", byTag(root, "script").filter((node) => !isData(node)).map(text));
    hasHashes(policy, "style-src", byTag(root, "style").map(text));
    const head = html.search(/<(script|style)\b/), at = html.indexOf("Content-Security-Policy");
    check(at > 0 && at < head, "the policy stands before what it is about");
    const script = byTag(root, "script").filter((node) => !isData(node)).map(text).join("\n");
    const parsing = /\b(eval|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe)\b|\bFunction\s*\(/;
    check(!parsing.test(script), "no script parses text", script.match(parsing)?.[0]);
    none(["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource", "import("]
        .filter((word) => script.includes(word)), "no script loads or sends");
}

export async function test() {
    saysAll(textOf(report(sample("embedding/slow.prof"))));
    const profiles = {
        sample: sample("embedding/slow.prof"), names: fixture("odd/names.prof"),
        hostile: generated("hostile").file, empty: generated("empty").file,
    };
    for (const [name, profile] of Object.entries(profiles)) {
        const page = await open();
        await visit(page, report(profile));
        await useEverything(page, [0, 5, 9]);
        none(await violations(page), `${name}: violations of the policy`);
        none(page.wrong, `${name}: nothing goes wrong`);
        await page.close();
    }
}
