// Uses the page in Firefox, as somebody without a shell would, and prints what came of it as JSON.
// node firefox.mjs FOLDER FIREFOX ADDRESS SHEET: FOLDER has the packages, SHEET is a file to bring.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, program, address, sheet] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(`${folder}/node_modules/axe-core/axe.min.js`, "utf8");
const base = address.split("?")[0];
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const told = { version: await browser.version(), violations: {}, overflow: {}, errors: [] };
const tab = await browser.newPage();
tab.setDefaultTimeout(120_000);
tab.on("pageerror", (error) => told.errors.push(String(error)));
const press = async (words) => {
  const found = await tab.waitForSelector(`::-p-xpath(//button[normalize-space()="${words}"])`);
  await found.click();
};

await tab.setViewport({ width: 1280, height: 860 });
await tab.goto(address);

// a document
await tab.goto(`${base}examples/make?report=factsheet`);
await tab.focus("#from");
await tab.keyboard.press("ArrowRight");
told.span = await tab.$eval("#chosen-span", (each) => each.innerText);
await tab.keyboard.press("Home");
await tab.click("#some");
for (const place of ["Guam", "AK"]) {
  await tab.type("#places", place);
  await tab.keyboard.press("Enter");
}
told.chosen = await tab.$$eval("#chosen-places li", (each) => each.map((one) => one.innerText));
await press("Make");
await tab.waitForSelector("#job .files a");
await tab.waitForFunction(() => !document.querySelector("#job form"), { timeout: 240_000 });
told.tiles = await tab.$$eval(".tiles a", (each) => each.map((one) => one.title));
told.files = await tab.$$eval("#job .files a[target]", (each) => each.map((one) => one.textContent));

// a file of one's own
await tab.goto(`${base}import`);
await (await tab.$("#file")).uploadFile(sheet);
await Promise.all([tab.waitForNavigation(), press("Look at it")]);
const brought = tab.url();
told.roles = await tab.$$eval("select.role", (each) => each.map((one) => one.value));

// a text with a mistake, mended
await tab.goto(`${base}examples/write`);
if (await tab.$("form[action='/examples/write']")) {
  await Promise.all([tab.waitForNavigation(), press("Make copies of my own")]);
}
await tab.goto(`${base}examples/write/briefing`);
await tab.waitForSelector("body[data-shown]");
const shown = await tab.evaluate(() => document.body.dataset.shown);
const good = await tab.$eval("#text", (each) => each.value);
await tab.$eval("#text", (each) => {
  each.value = each.value.replace("- figure: cases\n", "- figure: casess\n");
  each.dispatchEvent(new InputEvent("input", { bubbles: true }));
});
await press("Use cases");
await tab.waitForFunction(() => document.querySelector("#wrong").hidden);
told.mended = (await tab.$eval("#text", (each) => each.value)) === good;
told.same = (await tab.evaluate(() => document.body.dataset.shown)) === shown;

// every screen, at two widths
const names = ["import", "nothing", "examples/make?report=factsheet", "examples/documents", "examples/check",
  "examples/write", "examples/write/briefing"];
for (const screen of [brought, ...names.map((each) => base + each)]) {
  const name = screen.replace(base, "");
  await tab.setViewport({ width: 1280, height: 860 });
  await tab.goto(screen);
  await tab.evaluate(axe); // not as a script of the page, whose policy allows only its own
  const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  if (found.violations.length) told.violations[name] = found.violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
  for (const width of [1280, 390]) {
    await tab.setViewport({ width, height: 860 });
    const wider = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) told.overflow[`${name} ${width}`] = wider;
  }
}
await browser.close();
console.log(JSON.stringify(told));
