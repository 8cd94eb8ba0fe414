// The language of a workshop in one file: it holds both, one shown and one folded in a template.
// The choice stands in the address and in the browser's own storage; changing it loads the file
// again, at the same step and with the same votes. Runs before what reads the page.
"use strict";
(() => {
  const other = document.getElementById("other");
  const { kept } = window.alliances;
  if ((location.hash.slice(1) || kept.get("language")) === other.lang) {
    document.documentElement.lang = other.lang;
    document.title = other.dataset.title;
    document.getElementById("whole").replaceChildren(other.content);
    // What the projection says of its sizes stands on its own element, which comes after this one.
    document.addEventListener("DOMContentLoaded", () => {
      document.querySelector("script[data-size]").dataset.size = other.dataset.size;
    });
  }
  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]")?.dataset.language;
    if (!language) return;
    kept.set("language", language);
    location.hash = language;
    location.reload();
  });
})();
