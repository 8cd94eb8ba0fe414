// The plain editor: an example into the box, the answer into a table, the query into the address.
// Without this script the form still asks /sparql, whose answer is then a file.

const form = document.querySelector("[data-sparql]");
const box = form.querySelector("textarea");
const said = document.querySelector("[data-said]");
const place = document.querySelector("[data-answer]");

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function table(answer) {
  const made = element("table");
  const head = element("tr");
  for (const name of answer.head.vars) {
    const cell = element("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  made.append(element("thead"));
  made.tHead.append(head);
  const body = element("tbody");
  for (const row of answer.results.bindings.slice(0, 1000)) {
    const line = element("tr");
    for (const name of answer.head.vars) {
      const cell = element("td");
      const term = row[name];
      const ours = term && term.type === "uri" && term.value.match(/\/(id|scheme)\/(.+)$/);
      if (ours && term.value.startsWith("https://w3id.org/alliances-kg/")) {
        const link = element("a", ours[2]);
        link.href = `/${ours[1]}/${ours[2]}`;
        cell.append(link);
      } else if (term) {
        cell.textContent = term.value;
      }
      line.append(cell);
    }
    body.append(line);
  }
  made.append(body);
  const region = element("div");
  region.className = "table-box";
  region.tabIndex = 0;
  region.append(made);
  return region;
}

async function run(event) {
  event.preventDefault();
  const kind = form.querySelector("[data-format]").value;
  said.textContent = form.dataset.running;
  place.replaceChildren();
  const address = new URL(location.href);
  address.search = "";
  address.searchParams.set("query", box.value);
  if (address.href.length < 8000) history.replaceState(null, "", address);
  const accept = kind || "application/sparql-results+json, text/turtle;q=0.5";
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept, "Accept-Language": document.documentElement.lang },
      body: box.value,
    });
    const text = await answer.text();
    if (!answer.ok) {
      const problem = JSON.parse(text);
      said.textContent = `${form.dataset.failed} ${problem.title} ${problem.detail}`;
    } else if (!kind && answer.headers.get("content-type").includes("sparql-results+json")) {
      const told = JSON.parse(text);
      const rows = told.results ? told.results.bindings.length : 1;
      said.textContent = form.dataset.rows.replace("%n", rows);
      place.append(told.results ? table(told) : element("p", String(told.boolean)));
    } else {
      const block = element("pre", text.slice(0, 200000));
      block.className = "code-block";
      block.tabIndex = 0;
      said.textContent = "";
      place.append(block);
    }
  } catch (error) {
    said.textContent = `${form.dataset.failed} ${error.message}`;
  }
}

form.addEventListener("submit", run);
form.querySelector("[data-examples]").addEventListener("change", (event) => {
  if (event.target.value) box.value = event.target.value;
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
