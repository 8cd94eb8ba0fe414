// The server's page taken over in part: what changes is put in the place of what was there, and
// the reader stays where they are. "Why do I not see" is answered so, where it was asked.

// The page at an address, null when there is none.
async function pageAt(href) {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function answered(form) {
  const asked = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const fresh = (await pageAt(asked))?.querySelector(".x-hidden");
  if (!fresh) { form.submit(); return; }
  form.closest(".x-hidden").replaceWith(fresh);
  document.dispatchEvent(new Event("answered"));
  document.getElementById("x-why").focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!event.target.elements.why) return;
  event.preventDefault();
  answered(event.target);
});

window.alliancesPage = Object.freeze({ pageAt });
