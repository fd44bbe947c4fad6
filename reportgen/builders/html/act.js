"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("acting");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);

  // The scheme: that of the system until the button is pressed.
  const scheme = by(":scheme");
  const asked = () => root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const name = () => { scheme.lastChild.textContent = asked() === "dark" ? scheme.dataset.light : scheme.dataset.dark; };
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

  // The menu of files: Esc, and a click anywhere else, close it.
  const menu = document.querySelector(".menu");
  if (menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.firstChild.focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  }

  // The contents: open beside the text, a line above it where there is no room; they say which section is in sight.
  const contents = document.querySelector(".contents details");
  if (contents) {
    const isNarrow = matchMedia("(max-width: 1099px)");
    const fit = () => { contents.open = !isNarrow.matches; };
    isNarrow.addEventListener("change", fit);
    fit();
    const links = all("ul:first-of-type a", contents);
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
    button.addEventListener("click", () => { values.open = !values.open; said(); reach(); });
    values.addEventListener("toggle", () => { said(); reach(); });
    said();
    if (matchMedia("(max-width: 719px)").matches || values.closest(".pair")) head.append(button); else head.prepend(button);
  });

  // What can be taken from an exhibit: its values, its drawing, its address. All of it is made here, of what is in the page.
  const file = (location.pathname.split("/").pop() || "page").replace(/\.html?$/, "");
  const save = (name, kind, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const cellText = (cell) => {
    const copy = cell.cloneNode(true);
    all(".note, .back, .said, svg", copy).forEach((each) => each.remove());
    return copy.textContent.trim().replace(/\s+/g, " ").replace(/^\u2212(?=\d)/, "-");
  };
  // a spreadsheet takes a text that begins so for a formula
  const harmless = (value) => (/^[=+\-@\t\r]/.test(value) && !/^[+-]?[\d.,\s]+%?$/.test(value) ? `'${value}` : value);
  const asCsv = (table) => [...table.rows].map((row) => [...row.cells].flatMap((cell) =>
    [`"${harmless(cellText(cell)).replace(/"/g, '""')}"`, ...Array(cell.colSpan - 1).fill('""')]).join(",")).join("\r\n");
  const asSvg = (drawn) => {
    const copy = drawn.cloneNode(true);
    const copies = all("*", copy);
    all("*", drawn).forEach((each, index) => {
      const look = getComputedStyle(each);
      const names = ["fill", "stroke", ...(each.tagName === "text" ? ["font-family", "font-size", "font-weight", "font-style"] : [])];
      names.forEach((name) => copies[index].setAttribute(name, look.getPropertyValue(name)));
    });
    all(".spot", copy).forEach((each) => each.remove());
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    [["width", "100%"], ["height", "100%"], ["fill", getComputedStyle(document.body).backgroundColor]]
      .forEach(([name, value]) => ground.setAttribute(name, value));
    copy.prepend(ground);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(copy);
  };
  const workbook = document.querySelector(".files a[href$='.xlsx']");
  all(".exhibit[id]").forEach((exhibit) => {
    const table = exhibit.querySelector("table");
    const called = (exhibit.querySelector(".number") || exhibit.querySelector("caption")).textContent.replace(/\.$/, "");
    const line = document.createElement("p");
    line.className = "take";
    const put = (element, text, said) => {
      element.textContent = text;
      element.setAttribute("aria-label", said);
      line.append(element);
      return element;
    };
    const button = (text, act) => {
      const made = put(document.createElement("button"), text, `${text}, ${called}`);
      made.type = "button";
      made.addEventListener("click", act);
    };
    const link = (text, address, said) => { put(document.createElement("a"), text, said).href = address; };
    button("CSV", () => save(`${file}-${exhibit.id}.csv`, "text/csv", `\ufeff${asCsv(table)}\r\n`));
    if (workbook) link("XLSX", workbook.getAttribute("href"), `XLSX, ${workbook.textContent}`);
    if (exhibit.querySelector(".chart")) {
      button("SVG", () => save(`${file}-${exhibit.id}.svg`, "image/svg+xml",
        asSvg(all(".chart svg", exhibit).find((each) => getComputedStyle(each).display !== "none"))));
    }
    const lead = exhibit.classList.contains("of-table") ? words.table : words.figure;
    link(lead, `#${exhibit.id}`, `${lead}: ${called}`);
    exhibit.append(line);
  });

  // The values in a chart: one stop of the keyboard, arrow keys within; each says itself where it stands.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  let leaves = 0;
  const tell = (spot, text = spot.getAttribute("aria-label")) => {
    clearTimeout(leaves);
    const exhibit = spot.closest(".exhibit, main");
    const [room, box] = [exhibit.getBoundingClientRect(), spot.getBoundingClientRect()];
    tip.textContent = text;
    tip.hidden = false;
    exhibit.append(tip);
    const middle = box.left + Math.min(box.width, 200) / 2 - room.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, room.width - tip.offsetWidth))}px`;
    tip.style.top = `${box.top - room.top - tip.offsetHeight - 6}px`;
  };
  const hush = () => { clearTimeout(leaves); tip.hidden = true; };
  // it stays while the pointer goes to it, and is there
  const leave = () => { clearTimeout(leaves); leaves = setTimeout(hush, 150); };
  tip.addEventListener("pointerenter", () => clearTimeout(leaves));
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
  all("svg").forEach((chart) => {
    const spots = all(".spot", chart);
    spots.forEach((spot, index) => {
      spot.setAttribute("tabindex", index ? "-1" : "0");
      spot.addEventListener("pointerenter", () => tell(spot));
      spot.addEventListener("pointerleave", leave);
      spot.addEventListener("focus", () => tell(spot));
      spot.addEventListener("blur", hush);
      spot.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const at = { Home: 0, End: spots.length - 1 }[event.key] ?? index + (step || 0);
        if (at === index || !spots[at]) return;
        event.preventDefault();
        spot.setAttribute("tabindex", "-1");
        spots[at].setAttribute("tabindex", "0");
        spots[at].focus();
      });
    });
  });

  // Where a number comes from: each in the text is a stop of the keyboard, those of a table are one, arrow keys within.
  const stored = by(":origins");
  const panel = by(":panel");
  if (stored && panel) {
    const origins = JSON.parse(stored.textContent);
    const named = (values, names) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? undefined]));
    origins.cells = origins.cells.map((cell) => named(cell,
      ["about", "printed", "location", "source", "file", "line", "series", "check", "note", "made", "correction"]));
    origins.operations = origins.operations.map((each) => named(each, ["words", "symbols", "operands", "comparable", "lines"]));
    const say = origins.words;
    const asks = all(".q");
    let asked = null;
    const made = (tag, text, look, ...inner) => {
      const found = document.createElement(tag);
      if (text !== undefined && text !== null) found.textContent = text;
      if (look) found.className = look;
      found.append(...inner);
      return found;
    };
    const text = (place) => (place === undefined ? "" : origins.texts[place]);
    const whole = (origin) => (origin < 0 ? origins.operations[-1 - origin] : origins.cells[origin]);
    const cells = (origin, found = []) => {
      const that = whole(origin);
      if (origin < 0) that.operands.forEach((each) => cells(each, found));
      else if (!found.includes(that)) { found.push(that); if (that.made !== undefined) cells(that.made, found); }
      return found;
    };
    // where the many figures stand that a rank or a count looks at
    const compared = (origin) => origin < 0 ? [...(whole(origin).lines || []), ...whole(origin).operands.flatMap(compared)] : [];
    const about = (cell) => cell.about.map(text).join(", ");
    const part = (cell) => {
      const lines = [text(cell.location), origins.sources[cell.source]].filter(Boolean);
      return made("div", null, "part", made("b", cell.printed),
        made("span", about(cell), "", ...lines.map((line) => made("i", line))));
    };
    const unique = (texts) => [...new Set(texts)];
    const sourcesOf = (leads) => unique(leads.map((cell) => origins.sources[cell.source]).filter(Boolean));
    const formula = (origin) => {
      const that = whole(origin);
      return origin < 0 ? that : that.made !== undefined && whole(that.made);
    };
    // what stands where a number is pointed at
    const brief = (origin) => {
      const leads = cells(origin);
      const first = formula(origin);
      return [first ? first.symbols.split(" = ")[0] : text(leads[0].location) || about(leads[0]), ...sourcesOf(leads)].filter(Boolean).join(" · ");
    };
    const listed = (periods) => (periods.length < 2 ? periods[0]
      : say.and.replace("##", periods[periods.length - 1]).replace("#", periods.slice(0, -1).join(", ")));
    // the figures of the series that a number is one of, or compares, and what of them may be compared
    const strip = (origin, leads) => {
      const own = origin >= 0 ? [whole(origin)] : leads;
      const series = unique(own.map((cell) => cell.series));
      if (series.length !== 1 || series[0] === undefined) return [];
      const [span, values, breaks] = origins.series[series[0]];
      const periods = origins.periods[span];
      const meant = own.map((cell) => text(cell.about[cell.about.length - 1]));
      const part = (place) => breaks.filter((each) => each <= place).length;
      const at = periods.indexOf(meant[meant.length - 1]);
      const others = periods.map((_, place) => place).filter((place) => place !== at && !values[place].startsWith("["));
      const told = (places, words) => (places.length && origin >= 0 ? [made("p", words.replace("#", listed(places.map((place) => periods[place]))))] : []);
      const list = made("ul", null, "strip", ...values.map((value, place) => {
        const item = made("li", null, [meant.includes(periods[place]) ? "meant" : "", breaks.includes(place) ? "anew" : "",
          value.startsWith("[") ? "none" : ""].filter(Boolean).join(" "), made("b", periods[place]), " ", made("span", value));
        return item;
      }));
      list.setAttribute("role", "list");
      list.setAttribute("aria-label", say.series);
      return [...told(others.filter((place) => part(place) === part(at)), say.same),
        ...told(others.filter((place) => part(place) !== part(at)), say.apart), list];
    };
    const linesOf = (leads) => {
      const files = new Map();
      leads.filter((cell) => cell.file !== undefined).forEach((cell) => files.set(cell.file, [...(files.get(cell.file) || []), cell.line]));
      return [...files].map(([file, lines]) => {
        const sorted = unique(lines).sort((one, other) => one - other);
        return (sorted.length > 1 ? say.lines : say.line).replace("##", sorted.join(", ")).replace("#", text(file));
      });
    };
    const citation = (spot, origin) => {
      const leads = cells(origin);
      const where = unique(leads.map((cell) => [origins.sources[cell.source], text(cell.location)].filter(Boolean).join(", "))).filter(Boolean);
      const what = origin >= 0 ? about(whole(origin)) : `${text(whole(origin).words)}: ${whole(origin).symbols}`;
      return [`${spot.dataset.text || spot.textContent}: ${what}.`, where.length ? `${where.join("; ")}.` : "", `${document.title}; ${linesOf(leads).join("; ")}.`,
        location.protocol.startsWith("http") ? location.href : ""].filter(Boolean).join(" ");
    };
    const copy = (words) => {
      const byHand = () => {
        const field = document.createElement("textarea");
        field.value = words;
        panel.append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
      };
      return navigator.clipboard ? navigator.clipboard.writeText(words).catch(byHand) : Promise.resolve(byHand());
    };
    const citing = (spot, origin) => {
      const button = made("button", say.cite, "cite");
      const done = made("span", "", "done");
      button.type = "button";
      done.setAttribute("role", "status");
      button.addEventListener("click", () => copy(citation(spot, origin)).then(() => { done.textContent = say.copied; button.focus(); }));
      return made("p", null, "", button, " ", done);
    };
    const answer = (spot) => {
      const origin = origins.numbers[spot.dataset.n];
      const that = whole(origin);
      const first = formula(origin);
      const leads = cells(origin);
      const out = [];
      const section = (title, ...inner) => { if (inner.length) out.push(made("h3", title), ...inner); };
      const paragraphs = (texts) => unique(texts).map((each) => made("p", each));
      const checked = (told) => { const at = told.indexOf(":") + 1; return made("p", null, "", made("b", told.slice(0, at), "held"), told.slice(at)); };
      if (origin >= 0) out.push(made("p", about(that)));
      section(say.correction, ...paragraphs(leads.filter((cell) => cell.correction).map(({ correction }) =>
        `${correction.printed} → ${correction.corrected}. ${correction.proof || ""}`)));
      if (first) section(say.formula, made("div", null, "formula", made("div", text(first.words)), made("div", first.symbols)));
      section(first ? say.parts : say.source, ...leads.filter((cell) => cell !== that || !first).map(part));
      section(say.rounding, ...paragraphs([origins.rounded[spot.dataset.n]].filter((each) => each !== undefined).map(text)));
      section(say.comparable, ...paragraphs(first ? first.comparable.map(text) : []), ...strip(origin, leads));
      section(say.check, ...unique(leads.map((cell) => cell.check)).filter((each) => each !== undefined).map(text).map(checked));
      section(say.note, ...paragraphs(leads.filter((cell) => cell.note !== undefined).map((cell) => text(cell.note))));
      section(say.data, ...paragraphs(compared(origin)), ...paragraphs(linesOf(leads)), citing(spot, origin));
      return out;
    };
    const close = () => {
      if (!asked) return;
      asked.classList.remove("on");
      asked.removeAttribute("aria-expanded");
      panel.hidden = true;
      root.classList.remove("asking");
      const before = asked;
      asked = null;
      history.replaceState(null, "", location.pathname + location.search);
      before.focus();
    };
    const open = (spot) => {
      if (asked) { asked.classList.remove("on"); asked.removeAttribute("aria-expanded"); }
      asked = spot;
      spot.classList.add("on");
      if (spot.getAttribute("role") === "button") spot.setAttribute("aria-expanded", "true");
      by(":answer").replaceChildren(made("p", spot.dataset.text || spot.textContent, "asked"), ...answer(spot));
      panel.hidden = false;
      root.classList.add("asking");
      history.replaceState(null, "", `#fig=${spot.dataset.n}`);
      by(":asked").focus({ preventScroll: true });
      panel.scrollTop = 0;
      spot.scrollIntoView({ block: isSheet.matches ? "start" : "nearest" });
    };
    // on a narrow screen the panel is a sheet: it is closed by a click beside it, or by being drawn down
    const isSheet = matchMedia("(max-width: 719px)");
    document.addEventListener("click", (event) => {
      if (!asked || !isSheet.matches || !event.isTrusted || panel.contains(event.target) || event.target.closest(".q, .asks")) return;
      event.preventDefault();
      close();
    }, true);
    let [from, drawn] = [null, 0];
    panel.addEventListener("touchstart", (event) => { from = isSheet.matches && panel.scrollTop <= 0 ? event.touches[0].clientY : null; }, { passive: true });
    panel.addEventListener("touchmove", (event) => {
      if (from === null) return;
      drawn = Math.max(0, event.touches[0].clientY - from);
      panel.style.transform = drawn ? `translateY(${drawn}px)` : "";
      if (drawn && event.cancelable) event.preventDefault();
    }, { passive: false });
    ["touchend", "touchcancel"].forEach((end) => panel.addEventListener(end, () => {
      panel.style.transform = "";
      if (from !== null && drawn > 90) close();
      [from, drawn] = [null, 0];
    }));
    asks.forEach((spot) => {
      const table = spot.closest("table");
      const within = table ? all(".q", table) : [spot];
      const index = within.indexOf(spot);
      spot.setAttribute("role", "button");
      spot.setAttribute("tabindex", index ? "-1" : "0");
      spot.addEventListener("click", () => { hush(); if (asked === spot) close(); else open(spot); });
      spot.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") tell(spot, brief(origins.numbers[spot.dataset.n])); });
      spot.addEventListener("pointerleave", leave);
      spot.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(spot); return; }
        if (!table) return;
        const row = spot.closest("tr");
        const near = (rows) => rows && all(".q", rows)[Math.max(0, all(".q", row).indexOf(spot))];
        const next = {
          ArrowRight: () => within[index + 1], ArrowLeft: () => within[index - 1],
          ArrowDown: () => near(row.nextElementSibling), ArrowUp: () => near(row.previousElementSibling),
          Home: () => within[0], End: () => within[within.length - 1],
        }[event.key];
        const found = next && next();
        if (!found) return;
        event.preventDefault();
        within.forEach((each) => each.setAttribute("tabindex", "-1"));
        found.setAttribute("tabindex", "0");
        found.focus();
      });
    });
    // a value of a chart, too; its arrow keys are those of the chart
    all(".spot[data-n]").forEach((spot) => {
      spot.classList.add("asks");
      spot.addEventListener("click", () => { hush(); if (asked === spot) close(); else open(spot); });
      spot.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); hush(); open(spot); }
      });
    });
    by(":close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    const sent = /^#fig=(\d+)$/.exec(location.hash);
    const there = sent && asks.find((spot) => spot.dataset.n === sent[1]);
    if (there) { there.scrollIntoView({ block: "center" }); open(there); }
  }

  // A frame is a stop of the keyboard only where it scrolls.
  const reach = () => all(".frame").forEach((frame) => {
    const isWide = frame.scrollWidth > frame.clientWidth;
    frame.classList.toggle("wide", isWide);
    if (isWide) frame.tabIndex = 0; else frame.removeAttribute("tabindex");
  });
  addEventListener("resize", reach);
  reach();
})();
