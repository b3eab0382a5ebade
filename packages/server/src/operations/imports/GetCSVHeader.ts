import { csvHeader } from "../../rules/imports/header.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows which columns an import file for this pool has to have. */
export const GetCSVHeader = operation({
  name: "GetCSVHeader",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    return { UserPoolId: pool.id, CSVHeader: csvHeader(pool.settings) };
  },
});
