// The canvas of the explorer. It draws the places, lines and colours the server gives, and
// computes none. Every change is a change of the address, so that undo is the browser's "back"
// and a permalink is always the picture; what only fades, focuses or pins is done here at once,
// what needs other things is fetched. Without this script the page is complete.
/* global cytoscape */

const root = document.documentElement;
const address = () => new URL(location.href);
const byId = (id) => document.getElementById(id);
const { LARGE, elements, painted } = window.alliancesLook;
const { lay, lift, over, restyle } = window.alliancesSheet;
const { find, fit, whole } = window.alliancesFit;
const { mark, marked } = window.alliancesMarks;
const { pageAt } = window.alliancesPage;

let cy = null;
let held = null;
let steps = 0;

const SCREEN = ["focus", "depth", "pin", "fade"];
let shown = "";
const dressed = () => [...painted(held), ...marked()];
// What the picture was asked about: its centres, or the two ends of its paths.
const asked = () => [...listed("centre"), ...listed("path")];
const drawn = () => { const url = address(); for (const name of SCREEN) url.searchParams.delete(name); return written(url); };

const listed = (name) => (address().searchParams.get(name) ?? "").split(",").filter(Boolean);
const focus = () => address().searchParams.get("focus") ?? "";
const depth = () => Number(address().searchParams.get("depth") ?? "1");

// Commas, colons and slashes stay readable in the address, as the server writes them.
const written = (url) => url.pathname + (url.search ? url.search.replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%2F/g, "/") : "");

function moved(change) {
  const url = address();
  change(url.searchParams);
  for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name);
  if (url.searchParams.get("depth") === "1") url.searchParams.delete("depth");
  if (written(url) === written(address())) return;
  const looked = [focus(), depth()].join();
  steps += 1;
  history.pushState({ steps }, "", written(url));
  follow();
  if (looked !== [focus(), depth()].join() && byId("x-twin").hasAttribute("data-partial")) retell(written(address()));
}

const frames = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });

// A large picture is not told whole: the sentences near the new focus are fetched, once it is seen.
let telling = 0;
async function retell(href) {
  telling += 1;
  const turn = telling;
  await frames();
  if (turn !== telling) return;
  const fresh = (await pageAt(href))?.getElementById("x-twin");
  if (!fresh || turn !== telling) return;
  byId("x-twin").replaceWith(fresh);
  shade();
  document.dispatchEvent(new Event("retold"));
}

// What the address says of the screen only, onto links and forms that travel with it.
function follow() {
  byId("x-undo").disabled = steps === 0;
  byId("x-fade").value = listed("fade").join(",");
  byId("x-link").href = written(address());
  byId("x-focus").hidden = !focus();
  byId("x-depth").value = String(depth());
  byId("x-unpin").hidden = !address().searchParams.get("pin");
  for (const link of document.querySelectorAll("[data-file]")) {
    const file = { html: "carte.html", pdf: "papier.pdf" }[link.dataset.file] ?? `explorer.${link.dataset.file}`;
    link.href = `/${byId("x").dataset.lang}/${file}${address().search}`;
  }
  for (const box of document.querySelectorAll("[data-fade]")) box.checked = !listed("fade").includes(box.dataset.fade);
  shade();
}

function shade() {
  const faded = new Set(listed("fade"));
  const centre = focus();
  const start = centre ? cy.getElementById(centre) : cy.collection();
  let near = start;
  for (let step = 0; step < depth() && near.nonempty(); step += 1) near = near.union(near.openNeighborhood().nodes("[form]"));
  const kept = near.union(near.edgesWith(near));
  const beyond = (one) => kept.nonempty() && (one.isEdge() || one.data("form")) && !kept.has(one);
  const large = held.lines.length > LARGE && !window.alliancesRoom.isOn();
  const away = (one) => (one.isEdge() && faded.has(one.data("kind"))) || (!large && beyond(one));
  // Only what changes is told so: each change costs a style of its own.
  cy.batch(() => cy.elements().forEach((one) => {
    if (one.hasClass("away") !== away(one)) one.toggleClass("away");
    if (one.hasClass("chosen") !== (one.id() === centre && !large)) one.toggleClass("chosen");
  }));
  if (large && kept.nonempty()) lay(kept, centre, painted(held)); else lift();
  for (const item of document.querySelectorAll("[data-line], [data-thing]")) {
    const one = cy.getElementById(item.dataset.line ?? item.dataset.thing);
    item.classList.toggle("away", one.nonempty() && (one.hasClass("away") || beyond(one)));
  }
  for (const number of document.querySelectorAll("[data-count]")) {
    const seen = cy.elements(number.dataset.count).filter((one) => !away(one) && !beyond(one));
    number.textContent = seen.length.toLocaleString(root.lang);
  }
  document.dispatchEvent(new Event("shaded"));
}

