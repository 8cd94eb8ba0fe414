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
  button.hidden = false;
  button.addEventListener("click", () => {
    const path = draft();
    const said = byId("path-said");
    const view = location.pathname.replace(/^\/(fr|en)\//, "") + decodeURI(location.search);
    path.steps.push({ view, name: document.querySelector("h1").textContent.trim(), caption: {}, question: {} });
    said.replaceChildren(keep(path) ? button.dataset.done.replace("{n}", path.steps.length) : button.dataset.failed, " ",
      make("a", { href: `/${document.documentElement.lang}/atelier#faire` }, button.dataset.go));
  });
}

const maker = byId("maker");
if (maker) {
  const told = maker.dataset;
  const words = (text) => (text.match(/[\p{L}\p{N}_’'-]*[\p{L}\p{N}_][\p{L}\p{N}_’'-]*/gu) ?? []).length;
  let path = draft();
  const opened = byId("opened");
  if (opened) { path = { ...empty(), ...JSON.parse(opened.textContent) }; keep(path); }

  function field(step, name, label, place) {
    const box = make("p", { className: "w-field" });
    const input = make("textarea", { id: `maker-${name}-${place}`, rows: 2, maxLength: 400, value: step[name][told.lang] ?? "" });
    const count = make("span", { className: "note" });
    const counted = () => {
      const n = words(input.value);
      count.textContent = told.long.replace("{n}", n).replace("{most}", told.words);
      count.classList.toggle("badge-against", n > Number(told.words));
    };
    input.addEventListener("input", () => {
      if (input.value.trim()) step[name][told.lang] = input.value.trim(); else delete step[name][told.lang];
      counted();
      keep(path);
    });
    counted();
    box.append(make("label", { htmlFor: input.id }, label), " ", input, " ", count);
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
    byId("maker-title").value = path.title[told.lang] ?? "";
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
      item.append(head, field(step, "caption", told.caption, place), field(step, "question", told.question, place));
      return item;
    }));
  }
  byId("maker-title").addEventListener("input", (event) => {
    if (event.target.value.trim()) path.title[told.lang] = event.target.value.trim(); else delete path.title[told.lang];
    keep(path);
  });
  byId("maker-form").addEventListener("submit", () => {
    // The name of a file, from the title; what only this page needs stays here.
    const slug = (path.title[told.lang] ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
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
}
