// The menu of a workshop: every step by its title, every part, the keys. In a room, where the tabs
// give their place to the view, it is how one gets anywhere without leaving the projection.
"use strict";
(() => {
  const { byId } = window.alliancesWorkshop;
  const list = byId("w-list");
  const button = byId("w-menu");
  const choices = () => [...list.querySelectorAll("button:not(:disabled)")].filter((one) => one.checkVisibility());

  function open(on) {
    if (on === !list.hidden) return;
    list.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    if (on) (list.querySelector("[aria-current]") ?? choices()[0]).focus();
    else if (list.contains(document.activeElement)) button.focus();
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  // Before all others: while the menu is open its arrows, its numbers and Escape are its own.
  addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = choices();
    if (event.key === "Escape") open(false);
    else if (/^[1-9]$/.test(event.key)) list.querySelector(`[data-jump="${event.key}"]`)?.click();
    else if (STEPS[event.key]) all[(all.indexOf(document.activeElement) + STEPS[event.key] + all.length) % all.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("step", ({ detail: { number, section } }) => {
    for (const one of list.querySelectorAll("[data-jump]")) {
      if (Number(one.dataset.jump) === number && section?.dataset.step) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    }
    open(false);
  });
  document.addEventListener("menu", () => open(list.hidden));
  button.addEventListener("click", () => open(list.hidden));
  // What is chosen closes the menu after it was done, so that the step keeps the keyboard.
  list.addEventListener("click", (event) => { if (event.target.closest("button")) list.hidden = true; });
  document.addEventListener("click", (event) => {
    if (!list.hidden && !event.target.closest("#w-list, #w-menu")) open(false);
  });
})();