// Where somebody put a thing, and for all others where the server did.
function pin() {
  const pins = new Map(listed("pin").map((one) => {
    const [id, x, y] = one.split(":");
    return [id, { x: Number(x), y: Number(y) }];
  }));
  cy.batch(() => {
    for (const box of held.boxes) cy.getElementById(box.id).position(pins.get(box.id) ?? { x: box.x, y: box.y });
  });
  mark(cy, asked(), [...pins.keys()]);
}

async function draw() {
  const wanted = address();
  for (const name of SCREEN) wanted.searchParams.delete(name);
  const answer = await fetch(written(wanted).replace("/explorer?", "/explorer.json?"));
  if (!answer.ok) return;
  held = await answer.json();
  await document.fonts.ready;
  cy?.destroy();
  cy = cytoscape({
    container: byId("canvas"), elements: elements(held), style: dressed(), layout: { name: "preset", fit: false },
    minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: false, pixelRatio: Math.min(devicePixelRatio, 2),
    hideEdgesOnViewport: held.lines.length > LARGE, textureOnViewport: held.lines.length > LARGE,
  });
  over(cy);
  pin();
  fit(cy, asked());
  cy.on("tap", "node[form]", (event) => look(event.target.id()));
  cy.on("dbltap", "node[form]", (event) => unfold(event.target.id()));
  cy.on("tap", (event) => { if (event.target === cy) leave(); });
  cy.on("dragfree", "node[form]", (event) => {
    const { x, y } = event.target.position();
    const id = event.target.id();
    moved((params) => {
      const pins = listed("pin").filter((one) => !one.startsWith(`${id}:`));
      params.set("pin", [...pins, `${id}:${Math.round(x)}:${Math.round(y)}`].join(","));
    });
    pin();
  });
  follow();
  shown = drawn();
  document.dispatchEvent(new CustomEvent("drawn", { detail: cy }));
  // Drawn when the canvas says so, and not before: whoever waits sees the picture.
  await frames();
  byId("canvas").dataset.ready = String(performance.now());
}

const look = (id) => moved((params) => { params.set("focus", id); });
// What is tied to a thing and not shown joins the picture; a thing with nothing more stays as it is.
function unfold(id) {
  if (!held.boxes.find((box) => box.id === id)?.hidden) return;
  const url = address();
  url.searchParams.set("add", [...listed("add").filter((one) => one !== id), id].join(","));
  go(written(url));
}
const leave = () => moved((params) => { params.delete("focus"); params.delete("depth"); });

// Another picture: the server's page is taken over where it changes, the frame stays.
async function go(href, push = true) {
  const there = await pageAt(href);
  const fresh = there?.getElementById("x");
  if (!fresh) { location.href = href; return; }
  if (push) { steps += 1; history.pushState({ steps }, "", href); }
  document.title = there.title;
  document.querySelector("h1").replaceWith(there.querySelector("h1"));
  const other = there.querySelector(".other-language");
  if (other) document.querySelector(".other-language")?.replaceWith(other);
  const canvas = byId("canvas");
  fresh.querySelector("#canvas").replaceWith(canvas);
  canvas.setAttribute("aria-label", there.getElementById("canvas")?.getAttribute("aria-label") ?? canvas.getAttribute("aria-label"));
  // Panels that were open stay open, and what had the keyboard keeps it.
  const [panels, active] = [document.querySelectorAll("#x details[open][id]"), document.activeElement?.id];
  byId("x").replaceWith(fresh);
  for (const panel of panels) byId(panel.id)?.setAttribute("open", "");
  if (active) byId(active)?.focus({ preventScroll: true });
  await draw();
}

