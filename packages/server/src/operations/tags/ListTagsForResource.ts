import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { poolIdOfArn, tagsOf } from "./pool-of-arn.ts";

/** Shows the tags of a pool. */
export const ListTagsForResource = operation({
  name: "ListTagsForResource",
  caller: "operator",
  async run({ world }, input) {
    const { record } = await loadPool(world, poolIdOfArn(input.ResourceArn));
    return { Tags: tagsOf(record) };
  },
});
