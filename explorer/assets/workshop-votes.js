// Votes of a room: counted by table and kind of actor with the number keys, kept on this machine
// at once and in a file when asked, shown apart from the published status. Fewer voters than the
// least are never shown, neither by themselves nor as what is left when others are subtracted.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const told = JSON.parse(byId("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const NAME = `alliances-votes ${told.key}`;
  const DEEDS = { 1: ["agree", "yes"], 2: ["agree", "no"], 3: ["priority", "yes"], 4: ["priority", "no"] };
  const UNDONE = 50;
  const held = { ballots: new Map(), place: "", date: new Date().toISOString().slice(0, 10), saved: 0 };
  const done = [];
  let shown = [];
  let at = 0;
  let section = null;

  const say = (key, values = {}) => Object.entries(values)
    .reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), told.words[key]);
  const make = (tag, name, text) => {
    const found = document.createElement(tag);
    if (name) found.className = name;
    if (text !== undefined) found.textContent = text;
    return found;
  };
  const key = (one) => [one.thing, one.question, one.table, one.actors].join(" ");
  const byThing = new Map(told.links.filter((link) => link[4]).map((link) => [link[4], link]));
  const codes = new Map([...document.querySelectorAll("[data-vote]")].map((row) => [row.dataset.vote, row.dataset.code]).reverse());

  // What is kept on this machine. A browser that is killed has written the database; its other
  // storage may be late by a minute, and serves only where there is no database.
  const opened = new Promise((done) => {
    try {
      const asked = indexedDB.open("alliances", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("votes");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch { done(null); }
  });
  const file = () => ({
    format: told.format,
    workshop: slug(`${held.place || told.path}-${held.date}`),
    place: held.place || "?",
    date: held.date,
    language: document.documentElement.lang,
    path: told.path,
    ...(told.version ? { version: told.version } : {}),
    ballots: [...held.ballots.values()].filter((one) => one.yes + one.no > 0),
  });
  const slug = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  async function keep() {
    held.saved = Date.now();
    const content = JSON.stringify({ saved: held.saved, votes: file() });
    try { localStorage.setItem(NAME, content); } catch { /* the database, or the file, keeps them */ }
    const base = await opened;
    if (!base) return;
    const deed = base.transaction("votes", "readwrite", { durability: "strict" });
    deed.objectStore("votes").put(content, NAME);
    deed.oncomplete = () => { byId("w").dataset.kept = String(held.ballots.size ? held.saved : 0); };
  }
  async function recover() {
    const found = [];
    try { found.push(localStorage.getItem(NAME)); } catch { /* nothing is kept there */ }
    const base = await opened;
    if (base) {
      found.push(await new Promise((done) => {
        const asked = base.transaction("votes").objectStore("votes").get(NAME);
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => done(null);
      }));
    }
    const [last] = found.filter(Boolean).map((one) => JSON.parse(one)).sort((a, b) => b.saved - a.saved);
    if (!last) return;
    fill(last.votes);
    held.saved = last.saved;
    if (held.ballots.size) note("v-said", say("recovered", { n: total(), time: new Date(last.saved).toLocaleTimeString(document.documentElement.lang) }));
  }
  function fill(votes) {
    held.ballots = new Map(votes.ballots.map((one) => [key(one), { ...one }]));
    held.place = votes.place === "?" ? "" : votes.place;
    held.date = votes.date;
    byId("v-place").value = held.place;
    byId("v-date").value = held.date;
  }
  const total = () => [...held.ballots.values()].reduce((sum, one) => sum + one.yes + one.no, 0);
  const note = (id, text) => { byId(id).textContent = text; };

  // The same rule as on the server: enough voters, and enough among those left unseen.
  function results(thing, question) {
    const counts = new Map();
    for (const one of held.ballots.values()) {
      if (one.thing !== thing || one.question !== question) continue;
      const [n, yes] = counts.get(one.actors) ?? [0, 0];
      counts.set(one.actors, [n + one.yes + one.no, yes + one.yes]);
    }
    const n = [...counts.values()].reduce((sum, [one]) => sum + one, 0);
    const yes = [...counts.values()].reduce((sum, [, one]) => sum + one, 0);
    const open = [...counts].filter(([who, [one]]) => who !== "_T" && one >= told.least).sort((a, b) => b[1][0] - a[1][0] || (a[0] < b[0] ? -1 : 1));
    const unseen = () => n - open.reduce((sum, [, [one]]) => sum + one, 0);
    while (open.length && unseen() > 0 && unseen() < told.least) open.pop();
    const whole = n >= told.least ? { n, yes } : null;
    return { cast: n, whole, actors: open.map(([who, [one, agreed]]) => ({ who, n: one, yes: agreed })) };
  }
  const share = (result) => (result.whole ? `${result.whole.yes}/${result.whole.n}` : result.cast ? say("few") : "");

  function marks() {
    for (const line of document.querySelectorAll(".w-vote-mark")) line.remove();
    for (const row of document.querySelectorAll("[data-vote]")) {
      const thing = row.dataset.vote;
      const agree = results(thing, "agree");
      const priority = results(thing, "priority");
      const told = row.querySelector(".w-votes");
      told.hidden = !agree.cast && !priority.cast;
      told.replaceChildren(make("span", "w-mark", say("room")), ` ${say("agree")} ${share(agree) || "–"} · ${say("priority")} ${share(priority) || "–"}`);
      if (agree.whole) drawn(row, share(agree));
    }
  }
  // The vote stands under the letter of the status, in a form of its own.
  function drawn(row, text) {
    const line = row.closest(".w-stage").querySelector(`[data-line="${CSS.escape(row.dataset.link)}"]`);
    const letter = line?.querySelector(":scope > rect");
    if (!letter) return;
    const x = Number(letter.getAttribute("x")) + Number(letter.getAttribute("width")) / 2;
    const y = Number(letter.getAttribute("y")) + 19;
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "w-vote-mark");
    const wide = text.length * 7 + 10;
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: x - wide / 2, y, width: wide, height: 16, rx: 8 })) rect.setAttribute(name, String(value));
    const words = document.createElementNS(SVG, "text");
    for (const [name, value] of Object.entries({ x, y: y + 12, "text-anchor": "middle", "font-size": 12 })) words.setAttribute(name, String(value));
    words.textContent = text;
    group.append(rect, words);
    line.append(group);
  }

  function wall() {
    const things = [...new Set([...held.ballots.values()].filter((one) => one.yes + one.no).map((one) => one.thing))];
    // In the order of the path: nothing is ranked, before or after the votes.
    const order = [...codes.keys()];
    things.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    byId("v-rows").replaceChildren(...things.map((thing) => {
      const link = byThing.get(thing);
      const row = make("tr");
      const status = make("td");
      if (link) {
        status.append(make("span", "letter", told.statuses[link[3]][0]), " ", told.statuses[link[3]][1]);
        status.className = "w-told";
      }
      const agree = results(thing, "agree");
      const priority = results(thing, "priority");
      const by = (result, name) => result.actors.map((one) => `${told.actors[one.who]}${say("colon")} ${name} ${one.yes}/${one.n}`);
      const who = make("td", "", [...by(agree, say("agree")), ...by(priority, say("priority"))].join(" · "));
      const cells = [codes.get(thing) ?? "", link ? link[5][0] : thing].map((text) => make("td", "", text));
      const votes = [agree, priority].map((one) => {
        const cell = make("td");
        if (share(one)) cell.append(make("span", one.whole ? "w-mark" : "note", share(one)));
        return cell;
      });
      row.append(...cells, status, ...votes, who);
      return row;
    }));
    if (!things.length) {
      const row = make("tr");
      const cell = make("td", "note", say("novotes"));
      cell.colSpan = 6;
      row.append(cell);
      byId("v-rows").append(row);
    }
  }

  function ballot() {
    const thing = shown[at];
    const row = thing && section.querySelector(`[data-vote="${CSS.escape(thing)}"]`);
    for (const one of document.querySelectorAll(".w-voted")) one.classList.remove("w-voted");
    for (const one of document.querySelectorAll("#w-ballot [data-key]")) one.disabled = !row;
    if (!row) { note("b-link", say("nolink")); return; }
    row.classList.add("w-voted");
    if (!byId("w-ballot").hidden) row.scrollIntoView({ block: "nearest" });
    note("b-link", `${codes.get(thing)} (${at + 1}/${shown.length}) ${row.querySelector(".w-guess").textContent.replace(codes.get(thing), "").trim()}`);
  }
  function redraw() {
    marks();
    wall();
    ballot();
  }

  function cast(digit) {
    const [question, answer] = DEEDS[digit];
    const thing = shown[at];
    const table = Number(byId("b-table").value);
    if (!thing || !(table >= 1 && table <= 99)) return;
    const fresh = { thing, question, table, actors: byId("b-actors").value, yes: 0, no: 0 };
    const one = held.ballots.get(key(fresh)) ?? fresh;
    one[answer] += 1;
    held.ballots.set(key(one), one);
    done.push([key(one), answer]);
    if (done.length > UNDONE) done.shift();
    keep();
    redraw();
    const mine = one.yes + one.no;
    note("b-said", say("cast", { question: say(question), answer: say(answer), table, n: mine }));
  }
  function undo() {
    const [last, answer] = done.pop() ?? [];
    const one = held.ballots.get(last);
    if (!one) return;
    one[answer] -= 1;
    keep();
    redraw();
    note("b-said", say("undone"));
  }

  const voting = () => !byId("w-ballot").hidden;
  function toggle() {
    byId("w-ballot").hidden = voting();
    byId("w").classList.toggle("w-is-voting", voting());
    byId("w-vote").setAttribute("aria-pressed", String(voting()));
    ballot();
    document.dispatchEvent(new Event("balloted"));
  }
  const to = (step) => { at = Math.max(0, Math.min(shown.length - 1, at + step)); ballot(); };

  document.addEventListener("ballot", toggle);
  document.addEventListener("step", ({ detail }) => {
    section = detail.section;
    shown = [...new Set([...(section?.querySelectorAll("[data-vote]") ?? [])].map((row) => row.dataset.vote))];
    at = 0;
    ballot();
  });
  document.addEventListener("linked", ({ detail }) => {
    at = Math.max(0, shown.indexOf(detail));
    ballot();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !voting()) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (typing) return;
    if (DEEDS[event.key]) cast(event.key);
    else if (event.key === "Backspace") undo();
    else if (event.key === "ArrowDown") to(1);
    else if (event.key === "ArrowUp") to(-1);
    else if (event.key === "Escape" && !event.defaultPrevented) toggle();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("#w-ballot [data-key]");
    if (pressed) cast(pressed.dataset.key);
  });
  byId("b-before").addEventListener("click", () => to(-1));
  byId("b-after").addEventListener("click", () => to(1));
  byId("b-undo").addEventListener("click", undo);

  function save(name, type, content) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  byId("v-save").addEventListener("click", () => {
    if (!held.place) { note("v-said", say("noplace")); byId("v-place").focus(); return; }
    const votes = file();
    save(`votes-${votes.workshop}.json`, "application/json", `${JSON.stringify(votes, null, 1)}\n`);
    note("v-said", say("savedfile", { n: total() }));
  });
  byId("v-csv").addEventListener("click", () => {
    const cells = [...document.querySelectorAll("#w-votes thead tr, #v-rows tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
    // A sign that a spreadsheet takes for a formula is told to be text.
    const safe = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    save(`votes-${file().workshop}.csv`, "text/csv", `\ufeff${cells.map((row) => row.map(safe).join(",")).join("\r\n")}\r\n`);
  });
  byId("v-print").addEventListener("click", () => print());
  byId("v-open").addEventListener("change", async (event) => {
    try {
      const votes = JSON.parse(await event.target.files[0].text());
      if (votes.format !== told.format || !Array.isArray(votes.ballots)) throw new Error(votes.format);
      fill(votes);
      keep();
      redraw();
      note("v-said", say("opened", { n: total() }));
    } catch { note("v-said", say("notvotes")); }
  });
  let sure = false;
  byId("v-new").addEventListener("click", () => {
    // Asked twice, since nothing brings votes back that are in no file.
    if (!sure) { sure = true; note("v-said", say("sure")); return; }
    sure = false;
    held.ballots.clear();
    done.length = 0;
    keep();
    redraw();
    note("v-said", say("novotes"));
  });
  for (const name of ["place", "date"]) {
    byId(`v-${name}`).addEventListener("input", (event) => { if (event.target.value || name === "place") held[name] = event.target.value; keep(); });
  }
  byId("w-where").addEventListener("submit", (event) => event.preventDefault());
  byId("v-date").value = held.date;
  recover().then(() => { redraw(); byId("w").dataset.votes = String(total()); });
})();
