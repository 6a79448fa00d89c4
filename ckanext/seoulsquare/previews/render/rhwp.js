// Draws the pages of an HWP, HWPX or HWPML document as SVG: node --input-type=module --eval <this> CORE SOURCE TARGET
// CORE is the folder of the npm package @rhwp/core; pages are written to TARGET-NNNNN.svg.
import { readFileSync, writeFileSync } from "node:fs";

const [core, source, target] = process.argv.slice(-3);

// What a browser would measure: wide characters are as wide as high, others about half of it.
globalThis.measureTextWidth = (font, text) => {
  const size = parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? "10");
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0) > 0x2e7f ? size : size * 0.55), 0);
};

const { initSync, HwpDocument } = await import(`${core}/rhwp.js`);
initSync({ module: readFileSync(`${core}/rhwp_bg.wasm`) });
const document = new HwpDocument(new Uint8Array(readFileSync(source)));
for (let number = 0; number < document.pageCount(); number++) {
  writeFileSync(`${target}-${String(number).padStart(5, "0")}.svg`, document.renderPageSvg(number));
}
