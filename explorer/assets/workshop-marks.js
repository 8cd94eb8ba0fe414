// The room's vote on what is shown: beside the sentences, on the lines of a picture, and which
// link is being voted on. A mark has a form of its own and never stands in for a status.
"use strict";
(() => {
  const { byId, make, say } = window.alliancesWorkshop;
  const ballots = window.alliancesBallots;
  const { share } = ballots;
  const SVG = "http://www.w3.org/2000/svg";
  let now = { section: null, thing: "" };

  const lineOf = (row) => row.closest(".w-stage")?.querySelector(`[data-line="${CSS.escape(row.dataset.link)}"]`);

  function marks() {
    for (const line of document.querySelectorAll(".w-vote-mark")) line.remove();
    for (const row of document.querySelectorAll("[data-vote]")) {
      const agree = ballots.results(row.dataset.vote, "agree");
      const priority = ballots.results(row.dataset.vote, "priority");
      const words = row.querySelector(".w-votes");
      words.hidden = !agree.cast && !priority.cast;
      words.replaceChildren(make("span", "w-mark", say("room")), ` ${say("agree")} ${share(agree) || "–"} · ${say("priority")} ${share(priority) || "–"}`);
      if (agree.whole) drawn(row, share(agree));
    }
  }
  // The vote stands under the letter of the status, in a form of its own.
  function drawn(row, text) {
    const line = lineOf(row);
    const letter = line?.querySelector(":scope > rect");
    if (!letter) return;
    const x = Number(letter.getAttribute("x")) + Number(letter.getAttribute("width")) / 2;
    const y = Number(letter.getAttribute("y")) + 19;
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "w-vote-mark");
    const wide = text.length * 7 + 10;
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: x - wide / 2, y, width: wide, height: 16, rx: 8 })) rect.setAttribute(name, String(value));
    const words = document.createElementNS(SVG, "text");
    for (const [name, value] of Object.entries({ x, y: y + 12, "text-anchor": "middle", "font-size": 12 })) words.setAttribute(name, String(value));
    words.textContent = text;
    group.append(rect, words);
    line.append(group);
  }

  // The link that is voted on stands out in the sentences and in the picture.
  function point() {
    for (const one of document.querySelectorAll(".w-voted")) one.classList.remove("w-voted");
    const row = now.thing && now.section?.querySelector(`[data-vote="${CSS.escape(now.thing)}"]`);
    if (!row) return;
    row.classList.add("w-voted");
    for (const line of document.querySelectorAll(`.w-stage [data-line="${CSS.escape(row.dataset.link)}"]`)) line.classList.add("w-voted");
    row.scrollIntoView({ block: "nearest" });
  }
  // A room sees names and marks that are written anew for each link and each voice.
  const again = () => { if (document.documentElement.dataset.projection === "on") dispatchEvent(new Event("resize")); };
  document.addEventListener("voted", ({ detail }) => { now = detail; point(); again(); });
  document.addEventListener("counted", () => { marks(); again(); });
  document.addEventListener("carded", marks);

  // The bar of votes covers nothing: pictures end above it, and the page can be read to its end.
  new ResizeObserver(([{ target }]) => {
    byId("w").style.setProperty("--w-bar", `${target.offsetHeight}px`);
    dispatchEvent(new Event("resize"));
  }).observe(byId("w-ballot"));
})();
