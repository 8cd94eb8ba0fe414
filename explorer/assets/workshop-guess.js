// Statuses hidden until people have guessed: letters, strokes, verbs, quotes and sources go, the
// links stay, each said without its status. The style sheet hides; this says on the screen, in a
// room too, that something is hidden, or that a step has nothing to guess.
"use strict";
(() => {
  const { byId, say } = window.alliancesWorkshop;
  const root = document.documentElement;
  const hidden = () => root.dataset.guess === "on";
  let section = null;
  let looking = false;

  // What is asked about stands in both forms; a survey or a list of things has but one.
  const guessed = () => [section, looking && byId("w-card")].some((one) => one && one.querySelector(".w-guess"));
  function told() {
    byId("w-hiding").textContent = !hidden() ? "" : guessed() ? say("hidden") : say("hidden_none");
    byId("w-guess-deed").textContent = hidden() ? say("reveal") : say("hide");
  }

  document.addEventListener("guess", () => {
    if (hidden()) delete root.dataset.guess; else root.dataset.guess = "on";
    told();
  });
  document.addEventListener("looked", ({ detail }) => { looking = Object.values(detail).some((one) => one >= 0); });
  document.addEventListener("step", ({ detail }) => {
    section = detail.section;
    told();
  });
})();
