/** Writes a new project from a template: plain files, nothing is fetched. */
import { cp, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What there is to choose from. */
export const templates = {
  react: "React with Amplify's Authenticator component, unmodified",
  "react-own": "React with forms of its own, on @poolhouse/auth alone",
};

/** npm leaves files of the one name out of packages, and in the template the other would tell how to check this repository. */
const renamed = [
  ["gitignore", ".gitignore"],
  ["tsconfig.app.json", "tsconfig.json"],
];
const templateFolder = fileURLToPath(new URL("../template/", import.meta.url));

/** What stands in the way of a new project, for the person who asked. */
export class ProjectRefused extends Error {}

/**
 * Writes the project.
 *
 * @param {string} folder made if it is not there; an empty one will do, and so will one with nothing but a `.git`.
 * @param {string} template a key of {@link templates}.
 * @returns {Promise<string>} the folder's absolute path.
 * @throws {ProjectRefused} if there is no such template, or if the folder has something in it.
 */
export async function createProject(folder, template) {
  if (!Object.hasOwn(templates, template)) {
    const names = Object.keys(templates).join(", ");
    throw new ProjectRefused(`There is no template called ${template}. There are: ${names}.`);
  }
  const place = resolve(folder);
  await mkdir(place, { recursive: true }).catch(refuseFile(place));
  const inTheWay = (await readdir(place)).filter((name) => name !== ".git");
  if (inTheWay.length > 0) {
    throw new ProjectRefused(`${place} is not empty. Choose another folder; nothing was changed.`);
  }
  for (const layer of ["base", template]) {
    await cp(join(templateFolder, layer), place, { recursive: true });
  }
  for (const [stored, name] of renamed) await rename(join(place, stored), join(place, name));
  await nameProject(place);
  return place;
}

/**
 * @param {string} place
 * @returns {(error: NodeJS.ErrnoException) => never}
 */
function refuseFile(place) {
  return (error) => {
    if (error.code === "EEXIST" || error.code === "ENOTDIR")
      throw new ProjectRefused(`${place} is a file. Choose another name; nothing was changed.`);
    throw error;
  };
}

/**
 * Gives the project the folder's name, as far as npm takes it.
 *
 * @param {string} place
 */
async function nameProject(place) {
  const file = join(place, "package.json");
  const name = basename(place)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace('"name": "my-app"', `"name": "${name || "my-app"}"`));
}
