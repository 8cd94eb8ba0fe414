// In a large picture the neighbourhood looked at lies on a sheet of its own, drawn above the
// rest, which steps back as a whole: to change two thousand lines one by one and draw them all
// again takes longer than a person waits. The sheet follows the picture and answers nothing.
/* global cytoscape */
let below = null;
let above = null;
let waiting = 0;
// Names too small to be read are written over their boxes, as many as cover no other.
const NAME = { size: 12, across: 10, down: 6 };
const pen = document.createElement("canvas").getContext("2d");

function follow() {
  if (!above) return;
  const zoomed = above.zoom() !== below.zoom();
  above.viewport({ zoom: below.zoom(), pan: below.pan() });
  if (!zoomed) return;
  clearTimeout(waiting);
  waiting = setTimeout(name, 80);
}
const twin = (one) => above?.getElementById(one.id()) ?? below.collection();
const drawn = (one) => ({
  group: one.group(), data: one.data(), classes: one.classes(), ...(one.isNode() ? { position: { ...one.position() } } : {}),
});

function place(style) {
  const host = document.createElement("div");
  host.className = "x-sheet";
  host.setAttribute("aria-hidden", "true");
  below.container().append(host);
  above = cytoscape({
    container: host, style, layout: { name: "preset", fit: false }, minZoom: below.minZoom(), maxZoom: below.maxZoom(),
    autoungrabify: true, boxSelectionEnabled: false, userPanningEnabled: false, userZoomingEnabled: false, pixelRatio: 1,
  });
}

const apart = (a, b) => Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2;

// The thing looked at is named first, then those told first.
function name() {
  const zoom = above.zoom();
  const readable = 14 * zoom >= NAME.size;
  const nodes = above.nodes("[form]").sort((a, b) => Number(b.hasClass("chosen")) - Number(a.hasClass("chosen")) || a.data("rank") - b.data("rank"));
  const written = [];
  above.batch(() => nodes.forEach((node) => {
    node.removeStyle();
    if (readable) return;
    pen.font = `500 ${NAME.size}px ${node.style("font-family")}`;
    const lines = window.alliancesRoom.short(node.data("name"));
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
    const box = { ...node.renderedPosition(), w: wide + NAME.across, h: lines.length * NAME.size * 1.25 + NAME.down };
    const free = written.every((other) => apart(box, other));
    node.style({ "z-index": free ? 9 : 1, "z-index-compare": "manual", "underlay-padding": 6 / zoom });
    if (!free) return;
    written.push(box);
    node.style({
      label: lines.join("\n"), "font-size": NAME.size / zoom, "text-max-width": 9999, "min-zoomed-font-size": 1,
      "text-background-color": node.style("background-color"), "text-background-opacity": 1, "text-background-padding": 2 / zoom,
    });
  }));
}

// Lay `kept`, a collection of the picture, above the rest; the thing `centre` is marked.
function lay(kept, centre, style) {
  if (!above) place(style);
  above.elements().remove();
  follow();
  above.add(kept.map(drawn));
  above.getElementById(centre).addClass("chosen");
  name();
  below.container().classList.add("x-behind");
}

function lift() {
  above?.elements().remove();
  below?.container().classList.remove("x-behind");
}

// Another picture was drawn: what lay above the one before is gone with it.
function over(cy) {
  if (above) {
    const host = above.container();
    above.destroy();
    host.remove();
    above = null;
  }
  below = cy;
  lift();
  below.on("viewport", follow);
  below.on("resize", () => above?.resize());
  below.on("position", "node", ({ target }) => twin(target).position(target.position()));
  below.on("class", ({ target }) => {
    for (const kept of ["here", "afar"]) twin(target).toggleClass(kept, target.hasClass(kept));
  });
}

window.alliancesSheet = Object.freeze({ lay, lift, over, restyle: (style) => above?.style(style) });
