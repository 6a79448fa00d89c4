// Copies the design tokens and fonts the portal uses into its public folder.
//
//   npm ci --prefix frontend && npm run build --prefix frontend
//
// Only what is used is taken: the tokens that assets/css/theme.css refers to (and those they refer
// to), Pretendard GOV in three weights, and Noto Sans SC cut by unicode range. The folder is made
// anew each time; pages work without it, with system fonts and the fallback colours of theme.css.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const extension = join(here, "..", "ckanext", "seoulsquare");
const vendor = join(extension, "public", "seoulsquare", "vendor");

const PRETENDARD = { 400: "Regular", 500: "Medium", 700: "Bold" };

/** The custom properties that `css` uses, and those their values use, as a `:root` rule. */
function usedTokens(css, tokens) {
  const values = new Map([...tokens.matchAll(/(--krds-[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2]]));
  const used = new Set();
  const follow = (text) => {
    for (const [, name] of text.matchAll(/var\((--krds-[\w-]+)/g)) {
      if (used.has(name)) continue;
      if (!values.has(name)) throw new Error(`theme.css uses ${name}, which krds-uiux does not have`);
      used.add(name);
      follow(values.get(name));
    }
  };
  follow(css);
  return `:root {\n${[...used].sort().map((name) => `  ${name}: ${values.get(name)};`).join("\n")}\n}\n`;
}

function pretendardFace([weight, style]) {
  return `@font-face {
  font-family: "Pretendard GOV";
  font-weight: ${weight};
  font-display: swap;
  src: url("fonts/PretendardGOV-${style}.subset.woff2") format("woff2");
}
`;
}

rmSync(vendor, { recursive: true, force: true });
mkdirSync(join(vendor, "fonts"), { recursive: true });

const krds = join(packages, "krds-uiux", "resources");
const theme = readFileSync(join(extension, "assets", "css", "theme.css"), "utf8");
const tokens = readFileSync(join(krds, "css", "token", "krds_tokens.css"), "utf8");
const faces = Object.entries(PRETENDARD);
writeFileSync(join(vendor, "krds.css"), usedTokens(theme, tokens) + faces.map(pretendardFace).join(""));
for (const [, style] of faces) {
  const file = `PretendardGOV-${style}.subset.woff2`;
  cpSync(join(krds, "fonts", file), join(vendor, "fonts", file));
}

const noto = join(packages, "@fontsource-variable", "noto-sans-sc");
const notoCss = readFileSync(join(noto, "index.css"), "utf8");
writeFileSync(join(vendor, "noto-sans-sc.css"), notoCss.replaceAll("./files/", "fonts/"));
for (const [, file] of notoCss.matchAll(/\.\/files\/([\w-]+\.woff2)/g)) {
  cpSync(join(noto, "files", file), join(vendor, "fonts", file));
}

const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const credits = Object.keys(dependencies).map((name) => {
  const folder = join(packages, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = readdirSync(folder).includes("LICENSE") ? readFileSync(join(folder, "LICENSE"), "utf8") : "";
  return `${name} ${version}, ${license}\n\n${text}`.trim();
});
credits.push("Pretendard GOV (as contained in krds-uiux), SIL Open Font License 1.1");
writeFileSync(join(vendor, "LICENSES.txt"), `${credits.join("\n\n---\n\n")}\n`);
console.log(`wrote ${readdirSync(join(vendor, "fonts")).length} fonts and 2 style sheets to ${vendor}`);
