// For apps of several pages: imported for its effect by a page that people come back to from the hosted pages and that calls no
// function of the library by itself. A page that calls `Amplify.configure` finishes the sign-in without it.
import { findDefaultContext } from "./context.ts";
import { watchReturn } from "./oauth/watch-return.ts";

watchReturn(findDefaultContext);
