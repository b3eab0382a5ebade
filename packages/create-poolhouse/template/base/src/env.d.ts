/// <reference types="vite/client" />

// The sandbox writes this file; until then it has this form.
declare module "*/amplify_outputs.json" {
  const outputs: {
    auth: { user_pool_id: string; user_pool_client_id: string; aws_region: string };
    custom: { poolhouse: { endpoint: string } };
    version: string;
  };
  export default outputs;
}
