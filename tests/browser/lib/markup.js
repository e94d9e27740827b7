// The report as its bytes say, read by parse5 (the HTML standard's algorithm) rather than by the page's
// own code.

import { parse5 } from "./chromium.js";

// { root, errors }: a document, and what a validating parser objects to.
export function parse(html) {
    const errors = [];
    const root = parse5.parse(html, {
        sourceCodeLocationInfo: true,
        onParseError: (error) => errors.push(`${error.code} at line ${error.startLine}`),
    });
    return { root, errors };
}

export function* walk(root) {
    const left = [root];
    while (left.length) {
        const node = left.pop();
        yield node;
        left.push(...[...(node.childNodes ?? [])].reverse());
    }
}

export const attribute = (node, name) => node.attrs?.find((attr) => attr.name === name)?.value;

export const byTag = (root, tag) => [...walk(root)].filter((node) => node.tagName === tag);

export const byId = (root, id) => [...walk(root)].find((node) => attribute(node, "id") === id);

export const text = (node) =>
    [...walk(node)].filter((inner) => inner.nodeName === "#text").map((inner) => inner.value).join("");
