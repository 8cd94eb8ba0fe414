// Counts typed from paper: a table, a kind of actor, a code, four numbers. What cannot be, or is
// likely a slip, is asked about before it is kept; what it takes the place of is told.
"use strict";
(() => {
  const { byId, told, say } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const { voices } = window.alliancesSeat;
  // More than a table holds, where nobody has told how many sit at it.
  const MANY = 20;
  const things = new Map(told.links.filter((link) => link[4]).map((link) => [link[9], link]));
  const form = byId("t-form");
  const field = (name) => form.elements.namedItem(name);
  const note = (id, text) => { byId(id).textContent = text; };
  const coded = () => field("code").value.toUpperCase().replace(/[\s-]/g, "");
  const table = () => Number(field("table").value);

  function recognised() {
    const link = things.get(coded());
    const unknown = !link && coded().length >= 5;
    note("t-link", link ? link[5][0] : unknown ? say("nocode") : "");
    field("code").setAttribute("aria-invalid", String(unknown));
    return link;
  }

  // The ballots that the form holds, one for each question that has a number.
  function lines(thing) {
    return ["agree", "priority"].flatMap((question) => {
      const [yes, no] = ["yes", "no"].map((answer) => field(`${question}-${answer}`).value);
      return yes || no ? [{ thing, question, table: table(), actors: field("actors").value, yes: Number(yes), no: Number(no) }] : [];
    });
  }
  // What makes one wonder: more voices than people, or the same people twice under two kinds.
  function doubt(line) {
    const others = ballots.voices(ballots.counted(line).mine.filter((one) => one.by === "paper" && one.actors !== line.actors));
    const n = others + line.yes + line.no;
    const people = ballots.people(line.table);
    const told = { table: line.table, question: say(line.question), voices: voices(n), people, most: MANY };
    if (n > (people || MANY)) return say(people ? "toomany" : "manyvoices", told);
    return others && !people ? say("twokinds", { ...told, others: voices(others) }) : "";
  }
  function ask(doubts) {
    byId("t-doubt").hidden = !doubts.length;
    note("t-why", doubts.join(" "));
  }

  function keep() {
    const link = recognised();
    const kept = lines(link[4]);
    const keyed = ballots.take(kept, { thing: link[4], table: table() });
    const counts = kept.map((one) => `${say(one.question)} ${one.yes}/${one.yes + one.no}`).join(", ");
    const said = [say("typed", { table: table(), code: coded(), counts })];
    if (keyed) said.push(say("insteadofkeys", { voices: voices(keyed) }));
    note("t-said", said.join(" "));
    ask([]);
    for (const name of ["agree-yes", "agree-no", "priority-yes", "priority-no", "code"]) field(name).value = "";
    note("t-link", "");
    field("code").focus();
  }
  function typed(event) {
    event.preventDefault();
    const link = recognised();
    if (!link) { note("t-link", say("nocode")); field("code").focus(); return; }
    const found = lines(link[4]);
    if (!found.length) { note("t-said", say("nocounts")); return; }
    const doubts = found.map(doubt).filter(Boolean);
    ask(doubts);
    if (!doubts.length) { keep(); return; }
    note("t-said", "");
    field(`${found[0].question}-yes`).focus();
  }

  function people() { field("people").value = ballots.people(table()) || ""; }
  field("table").addEventListener("change", people);
  field("people").addEventListener("change", () => { if (field("people").checkValidity()) ballots.people(table(), Number(field("people").value)); });
  document.addEventListener("seated", () => { if (document.activeElement !== field("people")) people(); });
  field("code").addEventListener("input", recognised);
  // What is changed after a question is asked about again.
  form.addEventListener("input", () => ask([]));
  form.addEventListener("submit", typed);
  byId("t-keep").addEventListener("click", keep);
})();
