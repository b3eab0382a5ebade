/** What the exit code of every command means. */
export const exitCodes = {
  done: 0,
  /** It was tried and did not work: the server refused, a check failed, a database is away. */
  failed: 1,
  /** The command itself is wrong: an unknown name, a missing word. Nothing was tried. */
  usage: 2,
  /** The pool, client, user, group or other thing that the command names is not there. */
  notFound: 3,
} as const;
