/** What a pool cannot become: its names and its attributes are for good, but for custom attributes that come to it. */
import type { SchemaAttributeType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import { covers, isSame } from "./compare.ts";
import type { LiveAuth, Replacement, Step } from "./plan.ts";

/** Custom attributes that the pool does not have yet. */
export function attributeSteps({ pool }: OwnAuth, live: LiveAuth): Step[] {
  const present = attributesOf(live);
  const CustomAttributes = (pool.Schema ?? []).filter(
    (attribute) => isCustom(attribute, present) && !present.has(liveName(attribute)),
  );
  if (CustomAttributes.length === 0) return [];
  const lines = CustomAttributes.map((attribute) => `attribute ${liveName(attribute)}: new`);
  return [{ operation: "AddCustomAttributes", input: { CustomAttributes }, lines, isDestructive: false }];
}

/** Why only a new pool would be what the definition says. */
export function replacementsOf(desired: OwnAuth, live: LiveAuth): Replacement[] {
  return [
    ...nameReplacements(desired, live),
    ...attributeReplacements(desired, live),
    ...secretReplacements(desired, live),
  ];
}

function nameReplacements({ pool }: OwnAuth, { pool: live }: LiveAuth): Replacement[] {
  const members = ["UsernameAttributes", "AliasAttributes"] as const;
  const letters = pool.UsernameConfiguration?.CaseSensitive ?? true;
  return [
    ...members.flatMap((member) =>
      isSame(live[member], pool[member])
        ? []
        : [forGood(member, `sign-in names: ${words(live[member])} → ${words(pool[member])}`)],
    ),
    ...((live.UsernameConfiguration?.CaseSensitive ?? true) === letters
      ? []
      : [
          forGood(
            "UsernameConfiguration",
            `sign-in names tell capitals apart: ${String(!letters)} → ${String(letters)}`,
          ),
        ]),
  ];
}

const words = (list: readonly string[] | undefined): string =>
  list === undefined || list.length === 0 ? "username" : list.join(", ");

const forGood = (member: string, line: string): Replacement => ({ member, line, canStay: false });

function attributeReplacements({ pool }: OwnAuth, live: LiveAuth): Replacement[] {
  const present = attributesOf(live);
  const wanted = new Map((pool.Schema ?? []).map((attribute) => [nameIn(attribute, present), attribute]));
  return [...present].flatMap(([name, attribute]): Replacement[] => {
    const asked = wanted.get(name);
    const isOwn = name.startsWith("custom:");
    if (asked === undefined && isOwn) {
      return [
        { member: name, line: `attribute ${name}: stays, attributes cannot be removed`, canStay: true },
      ];
    }
    const isFixed = name === "sub" || name === "identities";
    const isSameAgain = isOwn
      ? isSame(attribute, complete(name, asked))
      : covers(attribute, complete(name, asked));
    if (isFixed || isSameAgain) return [];
    return [
      forGood(
        name,
        `attribute ${name}: its type, limits, mutability and whether it is required are for good`,
      ),
    ];
  });
}

/** The attribute as the service would describe it, as far as it is not the service that says. */
function complete(Name: string, asked: SchemaAttributeType = {}): SchemaAttributeType {
  return { DeveloperOnlyAttribute: false, Required: false, Mutable: true, ...asked, Name };
}

function attributesOf({ pool }: LiveAuth): ReadonlyMap<string, SchemaAttributeType> {
  return new Map((pool.SchemaAttributes ?? []).map((attribute) => [attribute.Name ?? "", attribute]));
}

/** The service prefixes what is no standard attribute. */
const liveName = ({ Name = "" }: SchemaAttributeType): string => `custom:${Name.replace(/^custom:/, "")}`;

const isCustom = ({ Name = "" }: SchemaAttributeType, present: ReadonlyMap<string, unknown>): boolean =>
  !present.has(Name) || Name.startsWith("custom:");

const nameIn = (attribute: SchemaAttributeType, present: ReadonlyMap<string, unknown>): string =>
  isCustom(attribute, present) ? liveName(attribute) : (attribute.Name ?? "");

/** A client has a secret from its first day or never. */
function secretReplacements({ client }: OwnAuth, live: LiveAuth): Replacement[] {
  if (live.client === undefined) return [];
  const isWanted = client.GenerateSecret === true || client.ClientSecret !== undefined;
  if (isWanted === (live.client.ClientSecret !== undefined)) return [];
  const line = `app client: ${isWanted ? "has no secret and gets" : "has a secret and loses"} none`;
  return [{ member: "GenerateSecret", line, canStay: true }];
}
