// The wall of a workshop: published status and vote of each link beside each other, counts typed
// from paper by the code of a card, and the file that keeps them all. Nothing is ranked.
"use strict";
(() => {
  const { byId, told, make, say } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const { share } = ballots;
  const links = new Map(told.links.filter((link) => link[4]).map((link) => [link[4], link]));
  const things = new Map([...links].map(([thing, link]) => [link[9], thing]));
  // In the order of the path, then all others.
  const order = [...new Set([...[...document.querySelectorAll("[data-vote]")].map((row) => row.dataset.vote), ...links.keys()])];
  const note = (id, text) => { byId(id).textContent = text; };

  function row(thing) {
    const link = links.get(thing);
    const found = make("tr");
    const status = make("td");
    if (link) {
      status.append(make("span", "letter", told.statuses[link[3]][0]), " ", told.statuses[link[3]][1]);
      status.className = "w-told";
    }
    const both = ["agree", "priority"].map((question) => [question, ballots.results(thing, question)]);
    const who = both.flatMap(([question, result]) => result.actors.map((one) => `${told.actors[one.who]}${say("colon")} ${say(question)} ${one.yes}/${one.n}`));
    const votes = both.map(([, one]) => {
      const cell = make("td");
      if (share(one)) cell.append(make("span", one.whole ? "w-mark" : "note", share(one)));
      return cell;
    });
    const words = [link ? link[9] : "", link ? link[5][0] : thing].map((text) => make("td", "", text));
    found.append(...words, status, ...votes, make("td", "", who.join(" · ")));
    return found;
  }
  function wall() {
    const voted = new Set(ballots.cast().map((one) => one.thing));
    const rows = [...order.filter((one) => voted.has(one)), ...[...voted].filter((one) => !links.has(one))].map(row);
    if (!rows.length) {
      const cell = make("td", "note", say("novotes"));
      cell.colSpan = 6;
      rows.push(make("tr"));
      rows[0].append(cell);
    }
    byId("v-rows").replaceChildren(...rows);
  }

  // Counts of a sheet: a table, a code, four numbers. Typed again they take the place of the former.
  const form = byId("t-form");
  const field = (name) => form.elements.namedItem(name);
  const coded = () => field("code").value.toUpperCase().replace(/[\s-]/g, "");
  function recognised() {
    const thing = things.get(coded());
    const told = thing ? links.get(thing)[5][0] : coded().length >= 5 ? say("nocode") : "";
    note("t-link", told);
    field("code").setAttribute("aria-invalid", String(!thing && coded().length >= 5));
    return thing;
  }
  function typed(event) {
    event.preventDefault();
    const thing = recognised();
    if (!thing) { note("t-link", say("nocode")); field("code").focus(); return; }
    const table = Number(field("table").value);
    const said = [];
    for (const question of ["agree", "priority"]) {
      const [yes, no] = ["yes", "no"].map((answer) => field(`${question}-${answer}`));
      if (!yes.value && !no.value) continue;
      ballots.put({ thing, question, table, actors: field("actors").value, yes: Number(yes.value), no: Number(no.value) });
      said.push(`${say(question)} ${Number(yes.value)}/${Number(yes.value) + Number(no.value)}`);
      yes.value = "";
      no.value = "";
    }
    if (!said.length) { note("t-said", say("nocounts")); return; }
    note("t-said", say("typed", { table, code: coded(), counts: said.join(", ") }));
    field("code").value = "";
    note("t-link", "");
    field("code").focus();
  }
  field("code").addEventListener("input", recognised);
  form.addEventListener("submit", typed);

  function save(name, type, content) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  byId("v-save").addEventListener("click", () => {
    if (!ballots.place()) { note("v-said", say("noplace")); byId("v-place").focus(); return; }
    const votes = ballots.file();
    save(`votes-${votes.workshop}.json`, "application/json", `${JSON.stringify(votes, null, 1)}\n`);
    note("v-said", say("savedfile", { n: ballots.total() }));
  });
  byId("v-csv").addEventListener("click", () => {
    const cells = [...document.querySelectorAll("#w-votes thead tr, #v-rows tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
    // A sign that a spreadsheet takes for a formula is told to be text.
    const safe = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    save(`votes-${ballots.file().workshop}.csv`, "text/csv", `\ufeff${cells.map((row) => row.map(safe).join(",")).join("\r\n")}\r\n`);
  });
  byId("v-print").addEventListener("click", () => print());
  byId("v-open").addEventListener("change", async (event) => {
    try {
      const votes = JSON.parse(await event.target.files[0].text());
      if (votes.format !== told.format || !Array.isArray(votes.ballots)) throw new Error(votes.format);
      ballots.open(votes);
      about();
      note("v-said", say("opened", { n: ballots.total() }));
    } catch { note("v-said", say("notvotes")); }
  });
  let sure = false;
  byId("v-new").addEventListener("click", () => {
    // Asked twice, since nothing brings votes back that are in no file.
    if (!sure) { sure = true; note("v-said", say("sure")); return; }
    sure = false;
    ballots.clear();
    note("v-said", say("novotes"));
  });
  function about() {
    byId("v-place").value = ballots.place();
    byId("v-date").value = ballots.date();
  }
  for (const name of ["place", "date"]) {
    byId(`v-${name}`).addEventListener("input", (event) => ballots.about(name, event.target.value || (name === "date" ? ballots.date() : "")));
  }
  byId("w-where").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("counted", wall);

  ballots.recovered().then((saved) => {
    about();
    wall();
    if (saved) note("v-said", say("recovered", { n: ballots.total(), time: new Date(saved).toLocaleTimeString(document.documentElement.lang) }));
    byId("w").dataset.votes = String(ballots.total());
  });
})();
