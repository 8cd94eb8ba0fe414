// What every page carries: the chosen light, the key that finds the search box, and whether keys
// of one sign do anything. Loaded before the page is drawn, so that nothing changes after; keeps
// three words in the browser's own storage and sends nothing anywhere.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) {
      try {
        if (value) localStorage.setItem(name, value); else localStorage.removeItem(name);
      } catch { /* a browser that keeps nothing forgets the choice with the page */ }
    },
  };

  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

  root.classList.add("js");
  if (["light", "dark"].includes(kept.get("theme"))) root.dataset.theme = kept.get("theme");

  const press = () => {
    document.getElementById("theme")?.setAttribute("aria-pressed", String(isDark()));
  };

  const changeTheme = () => {
    const wanted = isDark() ? "light" : "dark";
    // A choice that agrees with the system is no choice: the page follows the system again.
    if ((wanted === "dark") === dark.matches) {
      delete root.dataset.theme;
      kept.set("theme", "");
    } else {
      root.dataset.theme = wanted;
      kept.set("theme", wanted);
    }
    press();
  };

  const writing = (element) => element.closest?.("input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]");

  // What the scripts of single views share with this one.
  // Whoever dictates or hits keys by chance can switch off the keys of one sign (p, /, digits).
  const keys = () => kept.get("keys") !== "off";
  window.alliances = Object.freeze({ kept, keys, writing });

  const switches = () => document.querySelectorAll("[data-keys]");
  const showKeys = () => { for (const one of switches()) one.checked = keys(); };
  const changeKeys = (event) => {
    if (!event.target.matches?.("[data-keys]")) return;
    kept.set("keys", event.target.checked ? "" : "off");
    showKeys();
  };

  const toClipboard = async (text) => {
    // The clipboard's own door is closed on plain HTTP, as on a laptop's network in a room.
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
    await toClipboard(text.trim().replace(/[ \t]*\n[ \t]*/g, " "));
    const said = document.getElementById(button.dataset.said);
    if (said) said.textContent = button.dataset.done;
  };

  document.addEventListener("DOMContentLoaded", () => {
    press();
    showKeys();
    document.addEventListener("change", changeKeys);
    dark.addEventListener("change", press);
    document.getElementById("theme")?.addEventListener("click", changeTheme);
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-copy]");
      if (button) copy(button);
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || !keys()) return;
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector("[data-search]")?.focus();
      }
    });
  });
})();
