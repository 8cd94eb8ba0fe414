// What the library does not draw of a box: the cut corners of a mechanism, and the stripes of what
// belongs to several categories. Both are laid over the box, and stand back with it.
"use strict";
document.addEventListener("mapped", ({ detail: map }) => {
  const { network, told } = map;
  const FAINT = 0.13;
  const ROUND = 10;

  function cut(context, { node, x, y, look, faint }) {
    const box = network.getBoundingBox(node.id);
    const w = (box.right - box.left) / 2 + 1;
    const h = (box.bottom - box.top) / 2 + 1;
    for (const [a, b] of [[-1, -1], [1, -1], [1, 1], [-1, 1]]) {
      context.fillStyle = map.colours().paper;
      context.beginPath();
      context.moveTo(x + a * w, y + b * (h - 9));
      context.lineTo(x + a * w, y + b * h);
      context.lineTo(x + a * (w - 9), y + b * h);
      context.fill();
      context.globalAlpha = faint;
      context.strokeStyle = look[1];
      context.lineWidth = 1.25;
      context.beginPath();
      context.moveTo(x + a * (w - 1), y + b * (h - 9));
      context.lineTo(x + a * (w - 9), y + b * (h - 1));
      context.stroke();
      context.globalAlpha = 1;
    }
  }

  function striped(context, { node, x, y, look, faint }) {
    const [left, top] = [x - node.w / 2, y - node.h / 2];
    context.save();
    context.globalAlpha = faint;
    context.beginPath();
    context.roundRect(left, top, node.w, node.h, Math.min(ROUND, node.h / 2));
    context.clip();
    node.stripes[map.lit()].forEach((colour, place) => {
      context.fillStyle = colour;
      context.fillRect(left + place * node.stripes.wide, top, node.stripes.wide, node.h);
    });
    context.strokeStyle = map.focused() === node.id ? map.colours().ink : look[1];
    // Half of the rim lies outside what is clipped to.
    context.lineWidth = map.focused() === node.id ? 8 : 2 * node.borderWidth;
    context.stroke();
    context.restore();
  }

  network.on("afterDrawing", (context) => {
    const { held } = map.standing();
    for (const node of told.nodes.filter((one) => one.form === "cut" || one.stripes)) {
      const { x, y } = network.getPosition(node.id);
      const at = { node, x, y, look: node[map.lit()], faint: held.has(node.id) ? 1 : FAINT };
      if (node.form === "cut") cut(context, at);
      else striped(context, at);
    }
  });
});
