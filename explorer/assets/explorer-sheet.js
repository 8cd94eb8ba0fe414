// In a large picture the neighbourhood looked at lies on a sheet of its own, drawn above the
// rest, which steps back as a whole: to change two thousand lines one by one and draw them all
// again takes longer than a person waits. The sheet follows the picture and answers nothing.
/* global cytoscape */
let below = null;
let above = null;

const follow = () => above?.viewport({ zoom: below.zoom(), pan: below.pan() });
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

// Lay `kept`, a collection of the picture, above the rest; the thing `centre` is marked.
function lay(kept, centre, style) {
  if (!above) place(style);
  above.elements().remove();
  follow();
  above.add(kept.map(drawn));
  above.getElementById(centre).addClass("chosen");
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
  below.on("class", ({ target }) => twin(target).toggleClass("here", target.hasClass("here")));
}

window.alliancesSheet = Object.freeze({ lay, lift, over, restyle: (style) => above?.style(style) });
