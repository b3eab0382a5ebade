import { ServiceError } from "../../kernel/errors.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Would show the certificate that SAML requests are signed with. Pools sign none, so they have none. */
export const GetSigningCertificate = operation({
  name: "GetSigningCertificate",
  caller: "operator",
  async run({ world }, input) {
    await loadPool(world, input.UserPoolId);
    throw new ServiceError("OperationNotEnabledException", noCertificate, "saml_signing_not_enabled");
  },
});

const noCertificate = "Signing of SAML requests is not enabled.";
