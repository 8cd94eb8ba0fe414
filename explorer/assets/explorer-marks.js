// Marks of the page upon the picture: what was asked for has an outline, what somebody pinned a
// dotted one. They are of this screen and colour nothing: colour is a category and nothing else.
const ink = () => getComputedStyle(document.body).color;

const marked = () => [
  { selector: ".asked", style: { "outline-width": 4, "outline-offset": 4, "outline-style": "solid", "outline-color": ink() } },
  { selector: ".pinned", style: { "outline-width": 3, "outline-offset": 4, "outline-style": "dotted", "outline-color": ink() } },
];

function mark(cy, asked, pinned) {
  cy.batch(() => cy.nodes("[form]").forEach((node) => {
    node.toggleClass("asked", asked.includes(node.id()));
    node.toggleClass("pinned", pinned.includes(node.id()));
  }));
  const told = document.querySelector(".x-pinned");
  if (told) told.hidden = pinned.length === 0;
}

window.alliancesMarks = Object.freeze({ mark, marked });
