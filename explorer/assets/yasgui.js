// The editor for experts, over our own endpoint only; nothing is kept in the browser.

window.addEventListener("load", () => {
  const place = document.getElementById("yasgui");
  new window.Yasgui(place, {
    requestConfig: { endpoint: "/sparql", method: "POST" },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    yasqe: { value: place.dataset.query },
  });
});
