import { operation } from "../operation.ts";
import { changeTags } from "./pool-of-arn.ts";

/** Takes tags from a pool; those it does not have are no matter. */
export const UntagResource = operation({
  name: "UntagResource",
  caller: "operator",
  async run(ctx, input) {
    const gone = new Set(input.TagKeys);
    await changeTags(ctx, input.ResourceArn, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
    );
    return {};
  },
});
