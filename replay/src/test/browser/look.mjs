// Looks at pages in headless Chromium: node look.mjs <chromium> <playwright-core> <screenshots> <page>...
// Prints one line for each thing that is wrong; exits with 0 where it could look.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [chromium, playwright, shots, ...pages] = process.argv.slice(2);
const core = (await import(pathToFileURL(path.join(playwright, 'index.mjs')).href));
const profile = mkdtempSync(path.join(tmpdir(), 'tourniquet-browser-'));
const looks = [
  { name: 'light', viewport: { width: 1100, height: 900 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1100, height: 900 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: 'print', viewport: { width: 800, height: 1100 }, colorScheme: 'light', media: 'print' },
];

function inspect() {
  const wrong = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) wrong.push(`is ${wide} pixels too wide`);
  let last = 0;
  for (const heading of document.querySelectorAll('h1,h2,h3,h4')) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) wrong.push(`heading out of order: ${heading.textContent}`);
    last = level;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('has not exactly one h1');
  if (document.documentElement.lang !== 'en') wrong.push('does not say its language');
  if (document.scripts.length || document.querySelector('iframe,object,embed,img,link,form')) wrong.push('has an element that loads or runs something');
  if ([...document.querySelectorAll('*')].some((e) => [...e.attributes].some((a) => a.name.startsWith('on')))) wrong.push('has a handler');
  const channel = (c) => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const rgb = (text) => { const n = text.match(/[\d.]+/g).map(Number); return { r: n[0], g: n[1], b: n[2], a: n[3] ?? 1 }; };
  const light = (c) => 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const back = rgb(getComputedStyle(at).backgroundColor);
      if (back.a > 0) return back;
    }
    return { r: 255, g: 255, b: 255 };
  };
  for (const e of document.querySelectorAll('main *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) wrong.push(`contrast ${contrast.toFixed(1)} of "${e.textContent.slice(0, 30)}"`);
  }
  return wrong;
}

const context = await core.chromium.launchPersistentContext(profile, {
  executablePath: chromium,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  for (const file of pages) {
    for (const look of looks) {
      const page = await context.newPage();
      const say = (what) => console.log(`${path.basename(file)} (${look.name}): ${what}`);
      page.on('dialog', async (dialog) => { say(`opens a dialog: ${dialog.message()}`); await dialog.dismiss(); });
      page.on('pageerror', (error) => say(`fails: ${error.message}`));
      page.on('console', (message) => say(`prints: ${message.text()}`));
      page.on('request', (request) => {
        if (request.url() !== pathToFileURL(file).href) say(`asks for ${request.url()}`);
      });
      await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme, media: look.media ?? 'screen' });
      await page.goto(pathToFileURL(file).href);
      for (const wrong of await page.evaluate(inspect)) say(wrong);
      await page.screenshot({ path: path.join(shots, `${path.basename(file, '.html')}-${look.name}.png`), fullPage: true });
      await page.close();
    }
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
