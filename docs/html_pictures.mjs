// node html_pictures.mjs FOLDER CHROMIUM: reads a list of pages from its input, each with address, width, height, scheme and
// steps, and prints what a browser then shows of each: a list of PNG files in hexadecimal digits.
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, executablePath] = process.argv.slice(2);
const puppeteer = createRequire(join(folder, "package.json"))("puppeteer-core");
const browser = await puppeteer.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
let asked = "";
for await (const part of process.stdin) asked += part;
const shots = [];
for (const { address, width, height, scheme, steps } of JSON.parse(asked)) {
  const page = await browser.newPage();
  const isMobile = width < 500;
  await page.setViewport({ width, height, isMobile, hasTouch: isMobile });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  for (const step of steps) await page.evaluate(step);
  await new Promise((done) => setTimeout(done, 200));
  shots.push(Buffer.from(await page.screenshot()).toString("hex"));
  await page.close();
}
await browser.close();
console.log(JSON.stringify(shots));
