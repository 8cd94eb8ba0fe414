// The matrix by keyboard: arrows go from cell to cell, Home and End to the ends of a row.
// Without this script every cell is still a link in the order of the table.

const grid = document.querySelector("[data-grid]");

if (grid) {
  const rows = [...grid.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
  grid.addEventListener("keydown", (event) => {
    const link = event.target.closest("td a, th a");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const y = rows.findIndex((row) => row.includes(link));
    const x = rows[y].indexOf(link);
    const place = {
      ArrowLeft: [y, x - 1],
      ArrowRight: [y, x + 1],
      ArrowUp: [y - 1, x],
      ArrowDown: [y + 1, x],
      Home: [y, 0],
      End: [y, rows[y].length - 1],
    }[event.key];
    const next = place && rows[place[0]] && rows[place[0]][place[1]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
