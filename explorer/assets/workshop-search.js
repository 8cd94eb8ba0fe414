// Finding in a workshop: three letters show a thing, the code of a card shows its link. What was
// found is offered in a row above the step, so that it covers neither the card nor its way back.
"use strict";
(() => {
  const { byId, told, make, say, tell } = window.alliancesWorkshop;
  const root = document.documentElement;
  const box = byId("w-q");
  const list = byId("w-found");
  // A room reads four names where a desk reads eight.
  const most = () => (root.dataset.projection === "on" ? 4 : 8);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = told.things.map(([, name]) => plain(name));
  const codes = new Map(told.links.map((link, place) => [link[9], place]).filter(([code]) => code));

  // The beginning of a name before the beginning of a word, and that before the middle.
  function ranked(said) {
    const wanted = plain(said.trim());
    if (!wanted) return [];
    const rank = (name) => {
      if (name.startsWith(wanted)) return 0;
      if (name.includes(` ${wanted}`) || name.includes(`'${wanted}`) || name.includes(`’${wanted}`)) return 1;
      return name.includes(wanted) ? 2 : 3;
    };
    return names.map((name, place) => [rank(name), name.length, place]).filter(([at]) => at < 3)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, most()).map(([, , place]) => place);
  }
  // As it stands on a card or on the screen, whatever sign or space was typed with it.
  const coded = () => codes.get(box.value.toUpperCase().replace(/[\s/-]/g, ""));

  let chosen = 0;
  function offer() {
    const link = coded();
    if (link !== undefined) { close(); tell("wanted", { link }); return; }
    const found = ranked(box.value);
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    list.replaceChildren(...found.map(option));
    if (!found.length && box.value.trim().length > 2) {
      list.append(make("li", "note", say("nothing")));
      // What was found before is no answer to this.
      tell("wanted", { thing: -1 });
    }
    list.hidden = !list.children.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) box.setAttribute("aria-activedescendant", `w-found-${chosen}`);
    else box.removeAttribute("aria-activedescendant");
    // Three letters show the thing; the row stays open for whoever meant another.
    if (found.length && box.value.trim().length > 2) tell("wanted", { thing: found[chosen] });
  }
  function option(thing, place) {
    const found = make("li", "", told.things[thing][1]);
    found.append(" ", make("span", "n", told.things[thing][2]));
    Object.assign(found, { id: `w-found-${place}`, role: "option" });
    found.setAttribute("aria-selected", String(place === chosen));
    found.dataset.found = String(thing);
    return found;
  }
  function close() {
    box.value = "";
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    if (document.activeElement === box) box.blur();
  }

  box.addEventListener("input", () => { chosen = 0; offer(); });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      chosen = Math.max(0, chosen + step);
      offer();
    } else if (event.key === "Enter") {
      const [thing] = ranked(box.value).slice(chosen);
      close();
      if (thing !== undefined) tell("wanted", { thing, focus: true });
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-found]");
    if (!option) return;
    event.preventDefault();
    close();
    tell("wanted", { thing: Number(option.dataset.found), focus: true });
  });
  document.addEventListener("unwanted", close);
})();
