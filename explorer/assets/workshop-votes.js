// Voting in a room: one link after the other, counted by table and kind of actor with the number
// keys. A vote stands beside the published status in a form of its own, and never instead of it.
// Every key that counts nothing says why.
"use strict";
(() => {
  const { byId, told, make, mark, say, tell } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const { note, to: table, voices } = window.alliancesSeat;
  const DEEDS = { 1: ["agree", "yes"], 2: ["agree", "no"], 3: ["priority", "yes"], 4: ["priority", "no"] };
  const links = new Map(told.links.filter((link) => link[4]).map((link) => [link[4], link]));
  let shown = [];
  let at = 0;
  let section = null;

  const voting = () => !byId("w-ballot").hidden;
  const votable = (place) => [...new Set([...(place?.querySelectorAll("[data-vote]") ?? [])].map((row) => row.dataset.vote))];
  const map = () => document.querySelector("[data-tab=map]");

  // The whole sentence, or the one that leaves the status to be guessed.
  function sentence(thing) {
    const link = links.get(thing);
    const [first, ...rest] = document.documentElement.dataset.guess === "on" ? link[10] : link[5];
    return rest.length ? `${first} ${say("more", { n: rest.length })}` : first;
  }

  function counts() {
    const { table: number } = ballots.seat();
    const people = ballots.people(number);
    for (const question of ["agree", "priority"]) {
      const place = byId(`b-count-${question}`);
      if (!shown[at]) { place.textContent = ""; continue; }
      const { n } = ballots.counted({ thing: shown[at], question, table: number });
      const whole = ballots.results(shown[at], question);
      place.replaceChildren(say(people ? "runningof" : "running", { table: number, n, people }), " ", make("span", "w-mark", ballots.share(whole) || "0"));
    }
  }

  // Where there is nothing to vote on, the bar says where there is, and leads there.
  function nothing() {
    const n = votable(map()).length;
    const steps = [...document.querySelectorAll("[data-step]")].filter((step) => votable(step).length).map((step) => step.dataset.step);
    byId("b-link").textContent = [say("nolink"), steps.length && say("withlinks", { steps: steps.join(", ") })].filter(Boolean).join(" ");
    byId("b-elsewhere").hidden = !n;
    byId("b-elsewhere").textContent = say("ofmap", { n });
  }

  function ballot() {
    const thing = shown[at];
    for (const one of document.querySelectorAll("#w-ballot [data-key]")) one.disabled = !thing;
    byId("b-elsewhere").hidden = true;
    if (thing) {
      const nth = make("span", "w-nth", say("nth", { n: at + 1, all: shown.length }));
      const link = links.get(thing);
      byId("b-link").replaceChildren(make("span", "w-code", link[9]), " ", nth, " ", mark(link[3]), " ", sentence(thing));
    } else nothing();
    counts();
    tell("voted", { section: voting() ? section : null, thing });
  }

  // Why a voice cannot be counted, or nothing.
  function refused(one) {
    const { n, paper } = ballots.counted(one);
    if (paper) return say("onpaper", { table: one.table, voices: voices(paper) });
    const people = ballots.people(one.table);
    return people && n >= people ? say("full", { table: one.table, people, voices: voices(n) }) : "";
  }
  function cast(digit) {
    const thing = shown[at];
    if (!thing) { note(say("nolink")); return; }
    const [question, answer] = DEEDS[digit];
    const one = { thing, question, ...ballots.seat() };
    const why = refused(one);
    if (why) { note(why); return; }
    ballots.add(one, answer);
    note(say("cast", { question: say(question), answer: say(answer), table: one.table, voices: voices(ballots.counted(one).n) }));
  }
  function undo() {
    const deed = ballots.undo();
    if (!deed) { note(say("noundo")); return; }
    const code = links.get(deed.thing)?.[9] ?? deed.thing;
    const { table: number, left } = deed;
    note(deed.answer
      ? say("undone", { code, table: number, question: say(deed.question), answer: say(deed.answer), left })
      : say("undonepaper", { code, table: number, left }));
  }

  function toggle() {
    byId("w-ballot").hidden = voting();
    byId("w").classList.toggle("w-is-voting", voting());
    byId("w-vote").setAttribute("aria-pressed", String(voting()));
    note("");
    // A step without a link to vote on leaves the vote to the map of the path.
    const n = votable(map()).length;
    if (voting() && !shown.length && n && section?.closest("[data-tab=path]")) { elsewhere(); note(say("onmap", { n })); } else ballot();
    tell("balloted");
  }
  const elsewhere = () => document.querySelector("[data-go=map]").click();
  function go(step) {
    const next = at + step;
    if (next < 0 || next >= shown.length) { note(say(next < 0 ? "firstlink" : "lastlink")); return; }
    at = next;
    note("");
    ballot();
  }

  // What may be voted on: the links of what is looked at, or else of the step or part shown.
  function list() {
    shown = votable(section).filter((thing) => links.has(thing));
    at = 0;
    ballot();
  }
  document.addEventListener("ballot", toggle);
  for (const name of ["counted", "seated"]) document.addEventListener(name, counts);
  document.addEventListener("guess", ballot);
  document.addEventListener("step", ({ detail }) => {
    section = byId("w-card").hidden ? detail.section : byId("w-card");
    list();
  });
  document.addEventListener("carded", () => { if (section === byId("w-card")) list(); });
  document.addEventListener("linked", ({ detail }) => {
    at = Math.max(0, shown.indexOf(detail));
    ballot();
  });

  const KEYS = {
    Backspace: undo, ArrowDown: () => go(1), ArrowUp: () => go(-1), Escape: toggle,
    "+": () => table(ballots.seat().table + 1), "-": () => table(ballots.seat().table - 1),
  };
  function pressed(key) {
    if (key.length === 1 && !window.alliances.keys()) note(say("keysoff"));
    else if (DEEDS[key]) cast(key);
    else if (KEYS[key]) KEYS[key]();
    else note(say("nokey"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !voting()) return;
    if (!/^\d$/.test(event.key) && !KEYS[event.key]) return;
    // In the list of actors a digit votes; in boxes it is written.
    if (window.alliances.writing(event.target) && !(event.target === byId("b-actors") && /^\d$/.test(event.key))) return;
    pressed(event.key);
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#w-ballot [data-key]");
    if (button) cast(button.dataset.key);
  });
  byId("b-before").addEventListener("click", () => go(-1));
  byId("b-after").addEventListener("click", () => go(1));
  byId("b-undo").addEventListener("click", undo);
  byId("b-elsewhere").addEventListener("click", elsewhere);
})();
