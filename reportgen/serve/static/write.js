// The text of a report beside its pages. What is shown is always of the text that stands there: an answer to an older
// text is thrown away, and pages of an older text say that they are.
"use strict";

const form = document.getElementById("writing");
const address = form.dataset.report;
const isFixed = form.hasAttribute("data-fixed");
const text = document.getElementById("text");
const base = document.getElementById("base");
const lines = document.getElementById("lines");
const marked = document.getElementById("marked");
const saved = document.getElementById("saved");
const errors = document.getElementById("errors");
const wrong = document.getElementById("wrong");
const pages = document.getElementById("pages");
const old = document.getElementById("old");
const place = document.getElementById("place");
const WIDTH = Math.round(440 * Math.min(3, Math.max(1.5, window.devicePixelRatio))); // of a page, in its own pixels
const PAUSE = 400; // milliseconds without a key, after which the text is saved

let turn = 0; // of the last question; an answer of an earlier turn is thrown away
let shown = ""; // digest of what the pages are made from
let known = text.value; // as it was saved or read last
let current = 1;
let waiting;
let found = [];
let underWay = 0; // saves whose answer has not come
let late = []; // files that were changed meanwhile

const editor = new Editor(text, lines, marked);
const at = document.getElementById("at"); // where the cursor is
let printedAt = []; // lines of the text with the page on which each is printed
let isFollowing = true; // whether the page shown is that of the cursor's line

function tellLine() {
  const line = editor.line;
  const told = at.dataset.words.replace("{line}", line).replace("{all}", editor.drawn.length);
  if (at.textContent !== told) {
    at.textContent = told;
  }
  editor.makeRoom();
  return line;
}

function pageOfLine(line) {
  return printedAt.findLast((each) => each[0] <= line)?.[1] ?? 1;
}

// The page shown follows the cursor, until somebody looks at another one.
let last = 1;
function moved() {
  const line = tellLine();
  if (line === last || document.activeElement !== text) {
    return;
  }
  last = line;
  isFollowing = true;
  followCursor();
}

function followCursor() {
  const page = pageOfLine(last);
  const picture = pages.querySelectorAll("img")[page - 1];
  if (isFollowing && picture && page !== current) {
    pages.scrollTop = picture.offsetTop - 14;
    tellPage();
  }
}
for (const event of ["wheel", "pointerdown", "keydown"]) {
  pages.addEventListener(event, () => { isFollowing = false; }, { passive: true });
}

function mend(error) {
  editor.mend(error);
  changed(0);
}

// What stands between backticks is code.
function ticked(element, said) {
  said.split("`").forEach((part, index) => {
    const code = index % 2 ? document.createElement("code") : null;
    code?.append(part);
    element.append(code ?? part);
  });
}

function tellErrors() {
  errors.replaceChildren(...found.map((error) => said(error)));
  const atLines = found.filter((error) => error.line);
  wrong.hidden = !found.length;
  wrong.textContent = found.length === 1 ? wrong.dataset.one : wrong.dataset.many.replace("{count}", found.length);
  editor.draw(found);
  editor.say(atLines.map((error) => [error.line, said(error, true)]));
  tellLine();
}

// A mistake in words, with what mends it; once more under its line for who sees it there.
function said(error, isUnder = false) {
  const box = document.createElement("div");
  box.className = "message";
  const head = document.createElement("p");
  if (error.line && !isUnder) {
    head.append(button(errors.dataset.line.replace("{number}", error.line), () => editor.goTo(error.line)), " ");
  } else if (error.where && !error.line) {
    const where = document.createElement("span");
    where.className = "where";
    where.textContent = `${error.where} `;
    head.append(where);
  }
  const what = document.createElement("b");
  what.lang = error.lang || document.documentElement.lang;
  ticked(what, error.message.charAt(0).toUpperCase() + error.message.slice(1));
  head.append(what);
  box.append(head);
  const canMend = error.meant && error.line && !isFixed && text.value.split("\n")[error.line - 1]?.includes(error.word);
  if (error.hint) {
    const hint = document.createElement("p");
    ticked(hint, error.hint);
    box.append(hint);
  }
  if (canMend) {
    const use = button(errors.dataset.use.replace("{word}", error.meant), () => mend(error));
    use.tabIndex = isUnder ? -1 : 0; // the keyboard has that of the list below
    (isUnder ? box : box.lastElementChild).append(" ", use);
  }
  return box;
}

