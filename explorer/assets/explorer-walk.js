// The picture of the explorer by keyboard: one stop of Tab, arrows from thing to thing in the
// order of the text, each told by name; Enter looks at its neighbourhood, Shift+Enter or d unfolds
// it. What has no name in a room is named while it is held.
const canvas = document.getElementById("canvas");
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
let cy = null;
let held = "";

const point = (id) => {
  cy.nodes(".here").removeClass("here");
  held = id;
  document.dispatchEvent(new CustomEvent("pointed", { detail: id }));
};

const asked = (what) => document.dispatchEvent(new CustomEvent(what, { detail: held }));

function walk(step) {
  const things = cy.nodes("[form]").sort((a, b) => a.data("rank") - b.data("rank"));
  const ids = things.map((node) => node.id());
  const place = Math.max(0, Math.min(ids.length - 1, ids.indexOf(held) + step));
  point(ids[place]);
  const node = cy.getElementById(held);
  node.addClass("here");
  const { x, y } = node.renderedPosition();
  if (x < 0 || y < 0 || x > cy.width() || y > cy.height()) cy.center(node);
  document.getElementById("x-pointed").textContent = node.data("name");
}

document.addEventListener("drawn", ({ detail }) => { cy = detail; held = ""; });
canvas.addEventListener("focusout", () => { if (held) point(""); });
canvas.addEventListener("keydown", (event) => {
  if (!cy || event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) walk(STEPS[event.key]);
  else if (held && (event.key === "d" || (event.key === "Enter" && event.shiftKey))) asked("unfolded");
  else if (held && event.key === "Enter") asked("looked");
  else return;
  event.preventDefault();
});
