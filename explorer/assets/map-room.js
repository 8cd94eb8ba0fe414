// The map in a room: names at the size the last row reads, at most as many as a room follows, none
// over another; the rest are named when they are pointed at. Places stay those of the server.
"use strict";
document.addEventListener("mapped", ({ detail: map }) => {
  const canvas = document.getElementById("canvas");
  const { isOn, least, most, short } = window.alliancesRoom;
  const { network, told } = map;
  const THICK = 3;
  let pointed = "";

  const links = new Map(told.nodes.map((node) => [node.id, 0]));
  for (const edge of told.edges) for (const end of [edge.from, edge.to]) links.set(end, links.get(end) + 1);
  // What is pointed at first, then what is looked at, then those with most links.
  const rank = (node) => (node.id === pointed ? 2e6 : node.id === map.focused() ? 1e6 : links.get(node.id));
  const apart = (a, b) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
  const inside = (value, low, high) => Math.max(low, Math.min(high, value));

  function placed(pen, node, size, from, to) {
    const lines = short(node.name);
    const { x, y } = network.getPosition(node.id);
    const w = Math.max(...lines.map((line) => pen.measureText(line).width)) + size * 0.8;
    const h = lines.length * size * 1.2 + size * 0.4;
    return { lines, w, h, x: inside(x - w / 2, from.x, to.x - w), y: inside(y - h / 2, from.y, to.y - h) };
  }
  function written(pen, box, size, colours, strong) {
    pen.fillStyle = colours.paper;
    pen.fillRect(box.x, box.y, box.w, box.h);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = (strong ? 4 : 1.5) / network.getScale();
    pen.strokeRect(box.x, box.y, box.w, box.h);
    pen.fillStyle = colours.ink;
    box.lines.forEach((line, place) => pen.fillText(line, box.x + box.w / 2, box.y + size * (0.85 + place * 1.2)));
  }

  function names(pen, size, held) {
    const from = network.DOMtoCanvas({ x: 2, y: 2 });
    const to = network.DOMtoCanvas({ x: canvas.clientWidth - 2, y: canvas.clientHeight - 2 });
    const found = [];
    for (const node of told.nodes.filter((one) => held.has(one.id)).sort((a, b) => rank(b) - rank(a))) {
      if (found.length === most) break;
      const box = placed(pen, node, size, from, to);
      if (found.every((other) => apart(box, other))) found.push(Object.assign(box, { id: node.id }));
    }
    return found;
  }
  // The letter of a status, where no name stands in its way.
  function letters(pen, size, kept, taken) {
    return told.edges.filter((edge) => kept.has(edge.id) && edge.mark).flatMap((edge) => {
      const { mark } = edge;
      const [x, y] = map.between(edge);
      const w = pen.measureText(mark).width + size * 0.5;
      const box = { lines: [mark], w, h: size * 1.4, x: x - w / 2, y: y - size * 0.7 };
      if (!taken.every((other) => apart(box, other))) return [];
      taken.push(box);
      return [box];
    });
  }

  network.on("afterDrawing", (pen) => {
    if (!isOn()) return;
    const size = least() / network.getScale();
    const colours = map.colours();
    const { held, kept } = map.standing();
    pen.font = `600 ${size}px "Atkinson Next", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const shown = names(pen, size, held);
    for (const box of letters(pen, size, kept, [...shown])) written(pen, box, size, colours, false);
    for (const box of shown) written(pen, box, size, colours, box.id === pointed || box.id === map.focused());
    canvas.dataset.named = String(shown.length);
    canvas.dataset.things = String(held.size);
    dispatchEvent(new Event("named"));
  });

  function turned() {
    if (!isOn()) { delete canvas.dataset.named; delete canvas.dataset.things; }
    network.setOptions({ interaction: { hover: isOn() } });
    requestAnimationFrame(() => {
      network.redraw();
      network.fit({ animation: false, maxZoomLevel: 2 });
      map.thicken(isOn() ? THICK / network.getScale() : 0);
    });
  }
  document.addEventListener("projection", turned);
  network.on("zoom", () => { if (isOn()) map.thicken(THICK / network.getScale()); });
  network.on("hoverNode", ({ node }) => { pointed = node; network.redraw(); });
  network.on("blurNode", () => { pointed = ""; network.redraw(); });
  if (isOn()) turned();
});
