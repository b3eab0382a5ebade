/** Where the service puts codes, links and names into an author's texts, and the checks that they have a place there. */

/** What an author's function calls to get the place of a code or a name. */
export type CreatePlaceholder = () => string;

const code = "{####}";
const username = "{username}";

/** The place of a code. */
export const createCode: CreatePlaceholder = () => code;

/** The place of a user's name. */
export const createUsername: CreatePlaceholder = () => username;

/** The text that an author's function makes. Throws `fault` if it has no place for the code. */
export function textWithCode(make: (createCode: CreatePlaceholder) => string, fault: string): string {
  const text = make(createCode);
  if (!text.includes(code)) throw new Error(fault);
  return text;
}

/** The same for a link, whose words the author may choose. Throws `fault` if it has no place for the link. */
export function textWithLink(make: (createLink: (text?: string) => string) => string, fault: string): string {
  const links: string[] = [];
  const text = make((words = "Verify Email") => {
    const link = `{##${words}##}`;
    links.push(link);
    return link;
  });
  if (!links.some((link) => text.includes(link))) throw new Error(fault);
  return text;
}
