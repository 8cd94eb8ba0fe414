// Where a workshop begins: a page that is only loaded again stays at its step; a file that is opened
// again begins with its first screen, outside the projection, and offers to go on where one was.
// Keeps the number of a step in the browser's own storage and sends nothing anywhere.
"use strict";
(() => {
  const { byId, told, say } = window.alliancesWorkshop;
  const { kept } = window.alliances;
  const root = document.documentElement;
  const NAME = `alliances-step ${told.key}`;
  const session = {
    get() { try { return sessionStorage.getItem(NAME); } catch { return null; } },
    set(value) { try { sessionStorage.setItem(NAME, value); } catch { /* the page forgets */ } },
  };
  const last = Number(kept.get(NAME)) || 0;
  const now = session.get();

  if (now === null) {
    const resume = byId("w-resume");
    resume.hidden = last < 1 || !document.querySelector(`[data-step="${last + 1}"]`);
    resume.dataset.jump = String(last + 1);
    resume.textContent = say("resume", { n: last + 1 });
  }
  addEventListener("load", () => {
    const own = document.body.classList.contains("workshop-file");
    if (now === null && own && root.dataset.projection === "on") byId("projection").click();
  });
  // The step this page was at, null when it is opened and not only loaded again.
  window.alliancesStart = Object.freeze({
    at: now === null ? null : Number(now) || 0,
    last,
    keep(step) { session.set(String(step)); kept.set(NAME, String(step)); },
  });
})();
