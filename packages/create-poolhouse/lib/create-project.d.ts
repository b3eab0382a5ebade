/** What there is to choose from, with a word about each. */
export const templates: Readonly<Record<string, string>>;

/** What stands in the way of a new project, for the person who asked. */
export class ProjectRefused extends Error {}

/** Writes a new project and answers its absolute path (create-project.js). */
export function createProject(folder: string, template: string): Promise<string>;
