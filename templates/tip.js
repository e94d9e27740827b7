// The box that says what the pointer is on.

/** @type {HTMLElement | undefined} */
let box;

/** Shows lines of text beside a point of the window. @param {string[]} lines the first is a title @param {number} x @param {number} y */
export function showTip(lines, x, y) {
  if (!box) {
    box = document.createElement("div");
    box.id = "tip";
    box.setAttribute("aria-hidden", "true");
    document.body.append(box);
  }
  box.replaceChildren(...lines.map((line, i) => {
    const part = document.createElement(i ? "div" : "b");
    part.textContent = line;
    return part;
  }));
  box.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = box;
  box.style.left = Math.max(4, Math.min(x + 14, innerWidth - width - 4)) + "px";
  box.style.top = (y + 18 + height > innerHeight ? Math.max(4, y - height - 8) : y + 18) + "px";
}

export function hideTip() {
  if (box) box.hidden = true;
}
