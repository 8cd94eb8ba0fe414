// The things of a picture by keyboard and by pointing: one stop of Tab for a picture, up and down
// arrows from thing to thing, Enter looks at it; what has no name in a room is named while it is
// pointed at. The order is that of the server: those with most links first.
"use strict";
(() => {
  const { tell } = window.alliancesWorkshop;
  const box = (picture, reference) => picture.querySelector(`[data-box="${CSS.escape(reference)}"]`);
  const things = (picture) => picture.dataset.order.trim().split(" ").filter(Boolean).map((one) => box(picture, one));

  // A drawing is one picture until a script makes its parts buttons.
  function furnish(picture) {
    if (picture.dataset.walked) return;
    picture.dataset.walked = "";
    picture.setAttribute("role", "group");
    things(picture).forEach((one, place) => {
      one.setAttribute("role", "button");
      one.setAttribute("aria-label", one.querySelector("title").textContent);
      one.setAttribute("tabindex", place ? "-1" : "0");
    });
  }

  function walk(picture, from, step) {
    const all = things(picture);
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + step))];
    from.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  // Before all others: while a thing is held, arrows go from thing to thing.
  addEventListener("keydown", (event) => {
    const held = event.target.closest?.("[data-box]");
    if (!held || event.ctrlKey || event.metaKey || event.altKey) return;
    if (STEPS[event.key]) walk(held.closest("svg"), held, STEPS[event.key]);
    else if (event.key === "Enter" || event.key === " ") held.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  const pointed = (event) => {
    const picture = event.target.closest?.(".w-picture");
    const one = event.target.closest?.("[data-box], .w-large[data-thing]");
    if (picture) tell("pointed", { picture, thing: one?.dataset.box ?? one?.dataset.thing ?? "" });
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, pointed);
  document.addEventListener("focusout", (event) => {
    const picture = event.target.closest?.(".w-picture");
    if (picture) tell("pointed", { picture, thing: "" });
  });
  document.addEventListener("shaded", ({ detail }) => furnish(detail.picture));
})();
