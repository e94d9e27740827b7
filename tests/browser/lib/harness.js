// Counting checks, as tests/harness.py does: a line for each check that fails, and with -v one for each
// figure that was measured.

export const verbose = process.argv.includes("-v");
const counts = { passed: 0, failed: 0, skipped: 0 };

export const counted = () => ({ ...counts });

export function check(condition, name, detail = "") {
    counts[condition ? "passed" : "failed"] += 1;
    if (!condition) {
        const text = typeof detail === "string" ? detail : JSON.stringify(detail);
        console.log(`    FAILED ${name}${text ? ": " + text.slice(0, 900) : ""}`);
    }
    return Boolean(condition);
}

export const equal = (found, expected, name) =>
    check(found === expected, name, `${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);

// A list of what is wrong, which has to be empty.
export const none = (wrong, name) =>
    check(wrong.length === 0, name, `${wrong.length}: ${wrong.slice(0, 6).map(String).join(" | ")}`);

// A measured figure and the most that it may be.
export function below(value, most, name, unit) {
    const shown = `${Math.round(value * 100) / 100} ${unit} (at most ${most})`;
    figure(name, shown);
    return check(value <= most, name, shown);
}

export function skip(name, why) {
    counts.skipped += 1;
    console.log(`    skipped ${name}: ${why}`);
}

export function figure(name, text) {
    if (verbose)
        console.log(`    ${name}: ${text}`);
}

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)];
}

export const unique = (values) => [...new Set(values)];

// Asks again and again until it is so, for what takes its time on a busy machine; what it was at last.
export async function eventually(ask, isRight, most = 4000) {
    const end = performance.now() + most;
    for (;;) {
        const found = await ask();
        if (isRight(found) || performance.now() > end)
            return found;
        await new Promise((resolve) => { setTimeout(resolve, 30); });
    }
}
