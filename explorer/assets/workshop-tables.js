// Tables of a workshop: as tall as the window leaves, so that headings stay while rows scroll; the
// rows a step speaks of alone before a room, the others one key away. Space and the Page keys
// scroll while there is something to scroll; after that the Page keys play the path again, as a
// presenter's remote does.
"use strict";
(() => {
  const LOWEST = 180;
  const SCREEN = 0.8;
  const boxes = () => [...document.querySelectorAll(".w-table .table-box")].filter((one) => one.checkVisibility());
  const below = (box) => box.scrollHeight - box.clientHeight - box.scrollTop > 2;
  const above = (box) => box.scrollTop > 2;

  function fit() {
    const bar = document.getElementById("w-ballot").offsetHeight;
    for (const box of boxes()) {
      const { top, bottom } = box.getBoundingClientRect();
      const next = box.nextElementSibling;
      const after = next?.matches(".w-rows") ? next.getBoundingClientRect().bottom - bottom : 0;
      const left = innerHeight - top - scrollY - after - bar - 12;
      box.style.maxHeight = `${Math.max(LOWEST, Math.floor(left))}px`;
    }
  }

  function scroll(step) {
    const box = boxes().find(step > 0 ? below : above);
    box?.scrollBy({ top: step * SCREEN * box.clientHeight });
    return Boolean(box);
  }

  // The rest of the rows, and then the beginning again.
  function further({ detail: step }) {
    if (scroll(step)) return;
    const few = boxes()[0]?.closest(".w-few");
    if (!few) { for (const box of boxes()) box.scrollTop = 0; return; }
    few.classList.toggle("w-every");
    for (const box of boxes()) box.scrollTop = few.classList.contains("w-every") ? few.querySelector("tr:not(.w-spoken)").offsetTop / 2 : 0;
  }

  const PAGES = { PageDown: 1, PageUp: -1 };
  // Before the player, which would play the path.
  addEventListener("keydown", (event) => {
    const step = PAGES[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || window.alliances.writing(event.target) || !scroll(step)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("further", further);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-rows]")) further({ detail: 1 }); });
  document.addEventListener("step", () => {
    for (const one of document.querySelectorAll(".w-every")) one.classList.remove("w-every");
    for (const box of boxes()) box.scrollTop = 0;
    fit();
  });
  addEventListener("resize", fit);
  document.addEventListener("projection", () => requestAnimationFrame(fit));
})();
