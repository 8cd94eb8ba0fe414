// The ballots of a room: how many of one table and one kind of actor said yes and no about one
// link. Kept on this machine at once and in a file when asked; the last fifty can be undone.
// What paper has counted of a table is never added to by keys, and takes the place of theirs.
// Fewer voters than the least are never told, neither by themselves nor as what is left.
"use strict";
(() => {
  const { byId, told, say, tell } = window.alliancesWorkshop;
  const NAME = `alliances-votes ${told.key}`;
  const UNDONE = 50;
  const held = { ballots: new Map(), place: "", date: new Date().toISOString().slice(0, 10), saved: 0 };
  // Beside the votes, and in no file: who votes now, and how many people sit at which table.
  const room = { seat: { table: 1, actors: "_T" }, people: new Map() };
  const done = [];

  const key = (one) => [one.thing, one.question, one.table, one.actors].join(" ");
  const slug = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const cast = () => [...held.ballots.values()].filter((one) => one.yes + one.no > 0);
  const voices = (all) => all.reduce((sum, one) => sum + one.yes + one.no, 0);
  const total = () => voices(cast());
  const file = () => ({
    format: told.format,
    workshop: slug(`${held.place || told.path}-${held.date}`),
    place: held.place || "?",
    date: held.date,
    language: document.documentElement.lang,
    path: told.path,
    ...(told.version ? { version: told.version } : {}),
    ballots: cast(),
  });

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
  async function keep() {
    held.saved = Date.now();
    const content = JSON.stringify({ saved: held.saved, votes: file(), seat: room.seat, people: [...room.people] });
    try { localStorage.setItem(NAME, content); } catch { /* the database, or the file, keeps them */ }
    const base = await opened;
    if (!base) return;
    const deed = base.transaction("votes", "readwrite", { durability: "strict" });
    deed.objectStore("votes").put(content, NAME);
    deed.oncomplete = () => { byId("w").dataset.kept = String(held.ballots.size ? held.saved : 0); };
  }
  async function recovered() {
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
    if (!last) return 0;
    Object.assign(room.seat, last.seat);
    room.people = new Map(last.people ?? []);
    fill(last.votes);
    held.saved = last.saved;
    return held.ballots.size ? held.saved : 0;
  }
  function fill(votes) {
    held.ballots = new Map(votes.ballots.map((one) => [key(one), { ...one }]));
    held.place = votes.place === "?" ? "" : votes.place;
    held.date = votes.date;
    done.length = 0;
    tell("counted");
  }

  function changed() {
    keep();
    tell("counted");
  }
  // What one table said about one question of one link: how many voices, and how many of paper.
  function counted({ thing, question, table }) {
    const mine = cast().filter((one) => one.thing === thing && one.question === question && one.table === table);
    return { n: voices(mine), paper: voices(mine.filter((one) => one.by === "paper")), mine };
  }
  // One deed is undone at once, whatever it changed; `deed` says which it was.
  function put(all, deed) {
    done.push([deed, all.map((one) => [key(one), held.ballots.get(key(one))])]);
    if (done.length > UNDONE) done.shift();
    for (const one of all) held.ballots.set(key(one), one);
    changed();
  }
  function add(one, answer) {
    const before = held.ballots.get(key(one)) ?? { ...one, yes: 0, no: 0 };
    put([{ ...before, [answer]: before[answer] + 1 }], { ...one, answer });
  }
  // A count of paper takes the place of the same line typed before, and of all that keys gave.
  function take(lines, deed) {
    const keyed = lines.flatMap((line) => counted(line).mine.filter((one) => one.by !== "paper"));
    put([...keyed.map((one) => ({ ...one, yes: 0, no: 0 })), ...lines.map((one) => ({ ...one, by: "paper" }))], deed);
    return voices(keyed);
  }
  function undo() {
    const [deed, before] = done.pop() ?? [];
    if (!deed) return null;
    for (const [name, one] of before) if (one) held.ballots.set(name, one); else held.ballots.delete(name);
    changed();
    return { ...deed, left: done.length };
  }
  function clear() {
    held.ballots.clear();
    done.length = 0;
    changed();
  }
  function open(votes) {
    fill(votes);
    keep();
  }
  function about(name, value) {
    held[name] = value;
    keep();
  }
  function sit(change) {
    Object.assign(room.seat, change);
    keep();
    tell("seated");
  }
  function people(table, number) {
    if (number === undefined) return room.people.get(table) ?? 0;
    if (number) room.people.set(table, number); else room.people.delete(table);
    keep();
    tell("seated");
    return number;
  }

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
    return { cast: n, whole, counts, actors: open.map(([who, [one, agreed]]) => ({ who, n: one, yes: agreed })) };
  }
  // What may be told of a result: nothing of fewer than the least, but that there were some.
  const share = (result) => (result.whole ? `${result.whole.yes}/${result.whole.n}` : result.cast ? say("few") : "");

  window.alliancesBallots = Object.freeze({
    place: () => held.place, date: () => held.date, seat: () => room.seat,
    about, add, cast, clear, counted, file, open, people, recovered, results, share, sit, take, total, undo, voices,
  });
})();
