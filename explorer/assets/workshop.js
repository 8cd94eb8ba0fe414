// The player of a workshop: steps by arrow keys, any thing by three letters, Esc back to the
// step, statuses hidden until people have guessed. It computes no place and no status, asks
// nothing of any network, and puts every name on the page as text. Without it the page is whole.
"use strict";
(() => {
  const { byId, told, make, say, tell } = window.alliancesWorkshop;
  const root = document.documentElement;
  const steps = [...document.querySelectorAll("[data-step]")];
  const tabs = [...document.querySelectorAll("[data-tab]")];
  const number = new Map(told.things.map(([reference], place) => [reference, place]));
  const FOUND = 8;
  const state = { step: 0, tab: "path", thing: -1 };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = told.things.map(([, name]) => plain(name));
  const kept = {
    get() { try { return sessionStorage.getItem(`alliances-step ${told.key}`); } catch { return null; } },
    set(value) { try { sessionStorage.setItem(`alliances-step ${told.key}`, value); } catch { /* the page forgets */ } },
  };

  const here = () => (state.tab === "path" ? steps[state.step] : tabs.find((one) => one.dataset.tab === state.tab));
  const picture = () => here()?.querySelector(".w-picture");

  // What a picture shows of the thing looked at: itself and its neighbours, the rest stands back.
  function shade() {
    const drawn = picture();
    if (!drawn?.checkVisibility()) return;
    const thing = state.thing < 0 ? "" : told.things[state.thing][0];
    const boxes = new Map([...drawn.querySelectorAll("[data-box]")].map((box) => [box.dataset.box, box]));
    const held = boxes.has(thing);
    const near = new Set([thing]);
    for (const line of drawn.querySelectorAll("[data-line]")) {
      const link = told.links[links.get(line.dataset.line)];
      const ends = link ? [told.things[link[1]][0], told.things[link[2]][0]] : [];
      const on = !held || ends.includes(thing);
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

  function show({ focus = false } = {}) {
    for (const one of tabs) one.hidden = one.dataset.tab !== state.tab;
    steps.forEach((one, place) => { one.hidden = place !== state.step; });
    for (const one of document.querySelectorAll("[data-go]")) {
      if (one.dataset.go === state.tab) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    }
    byId("w-here").textContent = say("step", { n: state.step + 1, all: steps.length });
    byId("w-back").disabled = state.step === 0;
    byId("w-next").disabled = state.tab !== "start" && state.step === steps.length - 1;
    const held = state.thing >= 0 && Boolean(picture()?.querySelector(`[data-box="${CSS.escape(told.things[state.thing][0])}"]`));
    byId("w").classList.toggle("w-looking", state.thing >= 0);
    byId("w").classList.toggle("w-elsewhere", state.thing >= 0 && !held);
    tell("looked", state.thing);
    shade();
    if (state.tab !== "start") kept.set(String(state.step));
    tell("step", { number: state.step + 1, section: here() });
    if (focus) (state.thing >= 0 ? byId("w-name") : here()?.querySelector("h2"))?.focus({ preventScroll: true });
  }

  function move(to) {
    const step = Math.max(0, Math.min(steps.length - 1, to));
    Object.assign(state, { step, tab: "path", thing: -1 });
    close();
    window.alliancesRoom?.fold(true);
    show({ focus: true });
    scrollTo({ top: 0 });
  }

  function look(thing, options) {
    state.thing = thing;
    show(options);
  }

  // Search: the beginning of a name before the beginning of a word, and that before the middle.
  function ranked(said) {
    const wanted = plain(said.trim());
    if (!wanted) return [];
    const rank = (name) => {
      if (name.startsWith(wanted)) return 0;
      if (name.includes(` ${wanted}`) || name.includes(`'${wanted}`) || name.includes(`’${wanted}`)) return 1;
      return name.includes(wanted) ? 2 : 3;
    };
    return names.map((name, place) => [rank(name), name.length, place]).filter(([at]) => at < 3)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, FOUND).map(([, , place]) => place);
  }
  // The code of a card leads to its link, in the step that shows it.
  function typed() {
    const code = byId("w-q").value.toUpperCase().replace(/[\s-]/g, "");
    const row = /^[0-9A-Z]{5}$/.test(code) && document.querySelector(`[data-step] [data-code="${code}"]`);
    if (!row) return false;
    move(steps.indexOf(row.closest("[data-step]")));
    tell("linked", row.dataset.vote);
    return true;
  }
  let chosen = 0;
  function offer() {
    if (typed()) return;
    const found = ranked(byId("w-q").value);
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    const list = byId("w-found");
    list.replaceChildren(...found.map((thing, place) => {
      const option = make("li", "", told.things[thing][1]);
      option.append(" ", make("span", "n", told.things[thing][2]));
      Object.assign(option, { id: `w-found-${place}`, role: "option" });
      option.setAttribute("aria-selected", String(place === chosen));
      option.dataset.found = String(thing);
      return option;
    }));
    if (!found.length && byId("w-q").value.trim().length > 2) list.append(make("li", "note", say("nothing")));
    list.hidden = !list.children.length;
    byId("w-q").setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) byId("w-q").setAttribute("aria-activedescendant", `w-found-${chosen}`);
    else byId("w-q").removeAttribute("aria-activedescendant");
    // Three letters show the thing; the list stays open for whoever meant another.
    if (found.length && byId("w-q").value.trim().length > 2) look(found[chosen]);
  }
  function close() {
    byId("w-q").value = "";
    byId("w-found").hidden = true;
    byId("w-q").setAttribute("aria-expanded", "false");
    if (document.activeElement === byId("w-q")) byId("w-q").blur();
  }
  byId("w-q").addEventListener("input", () => { chosen = 0; offer(); });
  byId("w-q").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      chosen = Math.max(0, chosen + step);
      offer();
    } else if (event.key === "Enter") {
      const [thing] = ranked(byId("w-q").value).slice(chosen);
      close();
      if (thing !== undefined) look(thing, { focus: true });
    } else return;
    event.preventDefault();
  });
  byId("w-found").addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-found]");
    if (!option) return;
    event.preventDefault();
    close();
    look(Number(option.dataset.found), { focus: true });
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
  const forward = () => move(state.tab === "start" ? state.step : state.step + 1);

  // One thing is left at a time: the list, the thing, another part, the votes, the projection.
  function leave() {
    if (document.activeElement === byId("w-q") && byId("w-q").value === "" && state.thing < 0) {
      close();
      return true;
    }
    if (!byId("w-found").hidden || byId("w-q").value) close();
    else if (state.thing < 0 && state.tab === "path") return false;
    Object.assign(state, { thing: -1, tab: "path" });
    show({ focus: true });
    return true;
  }

  const KEYS = {
    ArrowRight: forward, PageDown: forward,
    ArrowLeft: () => move(state.step - 1), PageUp: () => move(state.step - 1),
    Home: () => move(0), End: () => move(steps.length - 1),
    "/": () => byId("w-q").focus(), F2: modes.room, F4: modes.guess, F8: modes.vote, F9: () => tell("menu"),
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
    if (go) { Object.assign(state, { tab: go.dataset.go ?? go.dataset.part, thing: -1 }); show({ focus: true }); }
    else if (jump) move(Number(jump.dataset.jump) - 1);
    else if (thing) look(number.get(thing.dataset.thing ?? thing.dataset.box) ?? -1, { focus: true });
    else if (event.target.closest(".w-picture") && state.thing >= 0) leave();
  });
  byId("w-back").addEventListener("click", () => move(state.step - 1));
  byId("w-next").addEventListener("click", forward);
  byId("w-begin").addEventListener("click", forward);
  for (const [name, deed] of Object.entries(modes)) byId(`w-${name}`).addEventListener("click", deed);
  byId("w-close").addEventListener("click", leave);
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
  if (kept.get() === null) state.tab = "start";
  state.step = Math.max(0, Math.min(steps.length - 1, Number(kept.get()) || 0));
  addEventListener("load", () => { pressed(); show(); byId("w").dataset.ready = ""; });
})();