const inSearch = (element) => element.closest?.("input, textarea, select");

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#x a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.do === "focus") {
    event.preventDefault();
    look(link.closest("[data-thing]").dataset.thing);
  } else if (link.dataset.do === "show") {
    event.preventDefault();
    find(cy, link.dataset.thing);
    document.dispatchEvent(new CustomEvent("looked", { detail: link.dataset.thing }));
  } else if (link.id === "x-clear") {
    event.preventDefault();
    leave();
  } else if (link.dataset.do === "whole") {
    event.preventDefault();
    retell(link.getAttribute("href"));
  } else if (link.dataset.do === "unfold") {
    event.preventDefault();
    unfold(link.closest("[data-thing]").dataset.thing);
  } else if (["centre", "home"].includes(link.dataset.do)) {
    event.preventDefault();
    go(link.getAttribute("href"));
  }
});

document.addEventListener("click", (event) => {
  const actions = {
    "x-undo": () => history.back(), "x-fit": () => whole(cy), "x-unpin": () => { moved((params) => params.delete("pin")); pin(); },
    "x-in": () => cy.zoom({ level: cy.zoom() * 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    "x-out": () => cy.zoom({ level: cy.zoom() / 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
  };
  const action = actions[event.target.id];
  if (!action || !cy) return;
  action();
});

document.addEventListener("change", (event) => {
  if (event.target.dataset.fade) {
    const faded = [...document.querySelectorAll("[data-fade]")].filter((box) => !box.checked).map((box) => box.dataset.fade);
    moved((params) => params.set("fade", faded.join(",")));
  } else if (event.target.id === "x-depth") {
    moved((params) => params.set("depth", event.target.value));
  } else if (event.target.closest("#x-form")) {
    byId("x-form").requestSubmit();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "x-form") return;
  event.preventDefault();
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(event.target)) {
    const usual = { steps: "1", cap: "40" }[name];
    if (value && value !== usual) params.set(name, params.has(name) ? `${params.get(name)},${value}` : value);
  }
  const url = new URL(event.target.action);
  url.search = params;
  go(written(url));
});

const point = (event, on) => {
  const item = event.target.closest?.("[data-line], [data-thing]");
  if (!item || !cy) return;
  cy.getElementById(item.dataset.line ?? item.dataset.thing).toggleClass("here", on);
};
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => point(event, on));
}

document.addEventListener("looked", ({ detail }) => look(detail));
document.addEventListener("unfolded", ({ detail }) => unfold(detail));
document.addEventListener("keydown", (event) => {
  if (!cy || inSearch(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") {
    event.preventDefault();
    if (steps > 0) history.back();
  }
  // What lies over the picture is closed first, and takes the key for itself.
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && focus()) {
    event.preventDefault();
    leave();
  } else if (!window.alliances.keys()) return;
  else if (/^[1-9]$/.test(event.key) && focus()) moved((params) => params.set("depth", event.key));
  else if (event.key === "d" && focus()) unfold(focus());
  else if (event.key === "+") byId("x-in").click();
  else if (event.key === "-") byId("x-out").click();
});

// Back and forward: what is on the screen only is followed, another picture is fetched.
addEventListener("popstate", (event) => {
  steps = event.state?.steps ?? 0;
  if (drawn() === shown) {
    pin();
    follow();
    if (byId("x-twin").hasAttribute("data-partial")) retell(written(address()));
  } else go(written(address()), false);
});
const repaint = () => { if (cy) for (const paint of [(style) => cy.style(style), restyle]) paint(dressed()); };
const watched = new MutationObserver(repaint);
watched.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
document.addEventListener("projection", ({ detail }) => { if (cy) shade(); if (!detail) requestAnimationFrame(() => { cy?.resize(); if (cy) fit(cy, asked()); }); });
addEventListener("resize", () => cy?.resize());

history.replaceState({ steps: 0 }, "");
if (byId("canvas")) draw();
