// Pictures of a workshop in a room: names at the size the last row reads, at most as many as a
// room follows, none over another. What finds no room comes in a next part (workshop-parts): a
// thing without its name is never shown. Lines grow with the names. Places stay those of the
// server; only what is written and how large changes.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const THICK = 3;
  const LOWEST = 220;
  const pen = document.createElement("canvas").getContext("2d");
  const { told, say } = window.alliancesWorkshop;
  const { apart } = window.alliancesParts;
  const room = () => window.alliancesRoom;
  const make = (name, values, text) => {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) found.setAttribute(key, String(value));
    if (text !== undefined) found.textContent = text;
    return found;
  };

  // Where a name may stand: over its box, or a little above, below or beside its middle.
  const BESIDE = [[0, 0], [0, 0.45], [0, -0.45], [0.35, 0], [-0.35, 0], [0.35, 0.45], [-0.35, 0.45], [0.35, -0.45], [-0.35, -0.45]];
  // Between two names there is room for the letter of the link that joins them, in sizes of type.
  const GAP = 0.9;
  // Further off, for a thing that lies behind the first of its part and would never be named.
  const AWAY = [[0, 1], [0, -1], [0.6, 1], [-0.6, 1], [0.6, -1], [-0.6, -1]];
  function places(box, name, size, frame) {
    const lines = room().short(name);
    pen.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
    const w = Math.max(...lines.map((line) => pen.measureText(line).width)) + size * 0.8;
    const h = lines.length * size * 1.2 + size * 0.5;
    const { x, y, width, height } = box.querySelector("rect, ellipse, polygon").getBBox();
    const inside = (value, least, most) => Math.max(least, Math.min(most, value));
    return [...BESIDE, ...AWAY].map(([across, down]) => ({
      lines, w, h, gap: size * GAP,
      x: inside(x + width / 2 - w / 2 + across * w, frame.x, frame.x + frame.width - w),
      y: inside(y + height / 2 - h / 2 + down * h, frame.y, frame.y + frame.height - h),
    }));
  }

  function written(at, size) {
    const group = make("g", { class: "w-large" });
    group.append(make("rect", { x: at.x, y: at.y, width: at.w, height: at.h, rx: size * 0.25 }));
    at.lines.forEach((line, place) => group.append(make("text", {
      x: at.x + at.w / 2, y: at.y + size * (1.15 + place * 1.2), "font-size": size, "text-anchor": "middle",
    }, line)));
    return group;
  }

  // The letter of the status and the vote of the room: two marks, two forms, side by side on their
  // line. The letter never gives way to the vote.
  const ALONG = [0.5, 0.38, 0.62, 0.27, 0.73];
  // Where two names leave no room between them, close beside the line, in sizes of type.
  const BESIDE_LINE = [0, 1.3, -1.3, 2, -2];
  const wide = (text, size) => text.textContent.length * size * 0.66 + size * 0.6;
  function standing(line, size, taken) {
    const path = line.querySelector("path");
    const long = path.getTotalLength();
    const [from, to] = [path.getPointAtLength(0), path.getPointAtLength(long)];
    const across = { x: (from.y - to.y) / (long || 1), y: (to.x - from.x) / (long || 1) };
    const along = BESIDE_LINE.flatMap((off) => ALONG.map((share) => {
      const { x, y } = path.getPointAtLength(share * long);
      return { x: x + across.x * off * size, y: y + across.y * off * size };
    }));
    const marks = [...line.querySelectorAll(":scope > text"), ...line.querySelectorAll(".w-vote-mark > text")];
    for (let held = marks; held.length; held = held.slice(0, -1)) {
      const w = held.reduce((sum, text) => sum + wide(text, size), 0);
      const at = along.map(({ x, y }) => ({ marks: held, w, h: size * 1.4, x: x - w / 2, y: y - size * 0.7 }))
        .find((one) => taken.every((other) => apart(one, other)));
      if (at) return at;
    }
    return null;
  }

  // Votes are few and what the room waits for: names leave them and their letters their place.
  function reserved(picture, size) {
    const taken = [];
    for (const mark of picture.querySelectorAll("[data-line]:not(.w-away) > .w-vote-mark")) {
      const at = standing(mark.parentNode, size, taken);
      if (at) taken.push(at);
    }
    return taken;
  }

  function letters(picture, size, taken) {
    const lines = [...picture.querySelectorAll("[data-line]:not(.w-away, .w-later):has(> text)")];
    const voted = (line) => Number(Boolean(line.querySelector(".w-vote-mark")));
    for (const line of lines.sort((a, b) => voted(b) - voted(a))) {
      const at = standing(line, size, taken);
      if (!at) continue;
      taken.push(at);
      let { x } = at;
      for (const text of at.marks) {
        const w = wide(text, size);
        const group = written({ lines: [text.textContent], x, y: at.y, w, h: at.h }, size);
        group.classList.add(text.closest(".w-vote-mark") ? "w-large-vote" : "w-letter");
        picture.append(group);
        x += w;
      }
    }
  }

  function thick(picture, scale, on) {
    for (const path of picture.querySelectorAll("[data-line] > path:first-child")) {
      path.dataset.width ??= path.getAttribute("stroke-width");
      path.dataset.dashes ??= path.getAttribute("stroke-dasharray") ?? "";
      const more = on ? Math.max(1, THICK / (scale * Number(path.dataset.width))) : 1;
      path.setAttribute("stroke-width", String(Number(path.dataset.width) * more));
      if (path.dataset.dashes) path.setAttribute("stroke-dasharray", path.dataset.dashes.split(" ").map((one) => one * more).join(" "));
    }
  }

  // The frame takes what the window leaves below the words and above what follows it and votes.
  function fit(picture) {
    const frame = picture.closest(".w-frame").getBoundingClientRect();
    const below = picture.closest(".w-view").getBoundingClientRect().bottom - frame.bottom;
    const bar = document.getElementById("w-ballot").offsetHeight;
    // On the site the step is scrolled to the top of the window, below whatever the page has there.
    const own = document.body.classList.contains("workshop-file");
    const top = own ? -scrollY : document.getElementById("w").getBoundingClientRect().top;
    const left = innerHeight - (frame.top - top) - below - bar - 12;
    document.documentElement.style.setProperty("--w-tall", `${Math.max(LOWEST, Math.floor(left))}px`);
  }

  // Which part of a picture is shown; another step, or another thing looked at, begins anew.
  const part = new WeakMap();

  function furnish({ detail: { picture, first } }) {
    const more = picture.closest(".w-view").querySelector(".w-part");
    more.hidden = true;
    fit(picture);
    for (const one of picture.querySelectorAll(".w-large")) one.remove();
    const on = document.documentElement.dataset.projection === "on" && Boolean(room());
    picture.classList.toggle("w-in-room", on);
    thick(picture, shrunk(picture), on);
    if (!on) { delete picture.dataset.named; keep(picture, null); return; }
    let parts = parted(picture, first);
    if (parts.length > 1) {
      more.hidden = false;
      fit(picture);
      parts = parted(picture, first);
    }
    const key = [...first, ...asked(picture)].join(" ");
    if (part.get(picture)?.key !== key) part.set(picture, { key, at: 0 });
    const held = part.get(picture);
    Object.assign(held, { parts, first, at: Math.min(held.at, parts.length - 1) });
    reveal(picture);
  }

  // A name covers its box, and keeps the colour of its category as a rim.
  const CATEGORY = /var\(--g-(?:mecenat|pratiques|cooperation|innovation)\)/;
  const box = (picture, reference) => picture.querySelector(`[data-box="${CSS.escape(reference)}"]`);

  // One part with its names, the links between its things, and what is still to come.
  function reveal(picture) {
    for (const one of picture.querySelectorAll(".w-large")) one.remove();
    const { parts, at } = part.get(picture);
    const shown = parts[at] ?? [];
    const size = sized(picture);
    keep(picture, new Set(shown.map(({ reference }) => reference)));
    const taken = shown.map(({ place }) => place);
    const groups = shown.map(({ reference, place }) => {
      const group = written(place, size);
      group.dataset.thing = reference;
      group.classList.toggle("w-asked-end", asked(picture).includes(reference));
      const colour = CATEGORY.exec(box(picture, reference).querySelector("rect, ellipse, polygon").getAttribute("fill"));
      if (colour) group.style.setProperty("--w-rim", colour[0]);
      return group;
    });
    letters(picture, size, taken);
    picture.append(...groups);
    counted(picture, parts, at);
    dispatchEvent(new Event("named"));
  }

  function counted(picture, parts, at) {
    const all = new Set(parts.flat().map(({ reference }) => reference)).size;
    picture.dataset.named = picture.dataset.things = String(all);
    picture.closest(".w-view").querySelector(".w-part-said").textContent =
      say("part", { part: at + 1, parts: parts.length, shown: parts[at]?.length ?? 0, n: all });
  }

  const ends = new Map(told.links.map((link) => [link[0], [told.things[link[1]][0], told.things[link[2]][0]]]));
  function keep(picture, shown) {
    for (const box of picture.querySelectorAll("[data-box]")) {
      box.classList.toggle("w-later", Boolean(shown) && !box.classList.contains("w-away") && !shown.has(box.dataset.box));
    }
    for (const line of picture.querySelectorAll("[data-line]")) {
      const both = ends.get(line.dataset.line) ?? [];
      line.classList.toggle("w-later", Boolean(shown) && !both.every((end) => shown.has(end)));
    }
  }

  // How much smaller a picture is seen than it is drawn, and the least size of type in it.
  function shrunk(picture) {
    const frame = picture.viewBox.baseVal;
    const seen = picture.getBoundingClientRect();
    return Math.min(seen.width / frame.width, seen.height / frame.height) || 1;
  }
  const sized = (picture) => room().least() / shrunk(picture);

  function parted(picture, first) {
    const frame = picture.viewBox.baseVal;
    const size = sized(picture);
    const boxes = new Map([...picture.querySelectorAll("[data-box]:not(.w-away)")].map((box) => [box.dataset.box, box]));
    const order = [...new Set([...first, ...picture.dataset.order.trim().split(" ")])].filter((one) => boxes.has(one));
    const options = new Map(order.map((one) => {
      const box = boxes.get(one);
      return [one, places(box, box.querySelector("title").textContent, size, frame)];
    }));
    const marks = reserved(picture, size);
    const held = { options, marks, most: room().most, close: BESIDE.length };
    return window.alliancesParts.parted(first.length ? order.slice(0, 1) : [], units(picture, order), held);
  }

  // What comes together: the ends of the link that is voted on now, then of those voted on, which
  // a room wants to see, then of every link that claims something; then each other thing.
  const asked = (picture) => ends.get(picture.querySelector("[data-line].w-voted")?.dataset.line) ?? [];
  function units(picture, order) {
    const rank = new Map(order.map((one, place) => [one, place]));
    const lines = [...picture.querySelectorAll("[data-line]:not(.w-away):has(> text)")];
    const before = (line) => [line.classList.contains("w-voted") ? 0 : line.querySelector(".w-vote-mark") ? 1 : 2,
      ...(ends.get(line.dataset.line) ?? []).map((end) => rank.get(end)).sort((a, b) => a - b)];
    const tied = lines.map((line) => [before(line), ends.get(line.dataset.line) ?? []])
      .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map(([, both]) => both)
      .filter((both) => both.length && both.every((end) => rank.has(end)));
    const named = new Set(tied.flat());
    return [...tied, ...order.filter((one) => !named.has(one)).map((one) => [order[0], one])];
  }

  const shown = () => [...document.querySelectorAll(".w-picture.w-in-room")].find((one) => one.checkVisibility());
  function turn(picture, to) {
    const held = part.get(picture);
    held.at = (to + held.parts.length) % held.parts.length;
    reveal(picture);
  }

  // What the keyboard reaches and a later part shows brings that part.
  function point({ detail: { picture, thing } }) {
    if (!picture.classList.contains("w-in-room") || !thing) return;
    const { parts, at } = part.get(picture);
    const wanted = parts.findIndex((one) => one.some(({ reference }) => reference === thing));
    if (wanted >= 0 && !parts[at].some(({ reference }) => reference === thing)) turn(picture, wanted);
  }

  document.addEventListener("further", ({ detail: step }) => {
    const picture = shown();
    if (picture) turn(picture, part.get(picture).at + step);
  });
  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-further]");
    if (step) turn(shown(), part.get(shown()).at + Number(step.dataset.further));
  });
  document.addEventListener("shaded", furnish);
  document.addEventListener("pointed", point);
})();
