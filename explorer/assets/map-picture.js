// The map as a picture to keep: what is on the screen with its title, the statuses and the caution.
"use strict";
document.addEventListener("mapped", ({ detail: map }) => {
  const byId = (id) => document.getElementById(id);

  // The picture: title, what is on the screen, then every status with its letter and its line.
  function picture() {
    const drawn = byId("canvas").querySelector("canvas");
    const colours = map.colours();
    const share = drawn.width / drawn.clientWidth;
    const entries = [...document.querySelectorAll(".legend .status")];
    const columns = Math.max(1, Math.floor(drawn.clientWidth / 230));
    const notes = [...document.querySelectorAll(".foot p")].map((one) => one.textContent);
    const key = 24 * Math.ceil(entries.length / columns) + 16;
    const sheet = document.createElement("canvas");
    sheet.width = drawn.width;
    sheet.height = drawn.height + share * (44 + key + notes.length * 18 + 8);
    const pen = sheet.getContext("2d");
    const write = (text, x, y, size, colour = colours.ink, weight = 400) => {
      pen.fillStyle = colour;
      pen.font = `${weight} ${size}px "Atkinson Next", sans-serif`;
      pen.fillText(text, x, y, drawn.clientWidth - x - 12);
    };
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(drawn, 0, 44 * share);
    pen.scale(share, share);
    write(document.querySelector("h1").textContent, 12, 29, 19, colours.ink, 650);
    const top = 44 + drawn.clientHeight;
    entries.forEach((entry, place) => {
      const x = 12 + (place % columns) * 230;
      const y = top + 26 + 24 * Math.floor(place / columns);
      write(entry.querySelector(".letter").textContent, x, y, 14, colours.ink, 700);
      const path = entry.querySelector("path, circle");
      pen.strokeStyle = colours.ink;
      pen.lineWidth = Number(path.getAttribute("stroke-width"));
      pen.lineCap = path.getAttribute("stroke-linecap") ?? "butt";
      pen.setLineDash((path.getAttribute("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number));
      pen.beginPath();
      if (path.tagName === "circle") pen.arc(x + 44, y - 5, 4.25, 0, 2 * Math.PI);
      else { pen.moveTo(x + 22, y - 5); pen.lineTo(x + 70, y - 5); }
      pen.stroke();
      pen.setLineDash([]);
      write(entry.querySelector(".status-word").textContent, x + 80, y, 14);
    });
    notes.forEach((note, place) => write(note, 12, top + key + 14 + place * 18, 12, colours.ink2));
    return sheet;
  }
  byId("png").addEventListener("click", () => picture().toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${document.title}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }));
});
