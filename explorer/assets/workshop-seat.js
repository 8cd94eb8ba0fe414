// Who votes now: the table, how many people sit at it, and who they say they are. A number is
// taken by Enter and by nothing else, so that a digit meant as a vote never becomes a table; a
// number that is not taken is said aloud and the former kept. Keys + and - need no box at all.
"use strict";
(() => {
  const { byId, say, tell } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const MOST = 99;
  const seat = () => ballots.seat();
  const note = (text) => { byId("b-said").textContent = text; };
  const voices = (n) => say(n === 1 ? "voices.one" : "voices.many", { n });

  // What the bar says of the table that is now set.
  function seated() {
    const { table } = seat();
    const people = ballots.people(table);
    note(say(people ? "seatedfull" : "seated", { table, people }));
  }
  function to(table) {
    if (table < 1 || table > MOST) { note(say("nottable", { table: seat().table, most: MOST })); return; }
    ballots.sit({ table });
    seated();
  }

  const BOXES = {
    "b-table": { least: 1, value: () => seat().table, take: to, refuse: () => say("nottable", { table: seat().table, most: MOST }) },
    "b-people": {
      least: 0,
      value: () => ballots.people(seat().table) || "",
      take: (number) => { ballots.people(seat().table, number); seated(); },
      refuse: () => say("notpeople", { most: MOST }),
    },
  };
  function box(field, { least, value, take, refuse }) {
    const former = () => String(value());
    const restore = () => { field.value = former(); };
    const number = () => (/^\d{1,3}$/.test(field.value.trim()) ? Number(field.value) : NaN);
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => note(say("writing", { said: field.value })));
    field.addEventListener("blur", () => {
      if (field.value.trim() !== former()) note(say("nottaken", { said: field.value }));
      restore();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const wanted = field.value.trim() === "" ? 0 : number();
      const fits = wanted >= least && wanted <= MOST;
      restore();
      field.blur();
      if (fits) take(wanted); else note(refuse());
    });
    document.addEventListener("seated", () => { if (document.activeElement !== field) restore(); });
    restore();
  }
  for (const [id, rule] of Object.entries(BOXES)) box(byId(id), rule);

  // Chosen by pointing, the list gives the keys back; by keyboard it is left by Enter.
  const who = byId("b-actors");
  let pointed = false;
  who.addEventListener("pointerdown", () => { pointed = true; });
  who.addEventListener("keydown", (event) => {
    pointed = false;
    if (event.key === "Enter") setTimeout(() => who.blur());
  });
  who.addEventListener("change", () => {
    ballots.sit({ actors: who.value });
    note(say("chosen", { actors: who.selectedOptions[0].textContent }));
    if (pointed) who.blur();
  });
  document.addEventListener("seated", () => { who.value = seat().actors; });

  byId("b-less").addEventListener("click", () => to(seat().table - 1));
  byId("b-more").addEventListener("click", () => to(seat().table + 1));
  document.addEventListener("counted", () => tell("seated"));
  window.alliancesSeat = Object.freeze({ note, to, voices });
})();
