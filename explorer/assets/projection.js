// Projection in a room, on every page: one key in (p), Esc out. The room's depth and the image's
// width give the sizes, by the factors the server writes on the root element; what a room cannot
// read is told. The bar of sizes folds to one line once they are set. Loaded before the page is
// drawn; keeps two words in the browser's own storage.
"use strict";
(() => {
  const { kept, keys, writing } = window.alliances;
  const root = document.documentElement;
  const rule = document.currentScript.dataset;
  const told = (name) => Number(rule[name]);
  // A page leads to the next one still projected; a file is opened anew, at a desk.
  const lasting = rule.lasting !== "no";
  const isOn = () => root.dataset.projection === "on";
  const named = (id) => document.getElementById(id);

  const room = () => {
    const [distance, width] = (kept.get("room") ?? "").split("x").map(Number);
    return distance > 0 && width > 0 ? { distance, width } : { distance: told("distance"), width: told("width") };
  };
  // Shares of the image's width, in percent.
  const share = (factor) => (100 * told(factor) * room().distance) / room().width;
  const least = () => (share("least") * innerWidth) / 100;

  function furnish() {
    const usual = Math.min(share("usual"), 100 * told("largest"));
    root.style.setProperty("--room-usual", `${usual}vw`);
    root.style.setProperty("--room-least", `${Math.min(share("least"), usual)}vw`);
  }

  // Every text on the page that is smaller than the last row reads, drawings included.
  function small() {
    const floor = least() - 0.5;
    const walker = document.createTreeWalker(named("contenu"), NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (!text.data.trim() || found.has(parent) || !parent.checkVisibility() || parent.closest(".hidden, title, desc, option")) continue;
      const scale = parent.getScreenCTM?.()?.a ?? 1;
      if (parseFloat(getComputedStyle(parent).fontSize) * scale < floor) found.add(parent);
    }
    return found.size;
  }

  // A picture tells itself how many of its things have their name on the screen; one that is
  // not shown says nothing.
  function unnamed() {
    const picture = [...document.querySelectorAll("[data-named]")].find((one) => one.checkVisibility())?.dataset;
    return picture && Number(picture.named) < Math.min(Number(picture.things), told("most")) / 2 ? Number(picture.things) : 0;
  }

  const wide = () => [...document.querySelectorAll("main .table-box, main svg")]
    .some((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1);
  const cells = () => [...document.querySelectorAll("[data-grid] td")].filter((one) => one.checkVisibility()).length;
  const screens = () => Math.ceil(root.scrollHeight / innerHeight);

  // Each finding with the number its sentence prints, 0 when all is well.
  const findings = {
    deep: () => (share("usual") > 100 * told("largest")
      ? Math.ceil((10 * told("usual") * room().distance) / told("largest")) / 10 : 0),
    window: () => (innerWidth < screen.width * 0.9 ? Math.round((100 * innerWidth) / screen.width) : 0),
    small,
    wide: () => Number(wide()),
    many: () => (cells() > told("most") ? cells() : 0),
    unnamed,
    long: () => (screens() > 4 ? screens() : 0),
  };

  function judge() {
    if (!isOn()) return;
    for (const said of document.querySelectorAll("[data-finding]")) {
      const number = findings[said.dataset.finding]();
      said.hidden = !number;
      for (const place of said.querySelectorAll("[data-n]")) place.textContent = number.toLocaleString(root.lang);
    }
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(judge, 150);
  }

  function show() {
    named("projection")?.setAttribute("aria-pressed", String(isOn()));
    for (const [name, value] of Object.entries(room())) {
      const field = document.querySelector(`#room [name=${name}]`);
      if (field && field !== document.activeElement) field.value = String(value);
    }
    for (const one of document.querySelectorAll("[data-room-size]")) {
      const { distance, width } = room();
      one.textContent = rule.size.replace("{distance}", distance.toLocaleString(root.lang)).replace("{width}", width.toLocaleString(root.lang));
    }
    soon();
  }

  function turn(on) {
    if (on === isOn()) return;
    if (on) root.dataset.projection = "on"; else delete root.dataset.projection;
    if (lasting) kept.set("projection", on ? "on" : "");
    fold(on && Boolean(kept.get("room")));
    document.dispatchEvent(new CustomEvent("projection", { detail: on }));
  }

  // Folded, the bar leaves its place to the view, and the keyboard is the view's again.
  function fold(on) {
    if (on) root.dataset.room = "folded"; else delete root.dataset.room;
    if (on && document.activeElement?.form?.id === "room") document.activeElement.blur();
    show();
  }

  function setBar(folded) {
    if (!isOn() || folded === (root.dataset.room === "folded")) return;
    fold(folded);
    document.dispatchEvent(new CustomEvent("projection", { detail: true }));
    const first = document.querySelector("#room [name=distance]");
    if (!folded) { first?.focus(); first?.select(); }
  }

  function measured(event) {
    if (!event.currentTarget.checkValidity()) return;
    const said = new FormData(event.currentTarget);
    kept.set("room", `${said.get("distance")}x${said.get("width")}`);
    furnish();
    show();
    document.dispatchEvent(new CustomEvent("projection", { detail: isOn() }));
  }

  // Enter keeps the sizes as they stand, changed or not.
  function set(event) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    kept.set("room", `${said.get("distance")}x${said.get("width")}`);
    setBar(true);
  }

  furnish();
  if (lasting && kept.get("projection") === "on") {
    root.dataset.projection = "on";
    if (kept.get("room")) root.dataset.room = "folded";
  }
  // A name in at most two short lines; the whole one stands in a title or in the text beside.
  const LETTERS = 16;
  function short(name) {
    const lines = [""];
    for (const word of name.split(/\s+/)) {
      const joined = `${lines.at(-1)} ${word}`.trim();
      if (!lines.at(-1) || joined.length <= LETTERS) lines[lines.length - 1] = joined; else lines.push(word);
    }
    if (lines.length > 2) lines.splice(1, lines.length, `${lines[1]}…`);
    return lines.map((line) => (line.length > LETTERS + 3 ? `${line.slice(0, LETTERS)}…` : line));
  }
  // What a picture needs to know: the least size in pixels, how many names at once, how written.
  window.alliancesRoom = Object.freeze({ isOn, least, most: told("most"), short, fold: setBar });

  document.addEventListener("DOMContentLoaded", () => {
    show();
    named("projection")?.addEventListener("click", () => turn(!isOn()));
    named("room")?.addEventListener("input", measured);
    named("room")?.addEventListener("submit", set);
    named("room-out")?.addEventListener("click", () => turn(false));
    named("room-open")?.addEventListener("click", () => setBar(false));
    for (const name of ["resize", "load", "toggle", "named", "step"]) addEventListener(name, soon, true);
    // A view that has something to leave first (a focus, a list) takes the key for itself.
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && (!writing(event.target) || event.target.form?.id === "room")) turn(false);
      else if (event.key === "p" && keys() && !writing(event.target)) turn(true);
    });
  });
})();
