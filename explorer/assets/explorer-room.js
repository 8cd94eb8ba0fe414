// The picture of the explorer in a room: names at the size the last row reads, at most as many
// as a room follows, none over another; the rest are dots that tell their name when they are
// pointed at. Places stay those of the server; only what is written and how large changes.
/* global cytoscape */
const { isOn, least, most, short } = window.alliancesRoom;
const PAD = { x: 20, y: 12 };
const DOT = 16;
// How far places are drawn apart sideways at most.
const WIDEST = 2;
const LINE = { least: 3, more: 1.6 };
let cy = null;
let pointed = "";
let stretched = 1;

// Those in the focus first, then those told first: the server's order goes outwards.
function order() {
  const kept = cy.nodes("[form]").filter((node) => !node.hasClass("away"));
  const first = (node) => Number(node.id() === pointed || node.hasClass("chosen"));
  return [...kept].sort((a, b) => first(b) - first(a) || a.data("rank") - b.data("rank"));
}

const apart = (a, b) => Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2;
const inside = (box) => box.x - box.w / 2 >= 0 && box.x + box.w / 2 <= cy.width()
  && box.y - box.h / 2 >= 0 && box.y + box.h / 2 <= cy.height();

const pen = document.createElement("canvas").getContext("2d");
function sized(node, size) {
  pen.font = `500 ${size}px ${node.style("font-family")}`;
  const lines = short(node.data("name"));
  const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
  // Beside the stripes of several categories a name has less room.
  const round = (node.data("form") === "ellipse" ? 1.35 : 1) / (1 - (node.data("share") ?? 0));
  return { label: lines.join("\n"), w: wide * round + PAD.x, h: (lines.length * size * 1.2 + PAD.y) * round };
}

function names(size) {
  const shown = new Map();
  for (const node of order()) {
    if (shown.size === most) break;
    const box = { ...node.renderedPosition(), ...sized(node, size) };
    const free = [...shown.values()].every((other) => apart(box, other));
    if (node.id() === pointed || (inside(box) && free)) shown.set(node.id(), box);
  }
  return shown;
}

// A room's image is wider than a desk's: the same places, drawn apart sideways to fill it.
function stretch() {
  const at = cy.nodes("[form]").map((node) => node.position());
  const extent = (axis) => Math.max(...at.map((one) => one[axis])) - Math.min(...at.map((one) => one[axis])) || 1;
  stretched = Math.min(Math.max((cy.width() / cy.height()) * (extent("y") / extent("x")), 1), WIDEST);
  cy.batch(() => cy.nodes().forEach((node) => {
    node.position("x", node.position("x") * stretched);
    if (node.data("form")) node.style({ width: 1, height: 1, "text-opacity": 0 });
  }));
  cy.autoungrabify(true);
  cy.fit(cy.nodes("[form]"), 2.5 * least());
  if (cy.zoom() > 3) { cy.zoom(3); cy.center(); }
}

function enter() {
  cy.resize();
  // A name may cover the end of a line: that is no fault worth a line of the console.
  cytoscape.warnings(false);
  if (stretched === 1) stretch();
  enlarge();
}

// Sizes are written upon the elements: styles of a class would be reckoned for all of them.
function enlarge() {
  const zoom = cy.zoom();
  const size = Math.max(least(), 14 * zoom);
  const shown = names(size);
  const ring = { "border-width": 5 / zoom, "border-color": "#b36b00" };
  cy.batch(() => {
    cy.nodes("[form]").forEach((node) => {
      const box = shown.get(node.id());
      node.style(box
        ? { label: box.label, width: box.w / zoom, height: box.h / zoom, "font-size": size / zoom, "line-height": 1.2, "text-max-width": 9999, "text-opacity": 1, "z-index": 2 }
        : { width: DOT / zoom, height: DOT / zoom, "text-opacity": 0, "z-index": 1 });
      node.removeStyle("border-width border-color");
      if (node.id() === pointed) node.style(ring);
    });
    cy.edges().forEach((edge) => {
      const width = edge.data("width");
      const drawn = (LINE.least + Math.max(0, width - 1.25) * LINE.more) / zoom;
      const told = shown.has(edge.data("source")) && shown.has(edge.data("target"));
      const mark = Number(told && Boolean(edge.data("mark")));
      edge.style({
        width: drawn, opacity: edge.hasClass("away") ? 0.13 : told ? 1 : 0.3, "font-size": size / zoom,
        "text-opacity": mark, "text-background-opacity": mark, "text-border-opacity": mark,
        ...(edge.data("dashes") ? { "line-dash-pattern": edge.data("dashes").map((dash) => (dash * drawn) / width) } : {}),
      });
    });
  });
  report(shown.size);
}

function report(count) {
  const canvas = document.getElementById("canvas");
  canvas.dataset.named = String(count);
  canvas.dataset.things = String(cy.nodes("[form]").filter((node) => !node.hasClass("away")).length);
  canvas.dispatchEvent(new Event("named", { bubbles: true }));
}

function leave() {
  cy.batch(() => {
    cy.elements().removeStyle();
    cy.nodes().forEach((node) => { node.position("x", node.position("x") / stretched); });
  });
  stretched = 1;
  cy.autoungrabify(false);
  const canvas = document.getElementById("canvas");
  delete canvas.dataset.named;
  delete canvas.dataset.things;
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (cy && isOn()) enlarge(); }, 80);
}

document.addEventListener("drawn", ({ detail }) => {
  cy = detail;
  pointed = "";
  cy.on("viewport", soon);
  cy.on("mouseover", "node[form]", ({ target }) => { pointed = target.id(); soon(); });
  cy.on("mouseout", "node[form]", () => { pointed = ""; soon(); });
  stretched = 1;
  if (isOn()) enter();
});
document.addEventListener("shaded", soon);
// The keyboard points as the mouse does.
document.addEventListener("pointed", ({ detail }) => { pointed = detail; soon(); });
document.addEventListener("projection", ({ detail }) => {
  if (!cy) return;
  if (detail) requestAnimationFrame(enter); else leave();
});
addEventListener("resize", soon);
// What the room is told above the picture moves it: the canvas must know where it stands.
new ResizeObserver(() => cy?.resize()).observe(document.querySelector(".room-bar"));
