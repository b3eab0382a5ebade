/**
 * What a phone lends to Amplify in React Native: storage, arithmetic, the device's name and passkeys. On a phone these are native
 * modules behind `@aws-amplify/react-native`; here they are done by hand, and everything else is the library's own.
 */
import { modPow, modulo, srpGroup } from "@poolhouse/protocol";
import {
  createPasskey,
  type CreationOptions,
  type RequestOptions,
  type SoftwarePasskey,
  usePasskey,
} from "../../support/software-authenticator.ts";

/** What AsyncStorage holds. */
export const kept = new Map<string, string>();

/** The passkeys of the phone. */
const passkeys = new Map<string, SoftwarePasskey>();
const origin = "https://example.com";

/** Each answer takes a while, as on a phone. */
const later = <T>(value: () => T): Promise<T> =>
  new Promise((resolve) => {
    setImmediate(() => resolve(value()));
  });

export const loadAsyncStorage = () => ({
  getItem: (key: string) => later(() => kept.get(key) ?? null),
  setItem: (key: string, value: string) => later(() => void kept.set(key, value)),
  removeItem: (key: string) => later(() => void kept.delete(key)),
  getAllKeys: () => later(() => [...kept.keys()]),
  multiRemove: (keys: readonly string[]) => later(() => keys.forEach((key) => kept.delete(key))),
});

const fromHex = (text: string): bigint => BigInt(`0x${text}`);

export const computeModPow = (given: { base: string; exponent: string; divisor: string }): Promise<string> =>
  later(() => modPow(fromHex(given.base), fromHex(given.exponent), fromHex(given.divisor)).toString(16));

type Exchange = Readonly<Record<"a" | "g" | "k" | "x" | "b" | "u", string>>;

/** RFC 5054, section 2.6: (B - k g^x) ^ (a + u x). */
export const computeS = ({ a, g, k, x, b, u }: Exchange): Promise<string> =>
  later(() => {
    const { N } = srpGroup;
    const base = modulo(fromHex(b) - fromHex(k) * modPow(fromHex(g), fromHex(x), N), N);
    return modPow(base, fromHex(a) + fromHex(u) * fromHex(x), N).toString(16);
  });

export const getDeviceName = (): Promise<string> => later(() => "a phone with React Native");
export const loadBase64 = () => ({ encode: btoa, decode: atob });
/** A phone's is a package whose constructor takes text, which Node's own advises against. */
export const loadBuffer = () =>
  function fromText(text: string): Buffer {
    return Buffer.from(text, "utf8");
  };
export const loadAppState = () => ({ addEventListener: () => ({ remove: () => undefined }) });
/** A phone's engine lacks these two; Node has them. */
export const loadGetRandomValues = (): void => undefined;
export const loadUrlPolyfill = (): void => undefined;

export const loadAmplifyRtnPasskeys = () => ({
  getIsPasskeySupported: () => true,
  createPasskey: (options: CreationOptions) =>
    later(() => {
      const { passkey, credential } = createPasskey(options, { origin });
      passkeys.set(passkey.id, passkey);
      return credential;
    }),
  getPasskey: (options: RequestOptions) =>
    later((): unknown => {
      const id = options.allowCredentials.find((each) => passkeys.has(each.id))?.id ?? "";
      const passkey = passkeys.get(id);
      if (passkey === undefined) throw new Error("this phone has no passkey for it");
      return JSON.parse(usePasskey(passkey, options, { origin }));
    }),
});

// ---------------------------------------------------------------- of `react-native` itself

export const Platform = { OS: "android", Version: 35 };
export const AppState = { currentState: "active" };
export const Dimensions = { get: () => ({ width: 412, height: 915 }) };
