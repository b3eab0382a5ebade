// JSON is imported as unknown; src/model.ts says once what it is. (The model lies outside rootDir, so the compiler must not read it.)
declare module "*.json" {
  const content: unknown;
  export default content;
}
