// How much of a picture is on the screen: all of it when its names can then be read, otherwise
// the part around what was asked for, at a size that can be read. What is off the screen is
// counted, and a picture so small that no name is written says so.
const byId = (id) => document.getElementById(id);
const WRITTEN = 14;
const LEAST = 9;
// Below this the canvas writes no name at all (`min-zoomed-font-size`).
const NONE = 5;
const LARGEST = 1.25;
const MARGIN = 12;
let cy = null;

// The foot of the picture is kept free for the buttons that lie there.
const FOOT = 46;
const room = (one) => ({ w: one.width(), h: one.height() - FOOT });

function whole(one) {
  const { x1, x2, y1, y2, w, h } = one.elements().boundingBox();
  const free = room(one);
  const zoom = Math.min((free.w - 2 * MARGIN) / w, (free.h - 2 * MARGIN) / h, LARGEST);
  one.viewport({ zoom, pan: { x: (free.w - zoom * (x1 + x2)) / 2, y: (free.h - zoom * (y1 + y2)) / 2 } });
}

// Centre on what was asked for, or on what is told first, without leaving half the screen empty.
function around(one, asked) {
  const start = asked.map((id) => one.getElementById(id)).find((found) => found.nonempty()) ?? one.nodes("[form]").first();
  one.zoom(LEAST / WRITTEN);
  one.center(start);
  const all = one.elements().renderedBoundingBox();
  const free = room(one);
  const pull = (low, high, size) => {
    if (high - low <= size) return (size - low - high) / 2;
    return low > MARGIN ? MARGIN - low : high < size - MARGIN ? size - MARGIN - high : 0;
  };
  one.panBy({ x: pull(all.x1, all.x2, free.w), y: pull(all.y1, all.y2, free.h) });
}

function fit(one, asked) {
  whole(one);
  if (one.zoom() * WRITTEN < LEAST) around(one, asked);
}

function tell() {
  const [off, small] = [byId("x-off"), byId("x-small")];
  if (!cy || !off) return;
  const inside = ({ x, y }) => x >= 0 && y >= 0 && x <= cy.width() && y <= cy.height();
  const count = cy.nodes("[form]").filter((node) => !inside(node.renderedPosition())).length;
  off.hidden = count === 0;
  off.textContent = off.dataset[count === 1 ? "one" : "many"].replace("{n}", count);
  small.hidden = cy.zoom() * WRITTEN >= NONE;
}

// Bring one thing to the middle, large enough to be read.
function find(one, id) {
  one.zoom(Math.max(one.zoom(), LEAST / WRITTEN));
  one.center(one.getElementById(id));
}

let waiting = 0;
document.addEventListener("drawn", ({ detail }) => {
  cy = detail;
  cy.on("viewport resize", () => { clearTimeout(waiting); waiting = setTimeout(tell, 120); });
  tell();
});

window.alliancesFit = Object.freeze({ find, fit, whole });
