// Which things of a picture a room sees together: a link that claims something comes with both its
// ends, so that each is seen whole in some part; a thing in no such link comes with the first of
// the picture, which it is there because of. Knows rectangles and nothing of pages.
"use strict";
(() => {
  const apart = (a, b) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
  const around = ({ x, y, w, h, gap }) => ({ x: x - gap, y: y - gap, w: w + 2 * gap, h: h + 2 * gap });

  // The first place among `near` that covers nothing and leaves room for letters; where a name must
  // stand, one that covers no name, or the first.
  function stand(near, others, marks, must) {
    const clear = (one) => marks.every((mark) => apart(one, mark)) && others.every(({ place }) => apart(one, around(place)));
    const found = near.find(clear);
    return found || !must ? found : near.find((one) => others.every(({ place }) => apart(one, place))) ?? near[0];
  }

  // One part: the heads, then whole units as long as there is room; the rest waits for the next.
  function filled(heads, units, { options, marks, most, close }) {
    const part = [];
    const rest = [];
    const place = (reference, others, must) => {
      const near = options.get(reference);
      const found = stand(must ? near : near.slice(0, close), others, marks, must);
      return found && { reference, place: found };
    };
    for (const head of heads) part.push(place(head, part, true));
    for (const unit of units) {
      // A part brings something new, even where the frame is too small for its names.
      const must = part.length === heads.length;
      const fresh = [];
      const wanted = [...new Set(unit)].filter((one) => part.every(({ reference }) => reference !== one));
      for (const one of wanted) {
        const found = part.length + fresh.length < most ? place(one, [...part, ...fresh], must) : undefined;
        if (found) fresh.push(found);
      }
      if (fresh.length === wanted.length) part.push(...fresh); else rest.push(unit);
    }
    return [part, rest];
  }

  // Parts of a picture, each a list of things with the places of their names. `units` are lists of
  // things that come together, `heads` stand in every part.
  function parted(heads, units, room) {
    const parts = [];
    for (let left = units; left.length || !parts.length;) {
      const [part, rest] = filled(heads, left, room);
      parts.push(part);
      left = rest;
    }
    return parts;
  }

  window.alliancesParts = Object.freeze({ apart, parted });
})();
