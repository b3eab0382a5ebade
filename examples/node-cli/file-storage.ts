/** Keeps tokens in a file that its owner alone may read, so that the next run finds who is signed in. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { KeyValueStorageInterface } from "@poolhouse/auth";

type Items = Readonly<Record<string, string>>;

/** A storage in the file at that path; it is made when something is to be kept, and goes with the last of it. */
export function createFileStorage(path: string): KeyValueStorageInterface {
  const read = async (): Promise<Items> => {
    const text = await readFile(path, "utf8").catch(() => "{}");
    // Written below.
    return JSON.parse(text) as Items;
  };
  const write = async (items: Items): Promise<void> => {
    if (Object.keys(items).length === 0) return rm(path, { force: true });
    // Another run that reads at this moment finds the old file or the new one, never half of one.
    await writeFile(`${path}.new`, JSON.stringify(items), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  // One change after the other: each begins with what the one before has written.
  let last = Promise.resolve();
  const change = (edit: (items: Items) => Items): Promise<void> => {
    last = last.then(async () => write(edit(await read())));
    return last;
  };
  return {
    getItem: async (key) => {
      await last;
      return (await read())[key] ?? null;
    },
    setItem: (key, value) => change((items) => ({ ...items, [key]: value })),
    removeItem: (key) => change(({ [key]: _removed, ...others }) => others),
    clear: () => change(() => ({})),
  };
}
