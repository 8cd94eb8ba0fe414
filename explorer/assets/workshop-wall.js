// The wall of a workshop: published status and vote of each link beside each other, a row for each
// question and a column for each kind of actor that voted. What is hidden says that it is, and
// why. Links stand in the order of the path: nothing is ranked.
"use strict";
(() => {
  const { byId, told, make, mark, say, save } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const QUESTIONS = ["agree", "priority"];
  const links = new Map(told.links.filter((link) => link[4]).map((link) => [link[4], link]));
  // In the order of the path, then all others.
  const order = [...new Set([...[...document.querySelectorAll("[data-vote]")].map((row) => row.dataset.vote), ...links.keys()])];

  const sentence = (thing) => links.get(thing)?.[5][0] ?? thing;
  const code = (thing) => links.get(thing)?.[9] ?? "";
  function voted() {
    const all = new Set(ballots.cast().map((one) => one.thing));
    return [...order.filter((one) => all.has(one)), ...[...all].filter((one) => !links.has(one))];
  }
  function kinds() {
    const all = new Set(ballots.cast().map((one) => one.actors));
    const known = Object.keys(told.actors).filter((one) => all.has(one));
    // Those who did not say come last, beside what they are left over from.
    return [...known.filter((one) => one !== "_T"), ...known.filter((one) => one === "_T")];
  }

  // What a kind of actor said of one question, or why it is not shown. Those who did not say are
  // what is left of the whole: shown only where nothing else is hidden.
  function toldOf(result, who) {
    const [n, yes] = result.counts.get(who) ?? [0, 0];
    if (!n) return { text: "–" };
    const named = [...result.counts].filter(([one, [count]]) => one !== "_T" && count);
    const shown = who === "_T" ? n >= told.least && named.length === result.actors.length : result.actors.some((one) => one.who === who);
    if (shown) return { text: `${yes}/${n}`, vote: true };
    return { text: say(n < told.least ? "masked" : "maskedrest") };
  }
  function whole(result) {
    if (!result.cast) return { text: "–" };
    return result.whole ? { text: ballots.share(result), vote: true } : { text: say("masked") };
  }
  const cells = (thing, question, who) => {
    const result = ballots.results(thing, question);
    return [whole(result), ...who.map((one) => toldOf(result, one))];
  };

  function cell({ text, vote }) {
    const found = make("td", "w-share");
    found.append(make("span", vote ? "w-mark" : "note", text));
    return found;
  }
  // A link in words with its published status, across the table; then a row for each question.
  function about(thing, columns) {
    const row = make("tr", "w-about");
    const link = make("th");
    Object.assign(link, { scope: "colgroup", colSpan: columns });
    link.append(make("span", "w-code", code(thing)), ` ${sentence(thing)} `);
    if (links.has(thing)) {
      const published = make("span", "w-published", say("published"));
      published.append(" ", mark(links.get(thing)[3]));
      link.append(published);
    }
    row.append(link);
    return row;
  }
  function rows(thing, who) {
    const asked = QUESTIONS.map((question) => {
      const row = make("tr");
      row.append(Object.assign(make("th", "w-asks", say(`ask.${question}`)), { scope: "row" }), ...cells(thing, question, who).map(cell));
      return row;
    });
    return [about(thing, asked[0].cells.length), ...asked];
  }
  const heads = (who) => [say("head.question"), say("head.whole"), ...who.map((one) => told.actors[one])];

  function wall() {
    const who = kinds();
    const head = make("tr");
    head.append(...heads(who).map((text) => Object.assign(make("th", "", text), { scope: "col" })));
    byId("v-heads").replaceChildren(head);
    const found = voted().flatMap((thing) => rows(thing, who));
    if (!found.length) {
      const none = make("td", "note", say("novotes"));
      none.colSpan = head.cells.length;
      found.push(make("tr"));
      found[0].append(none);
    }
    byId("v-rows").replaceChildren(...found);
  }

  byId("v-csv").addEventListener("click", () => {
    const who = kinds();
    const first = [say("head.code"), say("head.link"), say("head.published"), ...heads(who)];
    const lines = voted().flatMap((thing) => QUESTIONS.map((question) => [
      code(thing), sentence(thing), told.statuses[links.get(thing)?.[3]]?.[1] ?? "", say(`ask.${question}`),
      ...cells(thing, question, who).map(({ text }) => text),
    ]));
    // A sign that a spreadsheet takes for a formula is told to be text.
    const safe = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const text = [first, ...lines].map((row) => row.map(safe).join(",")).join("\r\n");
    save(`votes-${ballots.file().workshop}.csv`, "text/csv", `\ufeff${text}\r\n`);
  });
  document.addEventListener("counted", wall);
  wall();
})();
