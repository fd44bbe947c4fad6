"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  // The scheme: that of the system until the button is pressed.
  const root = document.documentElement;
  const button = one("#scheme");
  const asked = () => root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const name = () => { button.lastChild.textContent = asked() === "dark" ? button.dataset.light : button.dataset.dark; };
  const kept = { get: () => { try { return localStorage.getItem("scheme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("scheme", value); } catch { /* a page that may not keep anything */ } } };
  if (["light", "dark"].includes(kept.get())) root.dataset.scheme = kept.get();
  button.addEventListener("click", () => {
    root.dataset.scheme = asked() === "dark" ? "light" : "dark";
    kept.set(root.dataset.scheme);
    name();
  });
  name();

  // The menu: Esc, and a click anywhere else, close it.
  const menu = one(".menu");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstChild.focus();
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });

  // The letters: beside the title, or behind a line that stays in sight and says which one is there.
  const letters = one(".letters");
  if (letters) {
    const isNarrow = matchMedia("(max-width: 719px)");
    const fit = () => { letters.open = !isNarrow.matches; };
    isNarrow.addEventListener("change", fit);
    fit();
    all("a", letters).forEach((link) => link.addEventListener("click", () => { if (isNarrow.matches) letters.open = false; }));
    const heads = all(".letter h3");
    const follow = () => {
      const passed = heads.filter((head) => head.offsetParent && head.parentElement.getBoundingClientRect().top < 160);
      letters.querySelector(".at").textContent = (passed[passed.length - 1] || heads[0]).textContent;
    };
    let waits = false;
    addEventListener("scroll", () => {
      if (waits || !isNarrow.matches) return;
      waits = true;
      requestAnimationFrame(() => { waits = false; follow(); });
    }, { passive: true });
    follow();
  }

  // The chosen place: the one last pointed at or focused.
  const tiles = all(".map a");
  const card = one(".card");
  const choose = (tile) => {
    tiles.forEach((each) => each.classList.toggle("chosen", each === tile));
    card.replaceChildren(one(`#${tile.dataset.card}`).content.cloneNode(true));
  };
  let touched = false;
  tiles.forEach((tile) => {
    tile.addEventListener("mouseenter", () => { if (!touched) choose(tile); });
    tile.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
    tile.addEventListener("focus", () => { if (!touched) choose(tile); });
    // A finger covers more than a tile: it chooses first, and opens what is chosen.
    tile.addEventListener("click", (event) => {
      if (touched && !tile.classList.contains("chosen")) { event.preventDefault(); choose(tile); }
      touched = false;
    });
  });
  if (tiles.length) choose(tiles[0]);

  // Arrow keys go to the next tile in that direction, in the same row or column where there is one.
  const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const at = (tile) => [Number(tile.dataset.row), Number(tile.dataset.column)];
  document.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    const here = document.activeElement;
    if (!way || !here.matches(".map a") || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [row, column] = at(here);
    const far = (tile) => {
      const [down, right] = [at(tile)[0] - row, at(tile)[1] - column];
      const along = down * way[0] + right * way[1];
      return along > 0 ? along + 100 * Math.abs(way[0] ? right : down) : Infinity;
    };
    const next = tiles.reduce((best, tile) => (far(tile) < far(best) ? tile : best), here);
    if (far(next) < Infinity) next.focus();
  });

  // Search and filter.
  const input = one("#find");
  if (!input) return;
  const rows = all(one(".row[data-name]") ? ".row[data-name]" : ".documents [data-name]");
  const tiled = new Map(rows.map((row) => [row.dataset.card, row]));
  const chips = all(".chips button");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const filter = () => {
    const wanted = plain(input.value);
    const way = (chips.find((chip) => chip.getAttribute("aria-pressed") === "true") || { dataset: { way: "all" } }).dataset.way;
    const hits = new Set(rows.filter((row) => row.dataset.name.includes(wanted) || row.dataset.code === wanted));
    const fits = (row, chosen) => hits.has(row) && (chosen === "all" || row.dataset.way === chosen);
    rows.forEach((row) => { row.hidden = !fits(row, way); });
    all(".letter").forEach((letter) => { letter.hidden = !all(".row", letter).some((row) => !row.hidden); });
    tiles.forEach((tile) => {
      tile.classList.toggle("dim", tiled.get(tile.dataset.card).hidden);
    });
    chips.forEach((chip) => {
      const found = rows.filter((row) => fits(row, chip.dataset.way)).length;
      chip.querySelector("span").textContent = found;
      chip.hidden = !found && wanted !== "" && chip.dataset.way !== "all" && chip.dataset.way !== way;
    });
    const count = rows.filter((row) => !row.hidden).length;
    const what = input.value.trim();
    root.classList.toggle("searching", what !== "" || way !== "all");
    const found = one(".found");
    found.textContent = what || way !== "all"
      ? (what ? found.dataset.for : found.dataset.some).replace(/#+/g, (sign) => ({ "#": count, "##": rows.length })[sign] ?? what)
      : "";
  };
  input.addEventListener("input", filter);
  chips.forEach((chip) => chip.addEventListener("click", () => {
    chips.forEach((each) => each.setAttribute("aria-pressed", String(each === chip)));
    filter();
  }));
  filter();
})();
