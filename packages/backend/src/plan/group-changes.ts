import type { OwnAuth } from "../backend-definition.ts";
import type { LiveAuth, Step } from "./plan.ts";

/** The mark of groups that a definition has made: only they are removed with it. */
const groupMark = "Defined with the backend";

/** Groups made, ranked anew, and removed. */
export function groupSteps({ groups }: OwnAuth, live: LiveAuth | undefined): Step[] {
  const present = new Map((live?.groups ?? []).map((group) => [group.GroupName ?? "", group]));
  const wanted = new Set(groups.map(({ name }) => name));
  const kept = groups.flatMap(({ name, precedence }): Step[] => {
    const group = present.get(name);
    const input = { GroupName: name, Precedence: precedence, Description: groupMark };
    if (group === undefined) {
      const lines = [`group ${name}: new, precedence ${precedence}`];
      return [{ operation: "CreateGroup", input, lines, isDestructive: false }];
    }
    if (group.Precedence === precedence && group.Description === groupMark) return [];
    const lines = [`group ${name}: precedence ${group.Precedence ?? "none"} → ${precedence}`];
    return [{ operation: "UpdateGroup", input, lines, isDestructive: false }];
  });
  const gone = [...present.values()].flatMap(({ GroupName = "", Description }): Step[] => {
    if (wanted.has(GroupName) || Description !== groupMark) return [];
    const lines = [`group ${GroupName}: removed, with its memberships`];
    return [{ operation: "DeleteGroup", input: { GroupName }, lines, isDestructive: true }];
  });
  return [...kept, ...gone];
}