// The place on the last pages without a mistake that a mistake is about, as far as it stands there.
let frames = {};
let framed = "";
function frame() {
  pages.querySelectorAll(".frame").forEach((each) => each.remove());
  const concerned = shown ? found.filter((each) => frames[each.part]) : [];
  old.textContent = old.textContent.replace(framed, "");
  framed = concerned.length ? ` ${old.dataset.framed.replace("{line}", concerned[0].line)}` : "";
  old.textContent += framed; // before anything is measured: it may have a line more
  for (const { part } of concerned) {
    const [page, left, top, width, height] = frames[part];
    const picture = pages.querySelectorAll("img")[page - 1];
    const box = document.createElement("div");
    box.className = "frame";
    box.style.left = `${picture.offsetLeft + left * picture.offsetWidth - 5}px`;
    box.style.top = `${picture.offsetTop + top * picture.offsetHeight - 5}px`;
    box.style.width = `${width * picture.offsetWidth + 10}px`;
    box.style.height = `${height * picture.offsetHeight + 10}px`;
    pages.append(box);
  }
}
window.addEventListener("resize", frame);

function now() {
  return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function show(answer, since) {
  found = answer.errors;
  if (found.length || errors.childElementCount) { // else nothing is there to be changed, and the pages wait
    tellErrors();
  }
  old.hidden = !found.length || !shown;
  frame();
  pages.classList.toggle("behind", found.length > 0);
  if (found.length) {
    return;
  }
  shown = answer.of;
  old.textContent = old.dataset.words.replace("{time}", now());
  printedAt = answer.places;
  frames = answer.frames;
  for (const each of document.querySelectorAll(".whole")) {
    each.search = `of=${answer.of}`;
  }
  const have = [...pages.querySelectorAll("img")];
  have.slice(answer.pages).forEach((each) => each.remove());
  for (let number = 1; number <= answer.pages; number += 1) {
    const picture = have[number - 1] ?? pages.appendChild(pictureOf());
    picture.alt = pageOf(number, answer.pages);
    picture.dataset.of = answer.of;
    picture.classList.toggle("behind", number !== answer.page);
  }
  const looked = pages.querySelectorAll("img")[answer.page - 1];
  looked.src = `data:image/png;base64,${answer.png}`;
  tellPage();
  followCursor();
  const took = document.getElementById("took");
  took.textContent = took.dataset.words.replace("{time}", ((performance.now() - since) / 1000).toFixed(1));
  document.body.dataset.shown = answer.of;
  // the page that is looked at first: the others would have to be drawn at the same time
  looked.decode().catch(() => {}).then(() => setTimeout(() => fetchOthers(answer), REST));
}
const REST = 100; // milliseconds after a page is shown, after which the others are fetched

function pictureOf() {
  const picture = document.createElement("img");
  picture.loading = "lazy";
  picture.width = 440;
  picture.height = 569;
  picture.addEventListener("load", () => {
    if (picture.src.startsWith("data:") || picture.src.includes(picture.dataset.of)) {
      picture.classList.remove("behind");
    }
  });
  return picture;
}

function fetchOthers(answer) {
  if (answer.of !== shown) {
    return;
  }
  [...pages.querySelectorAll("img")].forEach((picture, index) => {
    if (index + 1 !== answer.page) {
      picture.src = `${address}/page/${index + 1}.png?of=${answer.of}&width=${WIDTH}`;
    }
  });
}

function pageOf(number, all) {
  return document.getElementById("count").dataset.words.replace("{page}", number).replace("{all}", all);
}

// Where a number comes from: pointed at on a page, or chosen from those that the page prints.
const trace = document.getElementById("trace");
const number = document.getElementById("number");

async function tellOrigin(values) {
  const answer = await fetch(`${address}/trace?${new URLSearchParams({ of: shown, page: current, ...values })}`);
  if (answer.ok) {
    trace.replaceChildren(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("traced"));
  }
}
pages.addEventListener("click", (event) => {
  if (event.target instanceof HTMLImageElement) {
    const box = event.target.getBoundingClientRect();
    const page = 1 + [...pages.querySelectorAll("img")].indexOf(event.target);
    tellOrigin({ page, x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  }
});
number.addEventListener("focus", async () => {
  const key = `${shown} ${current}`;
  if (!shown || number.dataset.of === key) {
    return;
  }
  number.dataset.of = key;
  const told = await (await fetch(`${address}/numbers?${new URLSearchParams({ of: shown, page: current })}`)).json();
  number.replaceChildren(number.options[0], ...told.numbers.map((each) => new Option(each, each)));
});
number.addEventListener("change", () => { if (number.value) { tellOrigin({ text: number.value }); } });

function tellPage() {
  const all = [...pages.querySelectorAll("img")];
  const middle = pages.scrollTop + pages.clientHeight / 3;
  current = 1 + Math.max(0, all.findLastIndex((each) => each.offsetTop <= middle));
  document.getElementById("count").textContent = all.length ? pageOf(current, all.length) : "";
}

async function ask(save) {
  turn += 1;
  const mine = turn;
  const since = performance.now();
  const sent = text.value;
  const values = new URLSearchParams({ page: current, place: place?.value ?? "", width: WIDTH });
  if (save) {
    values.set("text", sent);
    values.set("base", base.value);
    saved.textContent = `, ${saved.dataset.saving}`;
    underWay += 1;
  }
  try {
    const answer = save
      ? await fetch(address, { method: "POST", body: values, headers: { accept: "application/json" } })
      : await fetch(`${address}/preview?${values}`);
    const told = await answer.json();
    if (answer.status === 409) {
      await readAgain();
      return;
    }
    if (save) {
      base.value = told.digest;
      known = sent;
    }
    if (mine !== turn) {
      return; // there is a newer text
    }
    saved.textContent = save ? `, ${saved.dataset.saved} ${now()}` : saved.textContent;
    if (told.text && told.text !== told.digest) {
      setTimeout(() => ask(false), 50); // the file was changed between two readings of it
      return;
    }
    show(told, since);
  } catch {
    setTimeout(() => { if (mine === turn) { ask(save); } }, 1000); // the server is gone for a moment
  } finally {
    underWay -= save ? 1 : 0;
    if (!underWay && late.length) {
      lookAgain(late.splice(0));
    }
  }
}

function changed(pause) {
  clearTimeout(waiting);
  turn += 1;
  pages.classList.add("behind");
  found = [];
  editor.draw(found);
  editor.say([]);
  waiting = setTimeout(() => ask(true), pause);
}

async function readAgain() {
  const told = await (await fetch(`${address}/text`)).json();
  const isMine = text.value !== known;
  if (told.text !== text.value && !isMine) {
    const at = text.selectionStart;
    const top = text.scrollTop;
    text.value = known = told.text;
    text.setSelectionRange(at, at);
    text.scrollTop = top;
    saved.textContent = `, ${saved.dataset.elsewhere}`;
  }
  if (isMine && told.text !== text.value) {
    saved.textContent = `, ${saved.dataset.elsewhere}`;
  }
  base.value = told.digest;
  if (isMine) {
    ask(true); // what was written here is newer
  } else {
    editor.draw(found);
    ask(false);
  }
}

text.addEventListener("scroll", () => editor.follow(), { passive: true });
document.addEventListener("selectionchange", moved);
text.addEventListener("keyup", moved);
text.addEventListener("click", moved);
pages.addEventListener("scroll", tellPage, { passive: true });
place?.addEventListener("change", () => ask(false));
if (!isFixed) {
  text.addEventListener("input", () => changed(PAUSE));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask(true);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      clearTimeout(waiting);
      ask(true);
    }
  });
  document.getElementById("undo").addEventListener("click", () => {
    text.focus();
    document.execCommand("undo");
  });
  document.getElementById("parts").addEventListener("change", (event) => {
    text.focus();
    editor.put(event.target.value);
    event.target.value = "";
    changed(0);
  });
}
// What was changed on disk: this text by another program, or something else that the pages are made from. Of a save of
// this page the answer tells.
async function lookAgain(names) {
  const told = await (await fetch(`${address}/text`)).json();
  if (told.digest !== base.value) {
    readAgain();
  } else if (text.value === known && names.some((each) => each !== form.dataset.file)) {
    ask(false);
  }
}
new EventSource(`${address}/changes`).addEventListener("changed", (event) => {
  const names = JSON.parse(event.data);
  if (underWay) {
    late.push(...names);
  } else {
    lookAgain(names);
  }
});
editor.draw(found);
tellLine();
ask(false);
