// node axe.mjs FOLDER CHROMIUM: reads a list of pages from its input, each with address and steps, and prints as JSON for each
// what axe-core finds, what was asked for, what the page tried without being allowed to, and what the steps give.
// There is no network.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, executablePath] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json"));
const puppeteer = load("puppeteer-core");
const source = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const WAYS = [
  ["light", 1280, true], ["dark", 1280, true], ["light", 390, true], ["dark", 390, true], ["light", 1280, false],
];

// those of WCAG 2.2 that axe does not ask of its own accord
const RULES = { "target-size": { enabled: true } };

const browser = await puppeteer.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });

async function opened(address, found, { width, scheme }) {
  const page = await browser.newPage();
  await page.setOfflineMode(true);
  page.on("request", (request) => { if (!request.url().startsWith("data:")) found.requests.push(request.url()); });
  page.on("pageerror", (error) => found.errors.push(String(error)));
  page.on("dialog", (dialog) => { found.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.evaluateOnNewDocument(() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`refused: ${event.violatedDirective}`));
  });
  await page.setViewport({ width, height: 900, isMobile: width < 500, hasTouch: width < 500 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  return page;
}

async function closed(page, found) {
  found.errors.push(...await page.evaluate(() => window.refused));
  await page.close();
}

// Four hundred percent of 1280 pixels, and the distances between letters, words and lines that readers may set: what is
// then cut off, or wider than the window.
const SPACED = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }";
const NARROWEST = 320;
const cut = () => [...document.querySelectorAll("body *")].filter((each) => {
  const look = getComputedStyle(each);
  const isHidden = look.clipPath !== "none" || look.display === "inline" || !each.clientWidth || each.closest("svg");
  return !isHidden && ["hidden", "clip"].includes(look.overflowX) && each.scrollWidth > each.clientWidth + 1 && look.textOverflow !== "ellipsis";
}).map((each) => each.outerHTML.slice(0, 120));

async function stretched(address, found) {
  const page = await opened(address, found, { width: NARROWEST, scheme: "light" });
  found.wide[`reflow ${NARROWEST}`] = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, SPACED);
  found.wide[`spaced ${NARROWEST}`] = await page.evaluate(() => document.documentElement.scrollWidth);
  found.cut = await page.evaluate(cut);
  const client = await page.createCDPSession();
  await client.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-reduced-motion", value: "reduce" }] });
  found.forced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches && [...document.querySelectorAll(".chart svg, .map a, .swatch")]
    .filter((each) => getComputedStyle(each).forcedColorAdjust !== "none").length);
  found.moving = await page.evaluate(() => document.getAnimations().length);
  await closed(page, found);
}

async function lookedAt({ address, steps }) {
  const found = { violations: {}, requests: [], errors: [], answers: [], wide: {} };
  await stretched(address, found);
  for (const [scheme, width, scripted] of WAYS) {
    const name = `${scheme} ${width}${scripted ? "" : " without script"}`;
    const page = await opened(address, found, { width, scheme });
    if (!scripted) await page.evaluate(() => { document.documentElement.className = ""; });
    await page.evaluate(source);  // not as a script of the page, whose policy may allow only its own
    const said = await page.evaluate((RULES) => axe.run(document, { resultTypes: ["violations"], rules: RULES }), RULES);
    found.violations[name] = said.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
    found.wide[name] = await page.evaluate(() => document.documentElement.scrollWidth);
    await closed(page, found);
  }
  if (!steps.length) return found;
  const paper = await opened(address, found, { width: 1280, scheme: "light" });
  const printed = await paper.pdf({ preferCSSPageSize: true, printBackground: true });
  found.printed = (Buffer.from(printed).toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
  await closed(paper, found);
  const page = await opened(address, found, { width: 1280, scheme: "light" });
  for (const step of steps) {
    if (step.press) await page.keyboard.press(step.press);
    else if (step.type) await page.keyboard.type(step.type);
    else found.answers.push(await page.evaluate(step));
  }
  await closed(page, found);
  return found;
}

let asked = "";
for await (const part of process.stdin) asked += part;
const looks = [];
for (const each of JSON.parse(asked)) looks.push(await lookedAt(each));
await browser.close();
console.log(JSON.stringify(looks));
