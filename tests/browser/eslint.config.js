// The rules for the page's JavaScript (templates/) and for its tests. What could run text as code or
// parse it as HTML is an error: names in a profile may hold anything.
import js from "@eslint/js";

const pageGlobals = [
    "window", "document", "location", "history", "localStorage", "matchMedia", "navigator", "performance",
    "requestAnimationFrame", "cancelAnimationFrame", "setTimeout", "clearTimeout", "atob", "Event",
    "Element", "HTMLElement", "Node", "ResizeObserver", "CSSStyleSheet", "getComputedStyle", "Blob",
    "CustomEvent", "TextDecoder", "console", "devicePixelRatio", "addEventListener", "DOMPoint", "SVGElement",
    "HTMLInputElement", "HTMLButtonElement", "HTMLDialogElement", "HTMLCanvasElement", "Path2D",
    "innerWidth", "innerHeight", "KeyboardEvent", "PointerEvent", "MouseEvent", "structuredClone",
    "HTMLSelectElement", "queueMicrotask", "CSS", "DOMException", "URLSearchParams", "SVGSVGElement",
];
const nodeGlobals = ["process", "console", "Buffer", "setTimeout", "URL", "performance"];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const properties = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "writeln", "cssText",
    "createContextualFragment", "setHTMLUnsafe"];

const strict = {
    ...js.configs.recommended.rules,
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    "no-shadow": "error",
    "no-throw-literal": "error",
    "no-use-before-define": ["error", { functions: false, classes: false }],
    "no-implicit-globals": "off",
    "no-unused-vars": "error",
    "no-console": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    "no-script-url": "error",
    "max-lines": ["error", 500],
    "max-lines-per-function": ["error", 60],
    "max-len": ["error", { code: 120, ignoreComments: true }],
    "complexity": ["error", 16],
};

export default [
    { linterOptions: { reportUnusedDisableDirectives: "error" } },
    {
        files: ["templates/*.js"],
        languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: readonly(pageGlobals) },
        rules: {
            ...strict,
            "no-restricted-properties": ["error",
                ...properties.map((property) => ({ property, message: "This parses text." }))],
            "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "eval",
                "importScripts", "Worker"],
            "no-restricted-syntax": ["error",
                { selector: "ImportExpression", message: "The page loads nothing." },
                { selector: "CallExpression[callee.property.name='setAttribute'] > " +
                    "Literal.arguments:first-child[value=/^(style|on.*)$/]", message: "The CSP forbids it." }],
        },
    },
    {
        files: ["tests/browser/**/*.js"],
        languageOptions: {
            ecmaVersion: 2022, sourceType: "module", globals: readonly([...nodeGlobals, ...pageGlobals]),
        },
        rules: { ...strict, "no-console": "off" },
    },
];
