/**
 * The RSA pairs of test pools. Finding one takes a tenth of a second and more, so two are sought from the moment this module is
 * loaded, and every pool of the process begins with them: its tokens are told apart by their issuer, not by their keys.
 */
import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);
const findPair = (): Promise<Pair> => generate("rsa", { modulusLength: 2048 });
const stock: readonly Promise<Pair>[] = [findPair(), findPair()];

/** Where one server takes its pairs: the two that are in stock, and new ones after them. */
export function drawPairs(): () => Promise<Pair> {
  let drawn = 0;
  return () => stock[drawn++] ?? findPair();
}
