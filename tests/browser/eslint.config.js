// The rules for the page's JavaScript (templates/) and for its tests. What could run text as code or
// parse it as HTML is an error: names in a profile may hold anything.
import js from "@eslint/js";
import globals from "globals";

const parsing = ["innerHTML", "outerHTML", "insertAdjacentHTML", "cssText", "createContextualFragment",
    "setHTMLUnsafe", "parseHTMLUnsafe", "parseFromString"];

const strict = {
    ...js.configs.recommended.rules,
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    "no-shadow": "error",
    "no-throw-literal": "error",
    "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
    "no-unused-vars": "error",
    "no-console": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    "no-script-url": "error",
    "max-lines": ["error", 500],
    "max-lines-per-function": ["error", 60],
    "max-len": ["error", { code: 140, ignoreComments: true }],
    "complexity": ["error", 16],
};

// What the browser brings, and what templates/bundle says of the page.
const pageGlobals = { ...globals.browser, COMPARE: "readonly", INPUTS: "readonly", STACKS: "readonly" };

export default [
    { linterOptions: { reportUnusedDisableDirectives: "error" } },
    {
        files: ["templates/**/*.js"],
        languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: pageGlobals },
        rules: {
            ...strict,
            "no-restricted-properties": ["error",
                ...parsing.map((property) => ({ property, message: "This parses text." })),
                { object: "document", property: "write" }, { object: "document", property: "writeln" }],
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
            ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser, ...globals.node },
        },
        rules: { ...strict, "no-console": "off" },
    },
];
