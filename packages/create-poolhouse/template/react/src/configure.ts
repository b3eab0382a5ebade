import { Amplify } from "aws-amplify";
import { parseAmplifyConfig } from "aws-amplify/utils";
import outputs from "../amplify_outputs.json";

const config = parseAmplifyConfig(outputs);
if (config.Auth?.Cognito.userPoolId === undefined) {
  throw new Error("amplify_outputs.json names no user pool: is the sandbox running?");
}

// The one line that an app of Amplify's needs: where its user pool is.
config.Auth.Cognito.userPoolEndpoint = outputs.custom.poolhouse.endpoint;

Amplify.configure(config);
