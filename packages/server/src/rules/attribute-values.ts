/**
 * What values of attributes may look like: by the type and limits of the pool's schema, and for the two that messages are
 * sent to by their own format (contract: attribute schema, value validation).
 */
import { invalidParameter } from "../kernel/errors.ts";
import type { AttributeRule } from "./pools/settings.ts";

/**
 * local@domain, both parts without blanks, quotes, brackets, commas or a second at sign: what is stored here is later the
 * recipient of a message, and a list of recipients is not an address (RFC 5321 section 4.1.2, RFC 6531 for letters).
 */
const emailFormat =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?$/u;

/** RFC 5321 section 4.5.3.1.3: a path has at most 256 octets, its angle brackets included. */
const longestEmail = 254;

/** E.164: a plus sign, then the country code and number, at most 15 digits. */
const phoneNumberFormat = /^\+[1-9][0-9]{1,14}$/;

export function isEmail(value: string): boolean {
  return Buffer.byteLength(value) <= longestEmail && emailFormat.test(value);
}

export function isPhoneNumber(value: string): boolean {
  return phoneNumberFormat.test(value);
}

/** Throws InvalidParameterException if an e-mail address or phone number cannot be one. Other attributes have no format. */
export function checkFormat(name: string, value: string): void {
  if (name === "email" && !isEmail(value))
    throw invalidParameter("Invalid email address format.", "email_format");
  if (name === "phone_number" && !isPhoneNumber(value)) {
    throw invalidParameter("Invalid phone number format.", "phone_number_format");
  }
}

/** The value as stored: booleans in lower case. */
export function normalizeValue(rule: AttributeRule, value: string): string {
  return rule.type === "Boolean" ? value.toLowerCase() : value;
}

/** What the schema has against a normalised value; undefined if nothing. */
export function valueFault(rule: AttributeRule, value: string): string | undefined {
  switch (rule.type) {
    case "Boolean":
      return value === "true" || value === "false" ? undefined : "Boolean attributes must be true or false";
    case "Number":
      return numberFault(rule, value);
    case "DateTime":
      return dateTimeFormat.test(value) ? undefined : "DateTime attributes must be an ISO 8601 date";
    case "String":
      return lengthFault(rule, value);
  }
}

/** A day or an instant of ISO 8601, or seconds since the epoch. */
const dateTimeFormat = /^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?|\d{1,13})$/;

const numberFormat = /^-?\d{1,30}(\.\d{1,30})?$/;

function numberFault(rule: AttributeRule, value: string): string | undefined {
  if (!numberFormat.test(value)) return "Number attributes must be a number";
  if (rule.min !== undefined && Number(value) < rule.min) {
    return `Number attributes cannot have a value of less than ${rule.min}`;
  }
  if (rule.max !== undefined && Number(value) > rule.max) {
    return `Number attributes cannot have a value of more than ${rule.max}`;
  }
  return undefined;
}

function lengthFault(rule: AttributeRule, value: string): string | undefined {
  if (rule.min !== undefined && value.length < rule.min) {
    return `String attributes cannot have a length of less than ${rule.min}`;
  }
  if (rule.max !== undefined && value.length > rule.max) {
    return `String attributes cannot have a length of more than ${rule.max}`;
  }
  return undefined;
}
