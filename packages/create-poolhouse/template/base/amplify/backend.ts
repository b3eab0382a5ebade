import { defineBackend } from "@poolhouse/backend";
import { auth } from "./auth/resource";

defineBackend({ auth });
