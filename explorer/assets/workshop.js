// The player of a workshop: steps by arrow keys, what is looked at (a thing, a link, a work) on a
// card beside its picture, Esc back to the step. It computes no place and no status, asks nothing
// of any network, and puts every name on the page as text. Without it the page is whole.
"use strict";
(() => {
  const { byId, told, make, say, tell } = window.alliancesWorkshop;
  const root = document.documentElement;
  const steps = [...document.querySelectorAll("[data-step]")];
  const tabs = [...document.querySelectorAll("[data-tab]")];
  const number = new Map(told.things.map(([reference], place) => [reference, place]));
  // One of thing, link, work and cell of a matrix is looked at, or none.
  const NOTHING = { thing: -1, link: -1, work: -1, cell: -1 };
  const state = { step: 0, tab: "path", ...NOTHING };
  const looking = () => Object.keys(NOTHING).some((one) => state[one] >= 0);

  const { at, keep, last } = window.alliancesStart;

  const here = () => (state.tab === "path" ? steps[state.step] : tabs.find((one) => one.dataset.tab === state.tab));
  const picture = () => here()?.querySelector(".w-picture");

  // What a picture shows of what is looked at: a thing and its neighbours, or a link and its two
  // ends; the rest stands back.
  function shade() {
    const drawn = picture();
    if (!drawn?.checkVisibility()) return;
    const thing = state.thing < 0 ? "" : told.things[state.thing][0];
    const boxes = new Map([...drawn.querySelectorAll("[data-box]")].map((box) => [box.dataset.box, box]));
    const held = shown();
    const near = new Set(thing ? [thing] : []);
    for (const line of drawn.querySelectorAll("[data-line]")) {
      const place = links.get(line.dataset.line);
      const ends = place === undefined ? [] : told.links[place].slice(1, 3).map((end) => told.things[end][0]);
      const on = !held || (state.link < 0 ? ends.includes(thing) : place === state.link);
      if (on && held) for (const end of ends) near.add(end);
      line.classList.toggle("w-away", !on);
    }
    for (const [reference, box] of boxes) {
      box.classList.toggle("w-away", held && !near.has(reference));
      box.classList.toggle("w-chosen", held && reference === thing);
    }
    tell("shaded", { picture: drawn, first: [...near] });
  }
  const links = new Map(told.links.map((link, place) => [link[0], place]));
  // Whether the picture on the screen shows what is looked at.
  function shown() {
    const [name, value] = state.link >= 0 ? ["line", told.links[state.link][0]] : ["box", told.things[state.thing]?.[0]];
    return Boolean(value && picture()?.querySelector(`[data-${name}="${CSS.escape(value)}"]`));
  }

  function show({ focus = false } = {}) {
    for (const one of tabs) one.hidden = one.dataset.tab !== state.tab;
    steps.forEach((one, place) => { one.hidden = place !== state.step; });
    for (const one of document.querySelectorAll("[data-go]")) {
      if (one.dataset.go === state.tab) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    }
    byId("w-here").textContent = state.tab === "path" ? say("step", { n: state.step + 1, all: steps.length }) : "";
    byId("w-back").disabled = state.step === 0;
    byId("w-next").disabled = state.tab !== "start" && state.step === steps.length - 1;
    byId("w").classList.toggle("w-looking", looking());
    byId("w").classList.toggle("w-elsewhere", looking() && !shown());
    byId("w-close-to").textContent = state.tab === "path" ? say("to_step") : say("to_part");
    tell("looked", Object.fromEntries(Object.keys(NOTHING).map((one) => [one, state[one]])));
    shade();
    if (state.tab !== "start") keep(state.step);
    tell("step", { number: state.step + 1, section: here() });
    if (focus) (looking() ? byId("w-name") : here()?.querySelector("h2"))?.focus({ preventScroll: true });
  }

  function move(to) {
    const step = Math.max(0, Math.min(steps.length - 1, to));
    Object.assign(state, { step, tab: "path", ...NOTHING });
    tell("unwanted");
    window.alliancesRoom?.fold(true);
    show({ focus: true });
    // On the site, what stands above the player gives its place to the step.
    if (document.body.classList.contains("workshop-file")) scrollTo({ top: 0 }); else byId("w").scrollIntoView();
  }

  // The first screen has nothing to look at: what is found there is shown in the path.
  function look(what, options) {
    Object.assign(state, NOTHING, what, state.tab === "start" ? { tab: "path" } : {});
    show(options);
  }
  // The code of a card leads to its link where it is drawn: in its step, or on the whole map.
  function follow(place) {
    const [, , , , about, , , , , code] = told.links[place];
    const row = document.querySelector(`:is([data-step], [data-tab="map"]) [data-code="${code}"]`);
    const step = row?.closest("[data-step]");
    if (step) Object.assign(state, { step: steps.indexOf(step), tab: "path" });
    else if (row) state.tab = "map";
    look({ link: place }, { focus: true });
    tell("linked", about);
  }
  document.addEventListener("wanted", ({ detail: { thing = -1, link = -1, focus = false } }) => {
    if (link >= 0) follow(link); else look({ thing }, { focus });
  });

  // In a room the same key opens the bar of sizes, and folds it again.
  function room() {
    if (root.dataset.projection === "on") window.alliancesRoom.fold(root.dataset.room !== "folded");
    else byId("projection")?.click();
  }
  // The first screen says what to do; whatever is done next, the path is there.
  const begun = (deed) => () => {
    if (state.tab === "start") { state.tab = "path"; show(); }
    deed();
  };
  const modes = { room: begun(room), guess: begun(() => tell("guess")), vote: begun(() => tell("ballot")) };
  // A room reads sentences first; their quotes and sources are asked for.
  function quotes() {
    const on = root.dataset.quotes !== "on";
    if (on) root.dataset.quotes = "on"; else delete root.dataset.quotes;
    byId("w-quotes").setAttribute("aria-pressed", String(on));
  }
  const forward = () => move(state.tab === "start" ? state.step : state.step + 1);

  // One thing is left at a time: the list, the thing, another part, the votes, the projection.
  function leave() {
    const searching = document.activeElement === byId("w-q") || !byId("w-found").hidden;
    if (searching) tell("unwanted");
    if (!looking() && (searching || state.tab === "path")) return searching;
    Object.assign(state, looking() ? NOTHING : { tab: "path" });
    show({ focus: true });
    return true;
  }

  // In another part of the workshop these keys go to its own top and foot, as in any page.
  const end = (step) => {
    if (["path", "start"].includes(state.tab)) move(step);
    else scrollTo({ top: step ? document.body.scrollHeight : 0 });
  };

  const KEYS = {
    ArrowRight: forward, PageDown: forward,
    ArrowLeft: () => move(state.step - 1), PageUp: () => move(state.step - 1),
    Home: () => end(0), End: () => end(steps.length - 1),
    "/": () => byId("w-q").focus(), F2: modes.room, F4: modes.guess, F8: modes.vote, F7: quotes, F9: () => tell("menu"),
  };
  // Before all others: a letter is the beginning of a name here, and no shortcut of a page.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (window.alliances.writing(event.target) && event.target !== byId("w-q")) event.target.blur();
      else if (!leave()) return;
    } else if (/^F\d+$/.test(event.key) && KEYS[event.key]) KEYS[event.key]();
    else if (window.alliances.writing(event.target)) return;
    else if (event.key.length === 1 && !window.alliances.keys()) return;
    else if (KEYS[event.key]) KEYS[event.key]();
    else if (/^\p{L}$/u.test(event.key)) {
      byId("w-q").focus();
      byId("w-q").value += event.key;
      byId("w-q").dispatchEvent(new Event("input"));
    } else return;
    event.preventDefault();
  }, true);

  document.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go], [data-part]");
    const jump = event.target.closest("[data-jump]");
    const thing = event.target.closest("[data-thing], [data-box]");
    const read = event.target.closest("[data-read]");
    const work = event.target.closest("[data-work]");
    const cell = event.target.closest("[data-cell]");
    if (go) {
      const tab = go.dataset.go ?? go.dataset.part;
      // The path is opened where one was, whichever way one goes there.
      const step = tab === "path" && state.tab === "start" && state.step === 0 ? Math.min(last, steps.length - 1) : state.step;
      Object.assign(state, { tab, step, ...NOTHING });
      show({ focus: true });
    }
    else if (jump) move(Number(jump.dataset.jump) - 1);
    else if (thing) look({ thing: number.get(thing.dataset.thing ?? thing.dataset.box) ?? -1 }, { focus: true });
    else if (read) look({ link: links.get(read.dataset.read) ?? -1 }, { focus: true });
    else if (cell) look({ cell: Number(cell.dataset.cell) }, { focus: true });
    else if (work) look({ work: Number(work.dataset.work) }, { focus: true });
    else if (event.target.closest(".w-picture") && looking()) leave();
  });
  byId("w-back").addEventListener("click", () => move(state.step - 1));
  byId("w-next").addEventListener("click", forward);
  byId("w-begin").addEventListener("click", forward);
  for (const [name, deed] of Object.entries(modes)) byId(`w-${name}`).addEventListener("click", deed);
  byId("w-close").addEventListener("click", leave);
  byId("w-quotes").addEventListener("click", quotes);
  const pressed = () => byId("w-room").setAttribute("aria-pressed", String(root.dataset.projection === "on"));
  document.addEventListener("projection", () => {
    pressed();
    // The step has the keyboard, unless somebody is typing the sizes of the room.
    show({ focus: !window.alliances.writing(document.activeElement) });
  });

  addEventListener("resize", shade);
  // What the projection tells stands above the picture, which then gives way; never back, so
  // that a picture that fits only without the telling does not flicker.
  let above = 0;
  new ResizeObserver(([{ target }]) => {
    if (target.offsetHeight <= above) return;
    above = target.offsetHeight;
    shade();
  }).observe(document.querySelector(".room-bar"));
  document.addEventListener("step", () => { above = document.querySelector(".room-bar").offsetHeight; });

  root.classList.add("js");
  if (at === null) state.tab = "start";
  state.step = Math.max(0, Math.min(steps.length - 1, at ?? 0));
  addEventListener("load", () => { pressed(); show(); byId("w").dataset.ready = ""; });
})();
