// Bundles every page's script, and the style sheets with their fonts, into the Python package: the web shell serves them.

import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const pages = path.join(here, "src/pages");
const built = path.resolve(here, "../src/caseloom/web/static/built");

/** What the pages carry of other people's work; each licence asks to go along. */
const licences = {
  "source-serif-4": "@fontsource-variable/source-serif-4",
  inter: "@fontsource-variable/inter",
  htmx: "htmx.org",
};

/** Every module directly in src/pages is one page's script; a folder without any is no error. */
async function entryPoints() {
  const names = await readdir(pages).catch(() => /** @type {string[]} */ ([]));
  return names
    .filter((name) => name.endsWith(".ts") && !/\.(test|d)\.ts$/.test(name))
    .sort()
    .map((name) => path.join(pages, name));
}

/** @param {string} outdir */
async function bundling(outdir) {
  return /** @satisfies {esbuild.BuildOptions} */ ({
    absWorkingDir: here,
    entryPoints: [...(await entryPoints()), path.join(here, "src/css/caseloom.css")],
    entryNames: "[name]",
    // Named by what they hold, so that a browser keeps them.
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]-[hash]",
    outdir,
    bundle: true,
    format: "esm",
    target: ["chrome116", "firefox140", "safari17.2"],
    minify: true,
    legalComments: "inline",
    logLevel: "warning",
  });
}

/** @param {string} outdir */
async function copyLicences(outdir) {
  await mkdir(path.join(outdir, "licences"), { recursive: true });
  for (const [name, from] of Object.entries(licences)) {
    await copyFile(path.join(here, "node_modules", from, "LICENSE"), path.join(outdir, "licences", `${name}.txt`));
  }
}

/** Build beside the old folder and swap at the end: a failed build leaves the pages that worked. */
async function build() {
  const fresh = `${built}.new`;
  await rm(fresh, { recursive: true, force: true });
  await copyLicences(fresh);
  await esbuild.build(await bundling(fresh));
  await rm(built, { recursive: true, force: true });
  await rename(fresh, built);
}

async function watch() {
  await build();
  const context = await esbuild.context({ ...(await bundling(built)), logLevel: "info" });
  await context.watch();
}

await (process.argv.includes("--watch") ? watch() : build());
