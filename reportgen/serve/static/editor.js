// How the text of a report is shown: names, what is carried out, and lines with a mistake, in colours of their own.
// The text itself stands in a field of the browser, whose letters are not seen; behind it the same letters are drawn.
"use strict";

const LINE = 22; // pixels of a line
const TOP = 6; // pixels above the first
const MOST_LINES = 5000; // that are drawn in colours
const CODE = /\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)/g;
const NAME = /^(\s*(?:- )*)([\w-]+)(?=:(?:\s|$))/;

class Editor {
  constructor(field, lines, marked) {
    this.field = field;
    this.lines = lines;
    this.marked = marked;
    this.drawn = [];
    this.under = field.parentElement.querySelector("#under");
  }

  // Draw what is not drawn yet; wrong: the mistakes, each with its line and the word that is meant.
  draw(wrong) {
    const rows = this.field.value.split("\n");
    const isPlain = rows.length > MOST_LINES;
    this.field.parentElement.classList.toggle("coloured", !isPlain);
    const bad = new Map(wrong.map((each) => [each.line, each]));
    const kinds = isPlain ? rows.map(() => "") : kindsOf(rows);
    const keys = rows.map((row, index) => `${kinds[index]}${bad.has(index + 1) ? `!${bad.get(index + 1).word ?? ""}` : ""}|${isPlain ? "" : row}`);
    let begin = 0;
    while (begin < keys.length && begin < this.drawn.length && keys[begin] === this.drawn[begin]) {
      begin += 1;
    }
    let same = 0;
    while (same < keys.length - begin && same < this.drawn.length - begin && keys[keys.length - 1 - same] === this.drawn[this.drawn.length - 1 - same]) {
      same += 1;
    }
    for (let left = this.drawn.length - same - begin; left > 0; left -= 1) {
      this.marked.children[begin].remove();
    }
    const fresh = document.createDocumentFragment();
    for (let index = begin; index < keys.length - same; index += 1) {
      fresh.append(lineOf(isPlain ? "" : rows[index], kinds[index], bad.get(index + 1)));
    }
    this.marked.insertBefore(fresh, this.marked.children[begin] ?? null);
    this.drawn = keys;
    this.number(rows.length, bad);
    this.follow();
  }

  number(count, bad) {
    while (this.lines.childElementCount > count) {
      this.lines.lastElementChild.remove();
    }
    while (this.lines.childElementCount < count) {
      const number = document.createElement("span");
      number.textContent = `${this.lines.childElementCount + 1}\n`;
      this.lines.append(number);
    }
    for (const each of this.lines.querySelectorAll(".wrong")) {
      each.classList.remove("wrong");
    }
    for (const line of bad.keys()) {
      this.lines.children[line - 1]?.classList.add("wrong");
    }
  }

  follow() {
    this.lines.scrollTop = this.marked.scrollTop = this.field.scrollTop;
    this.marked.scrollLeft = this.field.scrollLeft;
    if (this.under.childElementCount) {
      this.under.style.transform = `translateY(${-this.field.scrollTop}px)`;
    }
  }

  // The line in which the cursor stands.
  get line() {
    return this.field.value.slice(0, this.field.selectionStart).split("\n").length;
  }

  startOf(line) {
    const rows = this.field.value.split("\n");
    return rows.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  }

  goTo(line) {
    const at = this.startOf(line);
    this.field.focus();
    this.field.setSelectionRange(at, at + (this.field.value.split("\n")[line - 1] ?? "").length);
    this.field.scrollTop = Math.max(0, (line - 6) * LINE);
  }

  // Only the word is put in: a browser takes seconds to put in a whole text.
  mend(error) {
    const at = this.startOf(error.line) + this.field.value.split("\n")[error.line - 1].indexOf(error.word);
    this.field.focus();
    this.field.setSelectionRange(at, at + error.word.length);
    this.put(error.meant);
  }

  put(words) {
    // the only way that a browser can undo what a script has put in
    if (!document.execCommand("insertText", false, words)) {
      this.field.setRangeText(words, this.field.selectionStart, this.field.selectionEnd, "end");
    }
  }

  // Show what is said of lines just below them, but not where somebody writes.
  say(boxes) {
    this.under.replaceChildren();
    let free = 0;
    for (const [line, box] of boxes) {
      const top = Math.max(TOP + line * LINE, free);
      box.style.top = `${top}px`;
      box.dataset.line = line;
      this.under.append(box);
      box.style.minHeight = `${Math.ceil(box.offsetHeight / LINE) * LINE}px`; // no line is seen in part
      free = top + box.offsetHeight;
    }
    this.follow();
    this.makeRoom();
  }

  makeRoom() {
    const top = TOP + (this.line - 1) * LINE;
    for (const box of this.under.children) {
      const begin = parseFloat(box.style.top);
      box.classList.toggle("away", top + LINE > begin && top < begin + box.offsetHeight);
    }
  }
}

// What each line begins within: settings, whose names have a colour, and code that no line has closed yet.
function kindsOf(rows) {
  let isSettings = false;
  let open = "";
  return rows.map((row, index) => {
    const kind = `${isSettings ? "s" : ""}${open}`;
    if (index === 0 && row === "---") {
      isSettings = true;
    } else if (isSettings && (row === "---" || /^\s*:{3,}\s*$/.test(row))) {
      isSettings = false;
    } else if (/^\s*:{3,}\s*\{(?!pair)/.test(row)) {
      isSettings = true;
    }
    if (row.includes("{") || row.includes("}")) {
      open = openAfter(row, open);
    }
    return kind;
  });
}

function openAfter(row, open) {
  const rest = open ? afterEnd(row, open) : row;
  if (rest === null) {
    return open;
  }
  const last = [...rest.matchAll(CODE)].at(-1)?.[0] ?? "";
  const sign = last.slice(1, 2).replace("{", "}");
  return last && !last.endsWith(`${sign}}`) ? sign : "";
}

function afterEnd(row, open) {
  const at = row.indexOf(`${open}}`);
  return at < 0 ? null : row.slice(at + 2);
}

function lineOf(row, kind, error) {
  const line = document.createElement("span");
  const at = error?.word ? row.indexOf(error.word) : -1;
  line.classList.toggle("wrong", Boolean(error));
  if (at >= 0) {
    const word = document.createElement("u");
    word.textContent = error.word;
    line.append(...coloured(row.slice(0, at), kind), word, ...coloured(row.slice(at + error.word.length), ""), "\n");
  } else {
    line.append(...coloured(row, kind), "\n");
  }
  return line;
}

function coloured(row, kind) {
  const open = kind.replace("s", "");
  if (!kind && /^#{1,6} /.test(row)) {
    return [piece("k", row)];
  }
  const pieces = [];
  let at = 0;
  if (open) {
    const rest = afterEnd(row, open);
    at = rest === null ? row.length : row.length - rest.length;
    pieces.push(piece("j", row.slice(0, at)));
  } else if (kind) {
    const name = row.match(NAME);
    if (name) {
      pieces.push(name[1], piece("k", name[2]));
      at = name[0].length;
    }
  }
  for (const code of row.slice(at).matchAll(CODE)) {
    const begin = row.length - code.input.length + code.index;
    pieces.push(row.slice(at, begin), piece("j", code[0]));
    at = begin + code[0].length;
  }
  return [...pieces, row.slice(at)];
}

function piece(kind, words) {
  const element = document.createElement("i");
  element.className = kind;
  element.textContent = words;
  return element;
}
