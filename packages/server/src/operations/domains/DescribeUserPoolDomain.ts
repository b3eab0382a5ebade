import { describeDomain } from "../../rules/domains.ts";
import { operation } from "../operation.ts";

/** Shows a domain and whose it is. A domain of nobody is described too, by nothing. */
export const DescribeUserPoolDomain = operation({
  name: "DescribeUserPoolDomain",
  caller: "operator",
  async run({ world }, input) {
    const domain = await world.store.domains.find(input.Domain);
    return { DomainDescription: domain === undefined ? {} : describeDomain(domain, world.accountId) };
  },
});
