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
      const isListed = document.getElementById("listed")?.open;
      job.replaceChildren(fresh);
      document.getElementById("listed")?.toggleAttribute("open", isListed === true);
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

// Whether anything stands in the way is asked once the page is there.
const ready = document.getElementById("ready");
async function tellReady() {
  const answer = await fetch(ready.dataset.address);
  const fresh = answer.status === 200 && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("standing");
  if (fresh) {
    ready.replaceChildren(fresh);
  }
}
if (ready) {
  tellReady().catch(() => {}); // the link to the check stays
}

// The period is a span of what the data hold: two ends that are moved, in place of two lists.
const slider = document.getElementById("slider");
if (slider) {
  const [from, until] = slider.querySelectorAll("input");
  const lists = [document.getElementById("first"), document.getElementById("last")];
  const cells = [...slider.querySelectorAll("li")];
  const told = document.getElementById("chosen-span");
  const words = (at) => lists[0].options[at].text;
  const tell = () => {
    const [first, last] = [Number(from.value), Number(until.value)];
    lists[0].selectedIndex = first;
    lists[1].selectedIndex = last;
    from.setAttribute("aria-valuetext", words(first));
    until.setAttribute("aria-valuetext", words(last));
    cells.forEach((cell, at) => cell.classList.toggle("in", first <= at && at <= last));
    told.textContent = first === last ? words(first) : told.dataset.words.replace("{first}", words(first)).replace("{last}", words(last));
  };
  from.addEventListener("input", () => { until.value = Math.max(from.value, until.value); tell(); });
  until.addEventListener("input", () => { from.value = Math.min(from.value, until.value); tell(); });
  cells.forEach((cell, at) => cell.addEventListener("click", () => {
    const end = Math.abs(at - from.value) < Math.abs(at - until.value) ? from : until;
    end.value = at;
    end.dispatchEvent(new Event("input"));
  }));
  slider.style.setProperty("--count", cells.length);
  from.value = lists[0].selectedIndex;
  until.value = lists[1].selectedIndex;
  slider.hidden = false;
  document.getElementById("ends").hidden = true;
  tell();
}

// How many files there will be.
const howMany = document.getElementById("how-many");
if (howMany) {
  const form = document.getElementById("make");
  const tellCount = () => {
    const kinds = form.querySelectorAll("[name=formats]:checked, [name=with_data]:checked").length;
    const which = form.querySelector("[name=which]:checked")?.value ?? "whole";
    const some = form.querySelectorAll("#chosen-places li").length;
    const documents = which === "all" ? (form.querySelector("#level")?.value ? 0 : Number(howMany.dataset.places)) : which === "some" ? some : 1;
    const all = documents * kinds;
    howMany.textContent = all ? `${documents > 1 ? `${documents} × ${kinds} = ` : ""}${(all === 1 ? howMany.dataset.one : howMany.dataset.many).replace("{count}", all.toLocaleString(document.documentElement.lang))}.` : "";
  };
  form.addEventListener("change", tellCount);
  form.addEventListener("placed", tellCount);
  setTimeout(tellCount, 0);
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
    button.addEventListener("click", () => { item.remove(); places.focus(); places.form.dispatchEvent(new Event("placed")); });
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
    places.form.dispatchEvent(new Event("placed"));
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
