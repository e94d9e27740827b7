// The box that says what the pointer is on.

import { max, min } from "./math.js";
import { build, buildBox, setContent } from "./dom.js";

const box = buildBox();
box.id = "tip";
box.ariaHidden = "true";
box.hidden = true;
document.body.append(box);

/** Shows lines of text beside the pointer. @param {string[]} lines the first is a title @param {MouseEvent} event */
export function showTip([title, ...lines], { clientX, clientY }) {
  setContent(box, build("b", "", title), ...lines.map((line) => buildBox("", line)));
  box.hidden = false;
  const { offsetWidth, offsetHeight } = box;
  const below = clientY + 18;
  box.style.left = max(4, min(clientX + 14, innerWidth - offsetWidth - 4)) + "px";
  box.style.top = (below + offsetHeight > innerHeight ? max(4, clientY - offsetHeight - 8) : below) + "px";
}

export function hideTip() {
  box.hidden = true;
}
