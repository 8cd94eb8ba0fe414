// What the scripts of a workshop share: what the page was told, its sentences, its elements, the
// mark of a status, and files given to whoever asks.
// Loaded first; asks nothing of any network and puts every name on the page as text.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const told = JSON.parse(byId("data").textContent);
  const make = (tag, name, text) => {
    const found = document.createElement(tag);
    if (name) found.className = name;
    if (text !== undefined) found.textContent = text;
    return found;
  };
  const say = (key, values = {}) => Object.entries(values)
    .reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), told.words[key]);
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  // A status as everywhere: letter, word and line; the line is drawn once, in a legend.
  function mark(slug) {
    const [letter, word] = told.statuses[slug];
    const found = make("span", "status");
    found.append(make("span", "letter", letter), " ", make("span", "status-word", word), " ");
    const like = [...document.querySelectorAll(".w-legend .status")].find((one) => one.querySelector(".letter").textContent === letter);
    if (like) found.append(like.querySelector(".line").cloneNode(true));
    return found;
  }
  function save(name, type, content) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  window.alliancesWorkshop = Object.freeze({ byId, told, make, mark, save, say, tell });
})();
