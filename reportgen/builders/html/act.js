"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("acting");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);

  // The scheme: that of the system until the button is pressed.
  const scheme = by(":scheme");
  const asked = () => root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const name = () => { scheme.textContent = asked() === "dark" ? scheme.dataset.light : scheme.dataset.dark; };
  const kept = { get: () => { try { return localStorage.getItem("scheme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("scheme", value); } catch { /* a page that may not keep anything */ } } };
  if (["light", "dark"].includes(kept.get())) root.dataset.scheme = kept.get();
  scheme.addEventListener("click", () => {
    root.dataset.scheme = asked() === "dark" ? "light" : "dark";
    kept.set(root.dataset.scheme);
    name();
  });
  name();
  by(":print").addEventListener("click", () => print());

  // The contents: open beside the text, a line above it where there is no room; they say which section is in sight.
  const contents = document.querySelector(".contents details");
  if (contents) {
    const isNarrow = matchMedia("(max-width: 1099px)");
    const fit = () => { contents.open = !isNarrow.matches; };
    isNarrow.addEventListener("change", fit);
    fit();
    const links = all("a", contents);
    const heads = links.map((link) => by(decodeURIComponent(link.hash.slice(1))));
    const here = by(":here");
    const follow = () => {
      const edge = 140;
      let at = -1;
      heads.forEach((head, index) => { if (head && head.getBoundingClientRect().top < edge) at = index; });
      links.forEach((link, index) => {
        if (index === at) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      });
      here.textContent = at < 0 ? "" : links[at].textContent;
    };
    let waits = false;
    addEventListener("scroll", () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => { waits = false; follow(); });
    }, { passive: true });
    links.forEach((link) => link.addEventListener("click", () => { if (isNarrow.matches) contents.open = false; }));
    follow();
  }

  // The values of a chart: a button in its head in place of the line below it.
  const words = by(":text").dataset;
  all(".values").forEach((values, index) => {
    const button = document.createElement("button");
    const frame = values.querySelector(".frame");
    const head = values.parentElement.querySelector("figcaption");
    values.id = `:values-${index}`;
    button.type = "button";
    button.className = "toggle";
    button.setAttribute("aria-controls", values.id);
    button.setAttribute("aria-label", "");
    const said = () => {
      const text = values.open ? words.hide : words.show;
      button.textContent = text;
      button.setAttribute("aria-label", `${text}: ${frame.getAttribute("aria-label")}`);
      button.setAttribute("aria-expanded", String(values.open));
    };
    button.addEventListener("click", () => { values.open = !values.open; });
    values.addEventListener("toggle", () => { said(); reach(); });
    said();
    if (matchMedia("(max-width: 719px)").matches || values.closest(".pair")) head.append(button); else head.prepend(button);
  });

  // The values in a chart: one stop of the keyboard, arrow keys within; each says itself where it stands.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  const tell = (spot) => {
    const exhibit = spot.closest(".exhibit");
    const [room, box] = [exhibit.getBoundingClientRect(), spot.getBoundingClientRect()];
    tip.textContent = spot.getAttribute("aria-label");
    tip.hidden = false;
    exhibit.append(tip);
    const middle = box.left + Math.min(box.width, 200) / 2 - room.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, room.width - tip.offsetWidth))}px`;
    tip.style.top = `${box.top - room.top - tip.offsetHeight - 6}px`;
  };
  const hush = () => { tip.hidden = true; };
  all("svg").forEach((chart) => {
    const spots = all(".spot", chart);
    spots.forEach((spot, index) => {
      spot.setAttribute("tabindex", index ? "-1" : "0");
      spot.addEventListener("pointerenter", () => tell(spot));
      spot.addEventListener("pointerleave", hush);
      spot.addEventListener("focus", () => tell(spot));
      spot.addEventListener("blur", hush);
      spot.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const at = { Home: 0, End: spots.length - 1 }[event.key] ?? index + (step || 0);
        if (event.key === "Escape") hush();
        if (at === index || !spots[at]) return;
        event.preventDefault();
        spot.setAttribute("tabindex", "-1");
        spots[at].setAttribute("tabindex", "0");
        spots[at].focus();
      });
    });
  });

  // A frame is a stop of the keyboard only where it scrolls.
  const reach = () => all(".frame").forEach((frame) => {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0; else frame.removeAttribute("tabindex");
  });
  addEventListener("resize", reach);
  reach();
})();
