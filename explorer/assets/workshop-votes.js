// Voting in a room: one link after the other, counted by table and kind of actor with the number
// keys. A vote stands beside the published status in a form of its own, and never instead of it.
"use strict";
(() => {
  const { byId, told, make, say, tell } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const { share } = ballots;
  const SVG = "http://www.w3.org/2000/svg";
  const DEEDS = { 1: ["agree", "yes"], 2: ["agree", "no"], 3: ["priority", "yes"], 4: ["priority", "no"] };
  let shown = [];
  let at = 0;
  let section = null;

  const note = (id, text) => { byId(id).textContent = text; };

  function marks() {
    for (const line of document.querySelectorAll(".w-vote-mark")) line.remove();
    for (const row of document.querySelectorAll("[data-vote]")) {
      const agree = ballots.results(row.dataset.vote, "agree");
      const priority = ballots.results(row.dataset.vote, "priority");
      const words = row.querySelector(".w-votes");
      words.hidden = !agree.cast && !priority.cast;
      words.replaceChildren(make("span", "w-mark", say("room")), ` ${say("agree")} ${share(agree) || "–"} · ${say("priority")} ${share(priority) || "–"}`);
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

  function ballot() {
    const thing = shown[at];
    const row = thing && section.querySelector(`[data-vote="${CSS.escape(thing)}"]`);
    for (const one of document.querySelectorAll(".w-voted")) one.classList.remove("w-voted");
    for (const one of document.querySelectorAll("#w-ballot [data-key]")) one.disabled = !row;
    if (!row) { note("b-link", say("nolink")); return; }
    row.classList.add("w-voted");
    if (voting()) row.scrollIntoView({ block: "nearest" });
    const code = row.dataset.code;
    note("b-link", `${code} (${at + 1}/${shown.length}) ${row.querySelector(".w-guess").textContent.replace(code, "").trim()}`);
  }

  function cast(digit) {
    const [question, answer] = DEEDS[digit];
    const thing = shown[at];
    const table = Number(byId("b-table").value);
    if (!thing || !(table >= 1 && table <= 99)) return;
    const fresh = { thing, question, table, actors: byId("b-actors").value, yes: 0, no: 0 };
    const one = ballots.of(fresh) ?? fresh;
    ballots.put({ ...one, [answer]: one[answer] + 1 });
    note("b-said", say("cast", { question: say(question), answer: say(answer), table, n: one.yes + one.no + 1 }));
  }
  function undo() {
    if (ballots.undo()) note("b-said", say("undone"));
  }

  const voting = () => !byId("w-ballot").hidden;
  function toggle() {
    byId("w-ballot").hidden = voting();
    byId("w").classList.toggle("w-is-voting", voting());
    byId("w-vote").setAttribute("aria-pressed", String(voting()));
    ballot();
    tell("balloted");
  }
  const to = (step) => { at = Math.max(0, Math.min(shown.length - 1, at + step)); ballot(); };

  document.addEventListener("ballot", toggle);
  document.addEventListener("counted", () => { marks(); ballot(); });
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !voting()) return;
    if (window.alliances.writing(event.target)) return;
    if (DEEDS[event.key] && window.alliances.keys()) cast(event.key);
    else if (event.key === "Backspace") undo();
    else if (event.key === "ArrowDown") to(1);
    else if (event.key === "ArrowUp") to(-1);
    else if (event.key === "Escape") toggle();
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
})();
