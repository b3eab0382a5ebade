/** Style sheets are imported for their effect; bundlers know what to do with them. */
declare module "*.css";
