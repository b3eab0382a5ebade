// What `--import` loads before a script of a project, so that the script is read as the project's other modules are.
import { installModuleHooks } from "./module-hooks.ts";

installModuleHooks();
