// A guided path made by clicking: a button adds the view on the screen, the page Atelier puts
// views in order and gives them words. The path is kept in this browser until it is taken as a
// file; the server reads it when asked and keeps nothing. Every name is put on the page as text.
const NAME = "alliances-path";
const byId = (id) => document.getElementById(id);
const empty = () => ({ path: "mon-parcours", title: {}, steps: [] });
const draft = () => {
  try { return JSON.parse(localStorage.getItem(NAME)) ?? empty(); } catch { return empty(); }
};
const keep = (path) => {
  try { localStorage.setItem(NAME, JSON.stringify(path)); return true; } catch { return false; }
};
const make = (tag, values = {}, text = undefined) => {
  const found = Object.assign(document.createElement(tag), values);
  if (text !== undefined) found.textContent = text;
  return found;
};

// The view as it stands now, which a script may have changed since the page came.
for (const button of document.querySelectorAll("[data-add-view]")) {
  button.addEventListener("click", () => {
    const path = draft();
    const said = byId("path-said");
    const view = location.pathname.replace(/^\/(fr|en)\//, "") + decodeURI(location.search);
    path.steps.push({ view, name: document.querySelector("h1").textContent.trim(), caption: {}, question: {} });
    said.replaceChildren(keep(path) ? button.dataset.done.replace("{n}", path.steps.length) : button.dataset.failed, " ",
      make("a", { href: `/${document.documentElement.lang}/atelier#faire` }, button.dataset.go));
  });
}

// A browser asks for a file in its own language: here it asks in the page's.
for (const input of document.querySelectorAll("[data-missing]")) {
  input.addEventListener("invalid", () => input.setCustomValidity(input.dataset.missing));
  input.addEventListener("change", () => input.setCustomValidity(""));
}

const maker = byId("maker");
if (maker) {
  const told = maker.dataset;
  const words = (text) => (text.match(/[\p{L}\p{N}_’'-]*[\p{L}\p{N}_][\p{L}\p{N}_’'-]*/gu) ?? []).length;
  let path = draft();
  const opened = byId("opened");
  if (opened) { path = { ...empty(), ...JSON.parse(opened.textContent) }; keep(path); }

  // The page's language first; a text in one language serves in both until the other is there.
  const LANGUAGES = told.lang === "en" ? ["en", "fr"] : ["fr", "en"];
  const written = (said, language, text) => {
    if (text.trim()) said[language] = text.trim(); else delete said[language];
    keep(path);
  };
  function field(step, name, language, place) {
    const box = make("p", { className: "w-field" });
    const input = make("textarea", { id: `maker-${name}-${language}-${place}`, lang: language, rows: 2, maxLength: 400, value: step[name][language] ?? "" });
    const count = make("span", { className: "note" });
    const counted = () => {
      const n = words(input.value);
      count.textContent = told.long.replace("{n}", n).replace("{most}", told.words);
      count.classList.toggle("badge-against", n > Number(told.words));
    };
    input.addEventListener("input", () => {
      written(step[name], language, input.value);
      counted();
    });
    counted();
    box.append(make("label", { htmlFor: input.id }, told[`${name}${language === "en" ? "En" : "Fr"}`]), " ", input, " ", count);
    return box;
  }
  // One language is enough: the other is folded away until somebody wants it, or has given it.
  const NAMES = ["caption", "question"];
  function other(step, place) {
    const box = make("details", { open: NAMES.some((name) => step[name][LANGUAGES[1]]) });
    box.append(make("summary", {}, told.other), ...NAMES.map((name) => field(step, name, LANGUAGES[1], place)));
    return box;
  }
  function button(text, label, place, deed) {
    const found = make("button", { type: "button" }, text);
    found.setAttribute("aria-label", `${label} ${place + 1}`);
    found.addEventListener("click", () => { deed(); keep(path); draw(); byId("maker-steps").children[Math.min(place, path.steps.length - 1)]?.querySelector("button")?.focus(); });
    return found;
  }
  const swap = (a, b) => { [path.steps[a], path.steps[b]] = [path.steps[b], path.steps[a]]; };

  function draw() {
    byId("maker-empty").hidden = path.steps.length > 0;
    byId("maker-form").hidden = path.steps.length === 0;
    for (const language of LANGUAGES) byId(`maker-title-${language}`).value = path.title[language] ?? "";
    byId("maker-steps").replaceChildren(...path.steps.map((step, place) => {
      const item = make("li");
      const head = make("p", { className: "w-buttons" });
      const up = button("↑", told.up, place, () => swap(place, place - 1));
      const down = button("↓", told.down, place, () => swap(place, place + 1));
      up.disabled = place === 0;
      down.disabled = place === path.steps.length - 1;
      head.append(
        make("a", { href: `/${told.lang}/${step.view}` }, `${place + 1}. ${step.name ?? step.view}`), " ",
        up, down, button("✕", told.remove, place, () => path.steps.splice(place, 1)),
      );
      item.append(head, ...NAMES.map((name) => field(step, name, LANGUAGES[0], place)), other(step, place));
      return item;
    }));
  }
  for (const language of LANGUAGES) {
    byId(`maker-title-${language}`).addEventListener("input", (event) => written(path.title, language, event.target.value));
  }
  byId("maker-form").addEventListener("submit", () => {
    // The name of a file, from the title; what only this page needs stays here.
    const slug = (path.title[LANGUAGES[0]] ?? path.title[LANGUAGES[1]] ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    const steps = path.steps.map(({ name, ...step }) => step);
    byId("maker-path").value = JSON.stringify({ ...path, path: slug || path.path, steps }, null, 1);
  });
  let sure = false;
  byId("maker-clear").addEventListener("click", () => {
    if (!sure) { sure = true; byId("maker-said").textContent = byId("maker-said").dataset.sure; return; }
    sure = false;
    path = empty();
    keep(path);
    byId("maker-said").textContent = "";
    draw();
  });
  maker.hidden = false;
  draw();
  byId("maker-other").open = Boolean(path.title[LANGUAGES[1]]);
}
