import { describe, expect, it } from "vitest";
import { renderCommandLine } from "./generate-command-line.ts";

const load = () => Promise.reject(new Error("nobody runs it"));

describe("the reference of the command line", () => {
  it("tells each command with its words, flags and examples", () => {
    const text = renderCommandLine([
      {
        title: "Users",
        commands: [
          {
            name: "users list",
            summary: "List the users.",
            words: ["POOL"],
            connects: true,
            flags: { filter: { value: "FILTER", about: "a|b.", fallback: "none" } },
            examples: ["users list people"],
            load,
          },
        ],
      },
    ]);
    expect(text).toContain(
      "## Users\n\n### poolhouse users list\n\n```text\npoolhouse users list POOL [flags]\n```",
    );
    expect(text).toContain("List the users. **server**");
    expect(text).toContain("| `--filter FILTER` | a\\|b. Default: none. |");
    expect(text).toContain("```sh\npoolhouse users list people\n```");
  });

  it("lists the flags of serve once", () => {
    const command = { summary: "Run.", load };
    const text = renderCommandLine([
      {
        title: "Server",
        commands: [
          { ...command, name: "serve", settings: { areListed: true } },
          {
            ...command,
            name: "sandbox",
            settings: { areListed: true, defaults: { "data-dir": ".poolhouse" } },
          },
        ],
      },
    ]);
    expect(text.match(/POOLHOUSE_PORT/g)).toHaveLength(1);
    expect(text).toContain("with other defaults: `--data-dir .poolhouse`.");
  });
});
