// What is told of what somebody asks for, a thing, one link, a work or a cell: links in words, each with
// its status, its sentences, its quotes and its sources; those that claim something first.
"use strict";
(() => {
  const { byId, told, make, mark, say, tell } = window.alliancesWorkshop;
  const SHOWN = 30;
  let looked = { thing: -1, link: -1, work: -1, cell: -1 };
  let all = false;

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

  // What claims something can be voted on here as in a step, by the same code.
  function votable(found, [id, about, code]) {
    Object.assign(found.dataset, { link: id, vote: about, code });
    found.querySelector(".w-told > .w-status").prepend(make("span", "w-code", code), " ");
    found.querySelector(".w-guess").prepend(make("span", "w-code", code));
    return Object.assign(make("p", "w-votes"), { hidden: true });
  }

  function row(link) {
    const [id, start, end, slug, about, sentences, sources, against, toFind, code, asked] = link;
    const found = make("li");
    const claim = slug in told.statuses;
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
    found.append(words, ...[start, end].filter((one) => one !== looked.thing).map(leading));
    if (about) found.append(votable(found, [id, about, code]));
    return found;
  }
  function leading(thing) {
    const go = make("button", "w-go", told.things[thing][1]);
    go.type = "button";
    go.dataset.thing = told.things[thing][0];
    return go;
  }

  // What the card is called, and the links it tells.
  function subject() {
    const many = (kind, n) => say(n === 1 ? "links.one" : "links.many", { kind, n });
    if (looked.link >= 0) {
      const link = told.links[looked.link];
      const ends = [link[1], link[2]].map((end) => told.things[end][1]);
      return [ends.join(" – "), link[9], [link]];
    }
    if (looked.cell >= 0) {
      const [name, held] = told.cells[looked.cell];
      return [name, many(say("cell"), held.length), held.map((one) => told.links[one])];
    }
    const mine = told.links.filter(looked.work >= 0
      ? ([, , , , , , sources]) => sources.some(([, , work]) => work === looked.work)
      : ([, start, end]) => start === looked.thing || end === looked.thing);
    if (looked.work >= 0) return [told.works[looked.work], many(say("work"), mine.length), mine];
    const [, name, kind] = told.things[looked.thing];
    return [name, many(kind, mine.length), mine];
  }

  function card() {
    byId("w-card").hidden = Object.values(looked).every((one) => one < 0);
    if (byId("w-card").hidden) return;
    const [name, kind, mine] = subject();
    // Those that claim something come first; a class or a part says no effect.
    mine.sort((a, b) => Number(b[3] in told.statuses) - Number(a[3] in told.statuses));
    byId("w-name").textContent = name;
    byId("w-kind").textContent = kind;
    byId("w-links").replaceChildren(...mine.slice(0, all ? mine.length : SHOWN).map(row));
    byId("w-all").hidden = all || mine.length <= SHOWN;
    byId("w-all").textContent = say("all", { n: mine.length });
    tell("carded");
  }

  document.addEventListener("looked", ({ detail }) => {
    if (JSON.stringify(detail) !== JSON.stringify(looked)) all = false;
    looked = detail;
    card();
  });
  byId("w-all").addEventListener("click", () => { all = true; card(); });
})();
