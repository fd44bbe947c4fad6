// What a page does beside what its forms do; without it, every form still works.
"use strict";

// A select that goes somewhere goes there at once.
for (const form of document.querySelectorAll("form.go")) {
  form.querySelector("select").addEventListener("change", () => form.requestSubmit());
}

// A role, or a sheet, that is chosen is taken at once.
for (const choice of document.querySelectorAll("select.now")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
for (const each of document.querySelectorAll(".needed")) {
  each.setAttribute("hidden", "");
}

// A job is asked how far it is until it is over.
const job = document.getElementById("job");
async function follow() {
  try {
    const answer = await fetch(job.dataset.address, { headers: { accept: "text/html" } });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("panel");
      const had = job.contains(document.activeElement) ? document.activeElement.textContent : null;
      job.replaceChildren(fresh);
      if (had !== null) {
        [...job.querySelectorAll("a, button")].find((each) => each.textContent === had)?.focus();
      }
      if (answer.headers.get("x-job-over") === "yes") {
        return;
      }
    }
  } catch {
    // the server is gone for a moment; it goes on where it was
  }
  setTimeout(follow, 600);
}
if (job?.hasAttribute("data-runs")) {
  setTimeout(follow, 400);
}

// Places are taken one by one, as many as are wanted.
const places = document.getElementById("places");
const list = document.getElementById("all-places");
if (places && list) {
  const chosen = document.getElementById("chosen-places");
  const names = new Map([...list.options].map((each) => [each.value, each.text]));
  const byName = new Map([...names].map(([code, name]) => [name.toLowerCase(), code]));
  const codeOf = (text) => {
    const wanted = text.trim();
    return names.has(wanted) ? wanted : names.has(wanted.toUpperCase()) ? wanted.toUpperCase() : byName.get(wanted.toLowerCase());
  };
  const take = (code) => {
    if ([...chosen.querySelectorAll("input")].some((each) => each.value === code)) {
      return;
    }
    const item = document.createElement("li");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "places", value: code });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${names.get(code)} ×` });
    button.setAttribute("aria-label", places.dataset.remove.replace("…", names.get(code)));
    button.addEventListener("click", () => { item.remove(); places.focus(); });
    item.append(field, button);
    chosen.append(item);
  };
  const read = () => {
    const left = places.value.split(";").filter((each) => {
      const code = codeOf(each);
      if (code) {
        take(code);
      }
      return !code && each.trim();
    });
    places.value = left.join("; ");
  };
  places.addEventListener("focus", () => { document.getElementById("some").checked = true; });
  places.addEventListener("change", read);
  places.addEventListener("input", () => { if (names.has(places.value)) { read(); } });
  places.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { // takes a place, and does not send the form
      event.preventDefault();
      read();
    }
  });
  read();
}
