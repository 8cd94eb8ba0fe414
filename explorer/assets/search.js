// Suggestions under the search box, as the ARIA combobox pattern asks: arrows choose, Enter
// opens, Escape closes. Without this file the form works just the same.
const WAIT = 60;

// A box marked `data-take` keeps the name that is chosen and asks its own form's question.
function take(input, item) {
  if (input.dataset.take === undefined) { location.assign(item.dataset.href); return; }
  input.value = item.dataset.name;
  if (input.form.checkValidity()) input.form.requestSubmit();
}

function furnish(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.kinds);
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let asked = 0;
  let timer = 0;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === place));
    });
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[place].id);
  };

  const pick = (item) => {
    show(false);
    take(input, item);
  };

  const option = (one, index) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.dataset.href = one.href;
    item.dataset.name = one.name;
    const name = document.createElement("span");
    name.textContent = one.name;
    const kind = document.createElement("span");
    kind.className = "suggestion-kind";
    kind.textContent = one.kind;
    item.append(name, kind);
    return item;
  };

  const ask = async () => {
    const typed = input.value.trim();
    const turn = ++asked;
    if (typed.length < 2) return show(false);
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || turn !== asked) return undefined;
    const found = await answer.json();
    list.replaceChildren(...found.map(option));
    return show(found.length > 0 && document.activeElement === input);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen >= last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) pick(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  // Before the box loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[data-href]");
    event.preventDefault();
    if (item) pick(item);
  });
}

const all = () => {
  for (const input of document.querySelectorAll("[data-suggest]:not([role=combobox])")) furnish(input);
};
all();
// Boxes that come with another picture of the explorer.
for (const name of ["drawn", "answered"]) document.addEventListener(name, all);
