import { operation } from "../operation.ts";
import { changeTags } from "./pool-of-arn.ts";

/** Gives a pool tags, or its tags other values. Some tags are switches of the pool. */
export const TagResource = operation({
  name: "TagResource",
  caller: "operator",
  async run(ctx, input) {
    await changeTags(ctx, input.ResourceArn, (tags) => ({ ...tags, ...input.Tags }));
    return {};
  },
});
