// What is kept of the votes: the file of a workshop, what was found again on this computer when
// the page was opened, and a fresh beginning that asks first.
"use strict";
(() => {
  const { byId, told, say, save } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const note = (text) => { byId("v-said").textContent = text; };

  // A person answers many times: answers, tables and links are told, never "voters".
  function tallied() {
    const all = ballots.cast();
    const many = (name, n) => {
      const number = n === 1 ? "one" : "many";
      return say(`${name}.${number}`, { n });
    };
    const distinct = (name) => new Set(all.map((one) => one[name])).size;
    return say("tallied", {
      answers: many("answers", ballots.total()), tables: many("tables", distinct("table")), links: many("onlinks", distinct("thing")),
    });
  }
  function inAll() {
    const where = [ballots.place(), ballots.date()].filter(Boolean).join(", ");
    byId("v-all").textContent = ballots.total() ? say("inall", { tallied: tallied(), where }) : "";
  }
  document.addEventListener("counted", inAll);

  byId("v-save").addEventListener("click", () => {
    if (!ballots.place()) { note(say("noplace")); byId("v-place").focus(); return; }
    const votes = ballots.file();
    const name = `votes-${votes.workshop}.json`;
    save(name, "application/json", `${JSON.stringify(votes, null, 1)}\n`);
    note(say("savedfile", { name, tallied: tallied() }));
  });
  byId("v-open").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const votes = JSON.parse(await file.text());
      if (votes.format !== told.format || !Array.isArray(votes.ballots)) throw new Error(votes.format);
      ballots.open(votes);
      about();
      note(say("opened", { name: file.name, tallied: tallied() }));
    } catch { note(say("notvotes")); }
  });

  // Nothing brings votes back that are in no file: they are counted, and the way back comes first.
  const asked = byId("v-sure");
  function ask(on) {
    asked.hidden = !on;
    byId("v-new").hidden = on;
    if (on) byId("v-lost").textContent = say("sure", { tallied: tallied() });
    byId(on ? "v-cancel" : "v-new").focus();
  }
  byId("v-new").addEventListener("click", () => { if (ballots.total()) ask(true); else note(say("novotes")); });
  byId("v-cancel").addEventListener("click", () => { ask(false); note(say("stillthere", { tallied: tallied() })); });
  byId("v-clear").addEventListener("click", () => { ballots.clear(); ask(false); note(say("novotes")); });

  function about() {
    byId("v-place").value = ballots.place();
    byId("v-date").value = ballots.date();
  }
  for (const name of ["place", "date"]) {
    byId(`v-${name}`).addEventListener("input", (event) => {
      ballots.about(name, event.target.value || (name === "date" ? ballots.date() : ""));
      inAll();
    });
  }
  byId("w-where").addEventListener("submit", (event) => event.preventDefault());

  byId("s-votes").addEventListener("click", () => document.querySelector("[data-go=votes]").click());
  // What was found again is told where the file opens, and in the tab of votes.
  ballots.recovered().then((saved) => {
    about();
    if (saved) {
      const { table, actors } = ballots.seat();
      const time = new Date(saved).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
      const text = say("recovered", { tallied: tallied(), time, table, actors: told.actors[actors] });
      note(text);
      byId("s-said").textContent = text;
      byId("s-kept").hidden = false;
    }
    byId("w").dataset.votes = String(ballots.total());
  });
})();
