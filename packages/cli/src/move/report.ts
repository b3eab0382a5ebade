/** What a move came to, and what it could not move. It counts, so that it stays small however many users there are. */
import type { ImportedUserType, LambdaConfigType, UserPoolType } from "@poolhouse/protocol";

/** What became of one step or one user. */
export type Outcome = "made" | "present" | "refused";

/** Something that was not moved, and why. */
export interface Problem {
  /** What it is, e.g. `user ada`. */
  readonly what: string;
  readonly why: string;
}

/** Problems that are kept for the report; all of them are told when they occur. */
const mostProblems = 1000;

const kinds = [
  "pools",
  "clients",
  "groups",
  "resource servers",
  "identity providers",
  "users",
  "memberships",
  "links",
] as const;
export type Kind = (typeof kinds)[number];

/** Collects what a move came to. */
export class Report {
  readonly #counts = new Map<string, number>();
  readonly #problems: Problem[] = [];
  readonly #notes = new Set<string>();
  readonly #tell: (problem: Problem) => void;
  #unkept = 0;

  /** @param tell hears of each problem at once. */
  constructor(tell: (problem: Problem) => void) {
    this.#tell = tell;
  }

  /** How many came to this. */
  count(kind: Kind, outcome: Outcome): number {
    return this.#counts.get(`${kind} ${outcome}`) ?? 0;
  }

  add(kind: Kind, outcome: Outcome): void {
    this.#raise(`${kind} ${outcome}`);
  }

  refuse(kind: Kind, problem: Problem): void {
    this.add(kind, "refused");
    this.#tell(problem);
    if (this.#problems.length < mostProblems) this.#problems.push(problem);
    else this.#unkept += 1;
  }

  /** Whether anything was refused. */
  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  /** A sentence about something that stays behind. */
  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  /** What a pool names that is not part of it. */
  notePool(pool: UserPoolType): void {
    const functions = functionsOf(pool.LambdaConfig ?? {});
    if (functions.length > 0)
      this.note(
        `The pool calls ${functions.join(", ")}: name each in the triggers file, or calls will fail.`,
      );
    const domains = [pool.Domain, pool.CustomDomain].filter((name) => name !== undefined);
    if (domains.length > 0) this.note(`Domains are not moved: ${domains.join(", ")}.`);
  }

  /** What a person has that cannot be taken along. */
  noteUser(user: ImportedUserType): void {
    const { UserMFASettingList: factors = [], UserStatus, Groups, PasswordVerifier } = user;
    if (Groups !== undefined) return;
    if (PasswordVerifier !== undefined) this.#raise("passwords");
    if (factors.includes("SOFTWARE_TOKEN_MFA")) this.#raise("software tokens");
    if (UserStatus === "EXTERNAL_PROVIDER") this.#raise("federated");
  }

  /** Users of a file that nobody has asked the server about. */
  countUnseen(users: number): void {
    for (let user = 0; user < users; user += 1) this.#raise("unseen");
  }

  /** Everything, for `--json`. */
  toJson(): object {
    const counts = kinds.map((kind): [string, object] => [
      kind,
      {
        made: this.count(kind, "made"),
        present: this.count(kind, "present"),
        refused: this.count(kind, "refused"),
      },
    ]);
    return {
      Counts: Object.fromEntries(counts),
      Problems: this.#problems,
      OtherProblems: this.#unkept,
      Notes: this.sentences(),
    };
  }

  /** Everything but the problems, which were told already. */
  toText(): string {
    const lines = kinds.map((kind) => {
      const [made, present, refused] = (["made", "present", "refused"] as const).map((outcome) =>
        this.count(kind, outcome),
      );
      return `${kind.padEnd(18)}  ${made} made, ${present} there already, ${refused} refused`;
    });
    return [...lines, ...this.sentences().map((sentence) => `- ${sentence}`)].join("\n");
  }

  /** What stays behind, and what is to be done about it. */
  sentences(): string[] {
    const [tokens = 0, federated = 0, unseen = 0] = ["software tokens", "federated", "unseen"].map((name) =>
      this.#counts.get(name),
    );
    return [
      ...this.#notes,
      ...(this.count("users", "made") > 0
        ? [
            `${this.#counts.has("passwords") ? "Passkeys" : "Passwords, passkeys"}, remembered devices and sessions are not moved: people sign in anew.`,
          ]
        : []),
      ...(unseen > 0 ? [`${unseen} users would be made, unless they are there already.`] : []),
      ...(tokens > 0
        ? [
            `${tokens} users have an authenticator app, which cannot be read: where MFA is required they set it up anew at the next sign-in; where it is optional they sign in without it until then.`,
          ]
        : []),
      ...(federated > 0
        ? [`${federated} users come from an identity provider; how they sign in is not moved.`]
        : []),
    ];
  }

  #raise(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

/** The functions that a pool calls, by trigger and name. */
function functionsOf(config: LambdaConfigType): string[] {
  return Object.entries(config).flatMap(([trigger, value]: [string, unknown]) => {
    const address =
      typeof value === "object" && value !== null && "LambdaArn" in value ? value.LambdaArn : value;
    const isFunction = typeof address === "string" && trigger !== "KMSKeyID";
    return isFunction ? [`${address.split(":function:").at(-1)} (${trigger})`] : [];
  });
}
