// The space bar reads on within a step: the next part of a picture, the next screen of a table.
// Arrows play the path; a key that was meant for a button or a field is left to it.
"use strict";
(() => {
  const { tell } = window.alliancesWorkshop;
  const OWN = "button, input, select, textarea, a, summary, [data-box], [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(OWN)) return;
    tell("further", event.shiftKey ? -1 : 1);
    event.preventDefault();
  });
})();
