// Paper from the file alone: cards to deal out, and a sheet of votes for each table, on A4. They
// say each link without its status, so that nobody votes for a letter; the code leads back to it.
"use strict";
(() => {
  const { byId, told, make, say } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const CARDS = 8;
  const QUESTIONS = ["agree", "priority"];
  const root = document.documentElement;
  const links = new Map(told.links.filter((link) => link[4]).map((link) => [link[4], link]));
  const field = (name) => byId("p-form").elements.namedItem(name);

  // The links of the path in its order, then those of its map.
  const all = [...new Set([...document.querySelectorAll(":is([data-step], [data-tab=map]) [data-vote]")].map((row) => row.dataset.vote))]
    .map((thing) => links.get(thing)).filter(Boolean);
  const chosen = () => all.slice(0, Number(field("links").value));

  function titled(name, text, ...more) {
    const found = make(name, "", text);
    found.append(...more);
    return found;
  }
  const title = () => document.querySelector("h1").textContent;
  const box = () => make("span", "w-box");
  const foot = () => make("p", "w-print-foot", say("print.foot", { title: title(), version: told.version?.slice(0, 12) ?? "?" }));

  function card(link) {
    const found = make("article", "w-print-card");
    const questions = QUESTIONS.map((question) => titled("p", `${say(`ask.${question}`)} `, box(), ` ${say("yes")} `, box(), ` ${say("no")}`));
    found.append(make("p", "w-print-code", link[9]), make("p", "w-print-said", link[10][0]), ...questions, foot());
    return found;
  }
  function cards() {
    const found = chosen().map(card);
    return Array.from({ length: Math.ceil(found.length / CARDS) }, (_, sheet) => {
      const page = make("section", "w-print-cards");
      page.append(...found.slice(sheet * CARDS, (sheet + 1) * CARDS));
      return page;
    });
  }

  function row(link) {
    const found = make("tr");
    const name = titled("th", "", make("span", "w-print-code", link[9]), ` ${link[10][0]}`);
    name.scope = "row";
    found.append(name, ...QUESTIONS.flatMap(() => [make("td"), make("td")]));
    return found;
  }
  function table() {
    const found = make("table");
    const asked = make("tr");
    const answers = make("tr");
    asked.append(Object.assign(make("th", "", say("head.link")), { rowSpan: 2, scope: "col" }));
    for (const question of QUESTIONS) {
      asked.append(Object.assign(make("th", "", say(`ask.${question}`)), { colSpan: 2, scope: "colgroup" }));
      for (const answer of ["yes", "no"]) answers.append(Object.assign(make("th", "", say(answer)), { scope: "col" }));
    }
    found.append(titled("thead", "", asked, answers), titled("tbody", "", ...chosen().map(row)));
    return found;
  }
  function sheets() {
    return Array.from({ length: Number(field("tables").value) }, (_, place) => {
      const page = make("section", "w-print-sheet");
      page.append(
        titled("h2", say("print.table", { table: place + 1, title: title() })),
        make("p", "w-print-blank", say("print.blank", { place: ballots.place() || "…………………………", date: ballots.date() })),
        make("p", "", say("print.how")), table(), foot(),
      );
      return page;
    });
  }

  function printed(deed) {
    if (!byId("p-form").reportValidity()) return;
    byId("w-paper").replaceChildren(...deed());
    root.dataset.print = "";
    print();
  }
  addEventListener("afterprint", () => { delete root.dataset.print; });
  field("links").max = String(all.length);
  field("links").value = String(Math.min(all.length, Number(field("links").value)));
  byId("p-of").textContent = say("print.of", { n: all.length });
  byId("p-form").addEventListener("submit", (event) => event.preventDefault());
  for (const [id, deed] of [["p-cards", cards], ["p-sheets", sheets]]) {
    byId(id).disabled = !all.length;
    byId(id).addEventListener("click", () => printed(deed));
  }
})();
