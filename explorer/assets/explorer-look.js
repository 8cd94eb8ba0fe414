// How the explorer's picture looks to the canvas: its styles in the light of the page, and its
// things and lines as the canvas wants them. Every place, colour and line is the server's.
const root = document.documentElement;
const isDark = () => getComputedStyle(root).colorScheme === "dark"
  || (root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
const SHAPES = { round: "round-rectangle", square: "rectangle", dashed: "rectangle", deep: "round-rectangle",
  tag: "round-rectangle", ellipse: "ellipse", cut: "cut-rectangle", plain: "rectangle" };
const ARROWS = { arrow: "triangle", circle: "circle", bar: "tee", none: "none" };

function painted(held) {
  const light = isDark() ? "dark" : "light";
  const palette = held.palettes[light];
  const font = getComputedStyle(document.body).fontFamily;
  // What is too small to be read is not written: a large picture is drawn in a third of the time.
  const bold = { "font-family": font, "font-size": 14, "font-weight": 500, "min-zoomed-font-size": 5 };
  return [
    { selector: "node[form]", style: {
      ...bold, label: "data(label)", "text-wrap": "wrap", "text-max-width": 400, "text-valign": "center",
      "line-height": 1.25, width: "data(w)", height: "data(h)", shape: "data(shape)",
      "background-color": `data(${light}0)`, "border-color": `data(${light}1)`, color: `data(${light}2)`,
      "border-width": "data(rim)", "border-style": "data(rimStyle)", "corner-radius": 8, "text-events": "yes" } },
    // Several categories stand as stripes at the left, and the label beside them.
    { selector: "node[stripes]", style: {
      "background-fill": "linear-gradient", "background-gradient-direction": "to-right",
      "background-gradient-stop-colors": (node) => node.data(`${light}Stripes`),
      "background-gradient-stop-positions": (node) => node.data("stops"), "text-margin-x": "data(stripes)" } },
    { selector: "node[group]", style: {
      shape: "round-rectangle", "background-color": palette.ink2, "background-opacity": 0.05, "border-color": palette.rule,
      "border-width": 1, width: "data(w)", height: "data(h)", events: "no", "z-index": 0, "z-index-compare": "manual" } },
    { selector: "node[title]", style: {
      ...bold, label: "data(title)", "font-size": 18, "font-weight": 700, "text-valign": "center", "text-halign": "right",
      color: palette.ink, "text-outline-color": palette.paper, "text-outline-width": 4, width: 1, height: 1,
      "background-opacity": 0, events: "no", "z-index": 9, "z-index-compare": "manual" } },
    { selector: "edge", style: {
      ...bold, width: "data(width)", "line-color": palette.rule, "target-arrow-color": palette.rule,
      "target-arrow-shape": "data(arrow)", "arrow-scale": 0.9, "curve-style": "straight",
      label: "data(mark)", "font-size": 12, "font-weight": 700, color: palette.ink,
      "text-background-color": palette.paper, "text-background-opacity": 1, "text-background-padding": 3,
      "text-background-shape": "round-rectangle", "text-border-color": palette.ink2, "text-border-width": 1,
      "text-border-opacity": 1 } },
    // Where a name stands on the middle of a line, its letter stands elsewhere on it.
    { selector: "edge[at]", style: { label: "", "source-label": "data(mark)", "source-text-offset": "data(at)" } },
    { selector: "edge[bend]", style: {
      "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5,
      "edge-distances": "node-position", "source-endpoint": "inside-to-node" } },
    { selector: "edge[?strong]", style: { "line-color": palette.ink, "target-arrow-color": palette.ink } },
    { selector: "edge[dashes]", style: { "line-style": "dashed", "line-dash-pattern": (edge) => edge.data("dashes"), "line-cap": "round" } },
    { selector: "edge.afar", style: { "line-dash-pattern": (edge) => edge.data("dashes").map((one) => one * FARTHER) } },
    { selector: "edge[arrow = 'circle']", style: { "target-arrow-fill": "hollow" } },
    { selector: "edge[!mark]", style: { "text-background-opacity": 0, "text-border-opacity": 0 } },
    { selector: ".away", style: { opacity: 0.13 } },
    { selector: ".chosen, .here", style: { "underlay-color": "#b36b00", "underlay-opacity": 0.45, "underlay-padding": 6 } },
  ];
}

// A gradient with hard ends: each stripe from where the last ended, then the ground.
function striped({ stripes, w, light, dark }) {
  if (!stripes) return {};
  const ends = stripes.light.map((_, place) => (100 * stripes.wide * (place + 1)) / w);
  const stops = [0, ...ends.flatMap((end) => [end, end]), 100].map((one) => `${one.toFixed(2)}%`).join(" ");
  const colours = (held, ground) => [...held, ground].flatMap((one) => [one, one]).join(" ");
  return {
    stripes: stripes.shift, share: (stripes.wide * stripes.light.length) / w, stops,
    lightStripes: colours(stripes.light, light[0]), darkStripes: colours(stripes.dark, dark[0]),
  };
}

// A large picture seen from afar has longer dashes, to be told apart.
const LARGE = 800;
const FARTHER = 3;
const AFAR = 0.35;
let waiting = 0;
function dash(cy) {
  const far = cy.edges().length > LARGE && cy.zoom() < AFAR;
  cy.batch(() => cy.edges("[dashes]").forEach((one) => { if (one.hasClass("afar") !== far) one.toggleClass("afar"); }));
}
document.addEventListener("drawn", ({ detail }) => {
  dash(detail);
  detail.on("viewport", () => { clearTimeout(waiting); waiting = setTimeout(() => { if (!detail.destroyed()) dash(detail); }, 150); });
});

function elements(held) {
  const unheld = { selectable: false, grabbable: false };
  // The title of a group is a thing of its own, since lines pass over frames and under names.
  const groups = held.groups.flatMap((group) => {
    const [left, top, w, h] = group.box;
    return [
      { ...unheld, position: { x: left + w / 2, y: top + h / 2 }, data: { id: `group ${group.key}`, group: "1", w, h } },
      { ...unheld, position: { x: left, y: top - 15 }, data: { id: `title ${group.key}`, title: group.name } },
    ];
  });
  const boxes = held.boxes.map((box, rank) => ({
    position: { x: box.x, y: box.y },
    data: {
      id: box.id, rank, label: box.label, name: box.name, w: box.w, h: box.h, form: box.form, shape: SHAPES[box.form],
      rim: { ellipse: 2, tag: 2.5 }[box.form] ?? 1.25, rimStyle: box.form === "dashed" ? "dashed" : "solid",
      light0: box.light[0], light1: box.light[1], light2: box.light[2], dark0: box.dark[0], dark1: box.dark[1], dark2: box.dark[2],
      ...striped(box),
    },
  }));
  const lines = held.lines.map((line) => ({
    selectable: false,
    data: {
      id: line.id, source: line.s, target: line.t, mark: line.mark, kind: line.kind, width: line.width,
      arrow: ARROWS[line.end], strong: line.strong ? 1 : 0,
      ...(line.dashes.length ? { dashes: line.dashes } : {}), ...(line.at ? { at: line.at } : {}),
      // The canvas passes half as far from the straight line as the point that bends it.
      ...(line.bend ? { bend: 2 * line.bend } : {}),
    },
  }));
  return [...groups, ...boxes, ...lines];
}

window.alliancesLook = Object.freeze({ LARGE, elements, painted });
