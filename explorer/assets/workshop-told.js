// What the scripts of a workshop share: what the page was told, its sentences, its elements.
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
  window.alliancesWorkshop = Object.freeze({ byId, told, make, say, tell });
})();
