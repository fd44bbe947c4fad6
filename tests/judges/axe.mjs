// node axe.mjs FOLDER CHROMIUM ADDRESS STEPS: prints as JSON what axe-core finds, what was asked for, and what steps give.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, executablePath, address, steps] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json"));
const puppeteer = load("puppeteer-core");
const source = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
const found = { violations: {}, requests: [], errors: [], answers: [], wide: {} };
for (const [scheme, width, scripted] of [
  ["light", 1280, true], ["dark", 1280, true], ["light", 390, true], ["dark", 390, true], ["light", 1280, false],
]) {
  const name = `${scheme} ${width}${scripted ? "" : " without script"}`;
  const page = await browser.newPage();
  page.on("request", (request) => { if (!request.url().startsWith("data:")) found.requests.push(request.url()); });
  page.on("pageerror", (error) => found.errors.push(String(error)));
  await page.setViewport({ width, height: 900, isMobile: width < 500, hasTouch: width < 500 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  if (!scripted) await page.evaluate(() => { document.documentElement.className = ""; });
  await page.evaluate(source);  // not as a script of the page, whose policy may allow only its own
  const said = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  found.violations[name] = said.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
  found.wide[name] = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.close();
}
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
await page.goto(address);
for (const step of JSON.parse(steps)) {
  if (step.press) await page.keyboard.press(step.press);
  else if (step.type) await page.keyboard.type(step.type);
  else found.answers.push(await page.evaluate(step));
}
await browser.close();
console.log(JSON.stringify(found));
