// What is told of a thing that somebody asks for: its links in words, each with its status, its
// sentences, its quotes and its sources; those that claim something first.
"use strict";
(() => {
  const { byId, told, make, say } = window.alliancesWorkshop;
  const SHOWN = 30;
  let thing = -1;
  let all = false;

  function mark(slug) {
    const [letter, word] = told.statuses[slug];
    const found = make("span", "status");
    found.append(make("span", "letter", letter), " ", make("span", "status-word", word), " ");
    // The line is drawn once, in the legend.
    const like = [...document.querySelectorAll(".w-legend .status")].find((one) => one.querySelector(".letter").textContent === letter);
    if (like) found.append(like.querySelector(".line").cloneNode(true));
    return found;
  }

  function source([quote, item, work, heading, line]) {
    const found = make("p", "w-source");
    if (quote) {
      const words = make("span", "", say("quote", { quote }));
      words.lang = "fr";
      found.append(words);
    } else found.append(item ? say("item", { item }) : say("none"));
    const where = make("span", "w-work", told.works[work]);
    if (heading) where.append(say("heading", { heading }));
    if (line) where.append(say("line", { line }));
    found.append(" ", where);
    return found;
  }

  function row(link) {
    const [, start, end, slug, , sentences, sources, against, toFind, , asked] = link;
    const found = make("li");
    const claim = slug in told.statuses;
    const other = start === thing ? end : start;
    const words = make("div", claim ? "w-told" : "");
    if (claim) {
      const guess = make("div", "w-guess");
      guess.append(...asked.map((sentence) => make("p", "", sentence)));
      found.append(guess);
      const how = make("p", "w-status");
      how.append(mark(slug));
      if (against) how.append(" ", make("span", "badge badge-against", `≠ ${say("against")}`));
      if (toFind) how.append(" ", make("span", "badge", `? ${say("to_find")}`));
      words.append(how);
    }
    for (const sentence of sentences) words.append(make("p", "", sentence));
    for (const one of sources) words.append(source(one));
    const go = make("button", "w-go", told.things[other][1]);
    go.type = "button";
    go.dataset.thing = told.things[other][0];
    found.append(words, go);
    return found;
  }

  function card() {
    byId("w-card").hidden = thing < 0;
    if (thing < 0) return;
    const [, name, kind] = told.things[thing];
    const mine = told.links.filter((link) => link[1] === thing || link[2] === thing);
    // Those that claim something come first; a class or a part says no effect.
    mine.sort((a, b) => Number(b[3] in told.statuses) - Number(a[3] in told.statuses));
    byId("w-name").textContent = name;
    byId("w-kind").textContent = say(mine.length === 1 ? "links.one" : "links.many", { kind, n: mine.length });
    byId("w-links").replaceChildren(...mine.slice(0, all ? mine.length : SHOWN).map(row));
    byId("w-all").hidden = all || mine.length <= SHOWN;
    byId("w-all").textContent = say("all", { n: mine.length });
  }

  document.addEventListener("looked", ({ detail }) => {
    if (detail !== thing) all = false;
    thing = detail;
    card();
  });
  byId("w-all").addEventListener("click", () => { all = true; card(); });
})();
