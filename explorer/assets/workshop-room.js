// Pictures of a workshop in a room: names at the size the last row reads, at most as many as a
// room follows, none over another; the rest are named when they are looked at. Lines grow with
// the names. Places stay those of the server; only what is written and how large changes.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const THICK = 3;
  const LOWEST = 220;
  const pen = document.createElement("canvas").getContext("2d");
  const room = () => window.alliancesRoom;
  const make = (name, values, text) => {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) found.setAttribute(key, String(value));
    if (text !== undefined) found.textContent = text;
    return found;
  };

  const apart = (a, b) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;

  // Where a name may stand: over its box, or a little above, below or beside its middle.
  const BESIDE = [[0, 0], [0, 0.45], [0, -0.45], [0.35, 0], [-0.35, 0], [0.35, 0.45], [-0.35, 0.45], [0.35, -0.45], [-0.35, -0.45]];
  function places(box, name, size, frame) {
    const lines = room().short(name);
    pen.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
    const w = Math.max(...lines.map((line) => pen.measureText(line).width)) + size * 0.8;
    const h = lines.length * size * 1.2 + size * 0.5;
    const { x, y, width, height } = box.querySelector("rect, ellipse, polygon").getBBox();
    const inside = (value, least, most) => Math.max(least, Math.min(most, value));
    return BESIDE.map(([across, down]) => ({
      lines, w, h,
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

  // The letter of the status, then the vote of the room: two marks, two forms, on their line.
  const ALONG = [0.5, 0.38, 0.62, 0.27, 0.73];
  function letters(picture, size, taken) {
    // Votes are few and what the room waits for: they choose their place first.
    const texts = [".w-vote-mark > text", "text"].flatMap((kind) => [...picture.querySelectorAll(`[data-line]:not(.w-away) > ${kind}`)]);
    for (const text of texts) {
      const path = text.closest("[data-line]").querySelector("path");
      const w = text.textContent.length * size * 0.66 + size * 0.6;
      const at = ALONG.map((share) => path.getPointAtLength(share * path.getTotalLength()))
        .map((point) => ({ lines: [text.textContent], w, h: size * 1.4, x: point.x - w / 2, y: point.y - size * 0.7 }))
        .find((one) => taken.every((other) => apart(one, other)));
      if (!at) continue;
      taken.push(at);
      const group = written(at, size);
      group.classList.add(text.closest(".w-vote-mark") ? "w-large-vote" : "w-letter");
      picture.append(group);
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

  // The frame takes what the window leaves below the words and above legend and votes.
  function fit(picture) {
    const frame = picture.closest(".w-frame");
    const legend = frame.nextElementSibling?.getBoundingClientRect().height ?? 0;
    const bar = document.getElementById("w-ballot").offsetHeight;
    const left = innerHeight - frame.getBoundingClientRect().top - scrollY - legend - bar - 12;
    document.documentElement.style.setProperty("--w-tall", `${Math.max(LOWEST, Math.floor(left))}px`);
  }

  function furnish({ detail: { picture, first } }) {
    fit(picture);
    for (const one of picture.querySelectorAll(".w-large")) one.remove();
    const on = document.documentElement.dataset.projection === "on" && Boolean(room());
    picture.classList.toggle("w-in-room", on);
    thick(picture, shrunk(picture), on);
    if (!on) { delete picture.dataset.named; return; }
    const size = sized(picture);
    const taken = [];
    const groups = named(picture, first, size, taken);
    letters(picture, size, taken);
    picture.append(...groups);
    picture.dataset.named = String(groups.length);
    dispatchEvent(new Event("named"));
  }

  // How much smaller a picture is seen than it is drawn, and the least size of type in it.
  function shrunk(picture) {
    const frame = picture.viewBox.baseVal;
    const seen = picture.getBoundingClientRect();
    return Math.min(seen.width / frame.width, seen.height / frame.height) || 1;
  }
  const sized = (picture) => room().least() / shrunk(picture);

  // The names that find room, those asked for first, then those with most links.
  function named(picture, first, size, taken) {
    const frame = picture.viewBox.baseVal;
    const boxes = new Map([...picture.querySelectorAll("[data-box]:not(.w-away)")].map((box) => [box.dataset.box, box]));
    const order = [...new Set([...first, ...picture.dataset.order.trim().split(" ")])].filter((one) => boxes.has(one));
    picture.dataset.things = String(boxes.size);
    const groups = [];
    for (const reference of order) {
      const box = boxes.get(reference);
      const at = places(box, box.querySelector("title").textContent, size, frame)
        .find((one) => taken.every((other) => apart(one, other)));
      const fits = Boolean(at) && groups.length < room().most;
      box.classList.toggle("w-unnamed", !fits);
      if (!fits) continue;
      taken.push(at);
      const group = written(at, size);
      group.dataset.thing = reference;
      groups.push(group);
    }
    return groups;
  }

  // What is pointed at and has no name gets it over all others, for as long as it is.
  function point({ detail: { picture, thing } }) {
    const named = picture.querySelector(".w-pointed");
    if (named?.dataset.thing === thing) return;
    named?.remove();
    if (!picture.classList.contains("w-in-room") || !thing) return;
    const box = picture.querySelector(`[data-box="${CSS.escape(thing)}"].w-unnamed`);
    if (!box) return;
    const size = sized(picture);
    const [at] = places(box, box.querySelector("title").textContent, size, picture.viewBox.baseVal);
    const group = written(at, size);
    group.classList.add("w-pointed");
    group.dataset.thing = thing;
    picture.append(group);
  }

  document.addEventListener("shaded", furnish);
  document.addEventListener("pointed", point);
})();
