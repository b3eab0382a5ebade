import { Amplify } from "@poolhouse/auth";
import outputs from "../amplify_outputs.json";

Amplify.configure(outputs);
