/** An app in React Native: what it imports of the unmodified `aws-amplify`, and the phone's storage to look into. */
export { Amplify } from "aws-amplify";
export * as auth from "aws-amplify/auth";
export { ConsoleLogger } from "aws-amplify/utils";
export { kept } from "./native-modules.ts";
