// The map to take away: draws what it is told where it is told, filters, finds, shows a
// neighbourhood, and writes a picture. It computes no place and no status, asks nothing of any
// network, and puts every name on the page as text. In a room it is `map-room.js` that writes names.
"use strict";
(async () => {
  const byId = (id) => document.getElementById(id);
  // What is large travels packed; the library runs because the policy names its hash.
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob(byId(id).textContent), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  if (!("DecompressionStream" in window)) {
    byId("canvas").textContent = byId("canvas").dataset.old;
    return;
  }
  const library = document.createElement("script");
  library.textContent = await unpacked("library");
  document.head.append(library);
  const told = JSON.parse(await unpacked("data"));
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const FAINT = 0.13;
  const CLOSEST = 1.1;
  const things = new Map(told.nodes.map((node) => [node.id, node]));
  const rows = new Map([...document.querySelectorAll("[data-line]")].map((row) => [row.dataset.line, row]));
  const marks = new Map([...document.querySelectorAll("[data-status]")]
    .map((box) => [box.dataset.status, box.parentElement.querySelector(".status")]));
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const lit = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light"));
  const room = () => root.dataset.projection === "on";
  let focus = "";
  let line = "";
  let thinnest = 0;

  // Widths were reckoned for this typeface; it is in the file and only needs to be read.
  await document.fonts.load('14px "Atkinson Next"').catch(() => {});

  // How a line of each status is drawn is told once, and wins over what pyvis takes as usual.
  told.edges = told.edges.map((edge) => {
    const stroke = told.strokes[edge.status];
    // The library writes on the middle between two centres, which a box may cover: letters are
    // written below, where the server found room for them on their line.
    return { ...edge, ...stroke, label: " ", mark: edge.label.trim(), width: edge.thick ?? stroke.width };
  });
  const nodes = new vis.DataSet(told.nodes);
  const edges = new vis.DataSet(told.edges);
  const network = new vis.Network(byId("canvas"), { nodes, edges }, told.options);

  const unticked = (name) => new Set([...document.querySelectorAll(`[data-${name}]`)]
    .filter((box) => !box.checked).map((box) => box.dataset[name]));
  const clear = (colour, share) => colour + Math.round(share * 255).toString(16).padStart(2, "0");

  // What stands back: outside the neighbourhood, of an unticked kind, or of an unticked status.
  function standing() {
    const kinds = unticked("kind");
    const statuses = unticked("status");
    const near = new Set([focus]);
    for (const edge of told.edges) {
      if (edge.from === focus) near.add(edge.to);
      if (edge.to === focus) near.add(edge.from);
    }
    const shown = (id) => !kinds.has(things.get(id).kind);
    const held = new Set(told.nodes.filter((node) => shown(node.id) && (!focus || near.has(node.id))).map((node) => node.id));
    const ticked = told.edges.filter((edge) => !statuses.has(edge.status) && shown(edge.from) && shown(edge.to));
    const kept = ticked.filter((edge) => !focus || edge.from === focus || edge.to === focus);
    return { held, kept: new Set(kept.map((edge) => edge.id)), ticked: new Set(ticked.map((edge) => edge.id)) };
  }

  function paint() {
    const colours = told.palettes[lit()];
    const { held, kept, ticked } = standing();
    nodes.update(told.nodes.map((node) => {
      const [ground, rim, ink] = node[lit()];
      const border = node.id === focus ? colours.ink : rim;
      const same = { background: ground, border };
      return {
        id: node.id,
        opacity: held.has(node.id) ? 1 : FAINT,
        borderWidth: node.id === focus ? 4 : node.borderWidth,
        color: { ...same, highlight: same, hover: same },
        font: { ...node.font, color: room() ? "transparent" : held.has(node.id) ? ink : clear(ink, FAINT) },
      };
    }));
    edges.update(told.edges.map((edge) => {
      const colour = edge.strong ? colours.ink : colours.rule;
      const on = kept.has(edge.id);
      return {
        id: edge.id,
        width: Math.max(thinnest, edge.id === line ? edge.width + 2 : edge.width),
        color: { color: colour, highlight: colour, hover: colour, opacity: on ? 1 : FAINT },
      };
    }));
    for (const [id, row] of rows) {
      row.hidden = !ticked.has(id);
      row.classList.toggle("here", id === line || (Boolean(focus) && kept.has(id)));
    }
    byId("shown").textContent = byId("shown").dataset.said
      .replace("{shown}", ticked.size).replace("{all}", rows.size);
  }

  function button(node, edge) {
    const found = document.createElement("button");
    found.type = "button";
    found.dataset.thing = node.id;
    found.append(node.name);
    const how = document.createElement("span");
    how.className = "n";
    const mark = marks.get(edge.status);
    if (mark) how.append(mark.cloneNode(true));
    else how.textContent = rows.get(edge.id)?.cells[0].textContent ?? byId("side").dataset.none;
    found.append(how);
    const item = document.createElement("li");
    item.append(found);
    return item;
  }

  function card() {
    const node = things.get(focus);
    byId("chosen").hidden = !node;
    byId("nothing").hidden = Boolean(node);
    if (!node) return;
    const side = byId("side").dataset;
    const around = told.edges.filter((edge) => edge.from === focus || edge.to === focus);
    byId("name").textContent = node.name;
    byId("kind").textContent = node.kindName;
    byId("beyond").textContent = node.beyond
      ? (node.beyond === 1 ? side.beyondOne : side.beyondMany).replace("{n}", node.beyond) : "";
    byId("count").textContent = String(around.length);
    byId("neighbours").replaceChildren(...around.map((edge) =>
      button(things.get(edge.from === focus ? edge.to : edge.from), edge)));
  }

  function look(id, { move = true, read = false } = {}) {
    focus = things.has(id) ? id : "";
    line = "";
    paint();
    card();
    if (!move) return;
    const near = focus ? { nodes: [focus, ...network.getConnectedNodes(focus)] } : {};
    // What is looked at is seen with what is around it: no name grows beyond what is read with ease.
    network.fit({ ...near, animation: false, maxZoomLevel: CLOSEST });
    if (read && focus) byId("name").focus();
  }

  // The point of a line where its letter stands: a share of the way from rim to rim.
  function between(edge) {
    const [a, b] = [things.get(edge.from), things.get(edge.to)];
    const [from, to] = [network.getPosition(edge.from), network.getPosition(edge.to)];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const turn = (edge.bend ?? 0) / (Math.hypot(dx, dy) || 1);
    const middle = { x: (from.x + to.x) / 2 - dy * turn, y: (from.y + to.y) / 2 + dx * turn };
    const by = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
    const start = rim(a, from, by);
    const end = rim(b, to, by);
    const bent = turn ? { x: 2 * middle.x - (start.x + end.x) / 2, y: 2 * middle.y - (start.y + end.y) / 2 }
      : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    const t = edge.share ?? 0.5;
    const at = (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * bent[axis] + t ** 2 * end[axis];
    return [at("x"), at("y")];
  }
  function rim(node, centre, towards) {
    const [across, down] = [(2 * (towards.x - centre.x)) / node.w, (2 * (towards.y - centre.y)) / node.h];
    const far = node.form === "ellipse" ? Math.hypot(across, down) : Math.max(Math.abs(across), Math.abs(down));
    const share = far > 1 ? 1 / far : 1;
    return { x: centre.x + (towards.x - centre.x) * share, y: centre.y + (towards.y - centre.y) * share };
  }
  network.on("afterDrawing", (context) => {
    if (room()) return;
    const colours = told.palettes[lit()];
    const { kept } = standing();
    context.font = '13px "Atkinson Next", sans-serif';
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const edge of told.edges.filter((one) => one.mark && kept.has(one.id))) {
      const [x, y] = between(edge);
      const wide = context.measureText(edge.mark).width + 6;
      context.fillStyle = colours.paper;
      context.fillRect(x - wide / 2, y - 8, wide, 16);
      context.fillStyle = colours.ink;
      context.fillText(edge.mark, x, y);
    }
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node) look(node);
    else if (edge) {
      line = edge;
      paint();
      rows.get(edge)?.scrollIntoView({ block: "nearest" });
    } else look("", { move: false });
  });

  document.addEventListener("click", (event) => {
    const found = event.target.closest("[data-thing]");
    if (found) look(found.dataset.thing, { read: true });
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-kind], [data-status]")) paint();
  });
  // Before the projection, which the same key leaves after.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(focus || line)) return;
    look("");
    event.preventDefault();
  }, true);
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = plain(byId("q").value.trim());
    const all = [...things.values()];
    const found = wanted && (all.find((node) => plain(node.name) === wanted)
      ?? all.find((node) => plain(node.name).startsWith(wanted))
      ?? all.find((node) => plain(node.name).includes(wanted)));
    byId("said").textContent = found ? "" : byId("said").dataset.none;
    if (found) look(found.id, { read: true });
  });
  byId("clear").addEventListener("click", () => look(""));
  byId("fit").addEventListener("click", () => network.fit({ animation: false }));
  byId("in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.25 }));
  byId("out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.25 }));
  new MutationObserver(paint).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  dark.addEventListener("change", paint);

  document.dispatchEvent(new CustomEvent("mapped", { detail: {
    told, network, standing, between, paint, lit, colours: () => told.palettes[lit()], focused: () => focus,
    thicken: (least) => { thinnest = least; paint(); },
  } }));
  paint();
  // The library looks at its own extent once more on its first frame: ours comes after it.
  network.once("afterDrawing", () => requestAnimationFrame(() => {
    network.fit({ animation: false, maxZoomLevel: 1.5 });
    network.once("afterDrawing", () => { byId("canvas").dataset.ready = ""; });
    network.redraw();
  }));
  network.redraw();
})();
