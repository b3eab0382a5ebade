/** Definitions as projects have them, from the smallest to one with everything, each written with Amplify's own package name. */
import { randomUUID } from "node:crypto";

const backend = `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';

defineBackend({ auth });
`;

/** A definition in the folder of a project; the usual backend around it. */
export const projectOf = (
  resource: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  // The port of a sandbox follows from the name: each project of a test has one of its own.
  "package.json": JSON.stringify({ name: `sample-${randomUUID().slice(0, 8)}`, private: true }),
  "amplify/package.json": JSON.stringify({ type: "module" }),
  "amplify/backend.ts": backend,
  "amplify/auth/resource.ts": resource,
  ...more,
});

/** What a new project begins with. */
export const minimal = `import { defineAuth } from '@aws-amplify/backend';

/**
 * Define and configure your auth resource
 */
export const auth = defineAuth({
  loginWith: {
    email: true,
  },
});
`;

/** Multi-factor authentication that each person may turn on. */
export const optionalFactors = `import { defineAuth } from '@aws-amplify/backend';

export const auth = defineAuth({
  loginWith: {
    email: true,
    phone: true,
  },
  multifactor: {
    mode: 'OPTIONAL',
    sms: {
      smsMessage: (createCode) => \`Your verification code is \${createCode()}\`,
    },
    totp: true,
  },
  userAttributes: {
    phoneNumber: {
      required: true,
    },
  },
});
`;

/** The workshop's text: a code by e-mail in its own words, and an authenticator app for everybody. */
export const workshop = `import { defineAuth } from '@aws-amplify/backend';

export const auth = defineAuth({
  loginWith: {
    email: {
      verificationEmailStyle: 'CODE',
      verificationEmailSubject: 'Welcome to the workshop!',
      verificationEmailBody: (createCode) => \`Use this code to confirm your account: \${createCode()}\`,
    },
  },
  multifactor: {
    mode: 'REQUIRED',
    totp: true,
  },
});
`;

/** One of everything that a pool here can be told. */
export const everything: Record<string, string> = projectOf(
  `import { defineAuth } from '@aws-amplify/backend';
import { preSignUp } from './pre-sign-up/resource';

export const auth = defineAuth({
  name: 'everything',
  loginWith: {
    email: {
      verificationEmailStyle: 'CODE',
      verificationEmailSubject: 'Welcome!',
      verificationEmailBody: (createCode) => \`Your code: \${createCode()}\`,
      userInvitation: {
        emailSubject: 'You are invited',
        emailBody: (user, code) => \`Sign in as \${user()} with \${code()}\`,
        smsMessage: (user, code) => \`\${user()}: \${code()}\`,
      },
      otpLogin: true,
    },
    phone: { otpLogin: true },
    webAuthn: { relyingPartyId: 'AUTO', userVerification: 'preferred' },
    externalProviders: {
      google: {
        clientId: secret('GOOGLE_CLIENT_ID'),
        clientSecret: secret('GOOGLE_CLIENT_SECRET'),
        scopes: ['email'],
        attributeMapping: { email: 'email' },
      },
      callbackUrls: ['http://localhost:3000/profile'],
      logoutUrls: ['http://localhost:3000/'],
    },
  },
  multifactor: { mode: 'OPTIONAL', totp: true, sms: true },
  userAttributes: {
    givenName: { required: true, mutable: true },
    preferredUsername: { mutable: true },
    'custom:tenant_id': { dataType: 'String', mutable: false, minLen: 1, maxLen: 64 },
    'custom:age': { dataType: 'Number', min: 0, max: 150 },
  },
  groups: ['ADMINS', 'EDITORS'],
  triggers: { preSignUp },
  access: (allow) => [allow.resource(preSignUp).to(['getUser', 'listUsers', 'addUserToGroup'])],
  accountRecovery: 'EMAIL_ONLY',
});
`.replace("{ defineAuth }", "{ defineAuth, secret }"),
  {
    "amplify/backend.ts": `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';

const backend = defineBackend({ auth });

const { cfnUserPool } = backend.auth.resources.cfnResources;
cfnUserPool.addPropertyOverride('DeviceConfiguration', {
  ChallengeRequiredOnNewDevice: true,
  DeviceOnlyRememberedOnUserPrompt: false,
});
cfnUserPool.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 10);
`,
    "amplify/auth/pre-sign-up/resource.ts": `import { defineFunction } from '@aws-amplify/backend';

export const preSignUp = defineFunction({
  name: 'pre-sign-up',
  environment: { ALLOW_DOMAIN: 'example.com' },
});
`,
    "amplify/auth/pre-sign-up/handler.ts": `import type { PreSignUpTriggerHandler } from 'aws-lambda';
import { env } from '$amplify/env/pre-sign-up';

export const handler: PreSignUpTriggerHandler = async (event) => {
  const email = event.request.userAttributes['email'];
  if (!email?.endsWith(env.ALLOW_DOMAIN)) {
    throw new Error('Invalid email domain');
  }
  return event;
};
`,
  },
);
