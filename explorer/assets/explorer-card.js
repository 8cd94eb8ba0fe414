// What is pointed at is named beside it, and what is clicked is told in a card over the picture,
// on the side away from it: the page never scrolls away from what somebody looks at. The card says
// what the text twin says, word for word; the twin stays, and is marked at the same place.
const byId = (id) => document.getElementById(id);
const focus = () => new URL(location.href).searchParams.get("focus") ?? "";
let cy = null;
let told = null;

const make = (tag, text = "", values = {}) => Object.assign(document.createElement(tag), { textContent: text, ...values });
const inTwin = (id) => byId("x-twin").querySelector(`[data-thing="${CSS.escape(id)}"]`);
const lineInTwin = (id) => byId("x-twin").querySelector(`[data-line="${CSS.escape(id)}"]`);

// A part of the twin again, without the name that only one element of a page may have.
function again(item) {
  const copy = item.cloneNode(true);
  copy.removeAttribute("id");
  copy.classList.remove("away", "here");
  return copy;
}

// Of several sources of one sentence a card shows the first; a line of its own shows them all.
function brief(item) {
  const copy = again(item);
  for (const source of [...copy.querySelectorAll(".x-source")].slice(1)) source.remove();
  return copy;
}

function thing(id) {
  const item = inTwin(id);
  if (!item) return [make("p", byId("x-card").dataset.waiting, { className: "note" })];
  const about = again(item);
  const page = about.querySelector("a");
  about.querySelector("p").replaceWith(make("p", about.querySelector(".n").textContent, { className: "note" }));
  about.querySelector(".x-do").append(make("a", byId("x-card").dataset.open, { href: page.href }));
  const lines = [...byId("x-twin").querySelectorAll("[data-line]")]
    .filter((line) => line.dataset.things.split(" ").includes(id));
  const list = make("ol", "", { className: "x-lines" });
  list.append(...lines.map(brief));
  const things = make("ul", "", { className: "x-things" });
  things.append(about);
  return lines.length ? [things, make("p", byId("x-card").dataset.tied, { className: "x-tied" }), list] : [things];
}

function line(id) {
  const item = lineInTwin(id);
  const list = make("ol", "", { className: "x-lines" });
  if (item) list.append(again(item));
  return item ? [list] : [make("p", byId("x-card").dataset.waiting, { className: "note" })];
}

// The twin is marked where it says the same; it scrolls in its own box, the window never.
function mark(item) {
  for (const one of document.querySelectorAll(".x-right .here")) one.classList.remove("here");
  if (!item) return;
  item.classList.add("here");
  const box = byId("x-twin");
  if (box.scrollHeight <= box.clientHeight + 1) return;
  const [its, own] = [item.getBoundingClientRect(), box.getBoundingClientRect()];
  if (its.top < own.top || its.bottom > own.bottom) box.scrollTop += its.top - own.top - own.height / 4;
}

function write() {
  const one = cy.getElementById(told);
  const card = byId("x-card");
  byId("x-card-name").textContent = one.isNode() ? one.data("name") : card.dataset.lineTold;
  byId("x-card-text").replaceChildren(...(one.isNode() ? thing(told) : line(told)));
  mark(one.isNode() ? inTwin(told) : lineInTwin(told));
}

function open(id) {
  told = id;
  const one = cy.getElementById(id);
  const at = one.isNode() ? one.renderedPosition() : one.renderedMidpoint();
  const card = byId("x-card");
  card.classList.toggle("x-card-left", at.x > cy.width() / 2);
  card.classList.toggle("x-card-top", at.y > cy.height() / 2);
  write();
  card.hidden = false;
  card.scrollTop = 0;
  hush();
}

function close() {
  told = null;
  byId("x-card").hidden = true;
  mark(null);
}

function name(one) {
  const tip = byId("x-tip");
  const said = one.isNode() ? one.data("name") : lineInTwin(one.id())?.querySelector("p:not(.x-status, .x-source)")?.textContent;
  if (!said) return;
  const { x, y } = one.isNode() ? one.renderedPosition() : one.renderedMidpoint();
  const above = y - (one.isNode() ? one.renderedHeight() / 2 : 12);
  tip.textContent = said.trim();
  tip.hidden = false;
  tip.classList.toggle("x-tip-under", above < tip.offsetHeight + 8);
  const half = tip.offsetWidth / 2;
  tip.style.left = `${Math.min(Math.max(x, half), Math.max(half, cy.width() - half))}px`;
  tip.style.top = `${above < tip.offsetHeight + 8 ? 2 * y - above : above}px`;
}
function hush() {
  byId("x-tip").hidden = true;
}

document.addEventListener("drawn", ({ detail }) => {
  cy = detail;
  cy.on("tap", "node[form], edge", ({ target }) => open(target.id()));
  cy.on("tap", ({ target }) => { if (target === cy) close(); });
  cy.on("mouseover", "node[form], edge", ({ target }) => { byId("canvas").classList.add("x-over"); name(target); });
  cy.on("mouseout", "node[form], edge", () => { byId("canvas").classList.remove("x-over"); hush(); });
  cy.on("viewport drag", hush);
  // What was told stays told while the picture around it grows.
  const still = told && cy.getElementById(told).nonempty() && (focus() === told || cy.getElementById(told).isEdge());
  if (still) open(told); else told = null;
});
byId("canvas").addEventListener("mouseleave", hush);
document.addEventListener("pointed", ({ detail }) => { if (detail) name(cy.getElementById(detail)); else hush(); });
document.addEventListener("looked", ({ detail }) => open(detail));
document.addEventListener("retold", () => { if (told) write(); });
document.addEventListener("shaded", () => {
  if (told && cy?.getElementById(told).isNode() && focus() !== told) close();
});
document.addEventListener("click", (event) => { if (event.target.id === "x-card-close") { close(); byId("canvas").focus({ preventScroll: true }); } });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !told || !byId("x-card").checkVisibility()) return;
  event.preventDefault();
  close();
});
