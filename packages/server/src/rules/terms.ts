/**
 * Terms documents: links to an app client's terms of use or privacy policy, one for each language. They are stored and checked;
 * the pages that would show them are not built yet (contract: tokens, section 11).
 */
import type { TermsDescriptionType, TermsType } from "@poolhouse/protocol";
import { second } from "../kernel/clock.ts";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { TermsRecord } from "../kernel/records.ts";

/** Terms documents of one pool. */
const mostTerms = 40;

/** A document as the operations show it. */
export function describeTerms(terms: TermsRecord): TermsType {
  return {
    ...summarizeTerms(terms),
    UserPoolId: terms.poolId,
    ClientId: terms.clientId,
    TermsSource: terms.source,
    Links: terms.links,
  };
}

/** A document as ListTerms shows it. */
export function summarizeTerms(terms: TermsRecord): TermsDescriptionType {
  return {
    TermsId: terms.id,
    TermsName: terms.name,
    Enforcement: terms.enforcement,
    CreationDate: terms.createdAt / second,
    LastModifiedDate: terms.modifiedAt / second,
  };
}

/**
 * The links of a document. A source of links without any says nothing, and could not be shown: every answer has `Links`, with
 * one at least. They are for people to follow, so they lead to pages and run nothing.
 *
 * @throws InvalidParameterException
 */
export function readLinks(given: TermsRecord["links"] | undefined): TermsRecord["links"] {
  if (given === undefined)
    throw invalidParameter("Links is required for TermsSource LINK.", "terms_no_links");
  const unsafe = Object.values(given).find((link) => !isPage(link));
  if (unsafe === undefined) return given;
  throw invalidParameter(`${unsafe} is not a link to a page: it must be https or http.`, "terms_link_unsafe");
}

function isPage(link: string): boolean {
  return URL.canParse(link) && ["https:", "http:"].includes(new URL(link).protocol);
}

/** Throws LimitExceededException if a pool can have no more than the `count` that it has. */
export function checkTermsLimit(count: number): void {
  if (count < mostTerms) return;
  const text = `A user pool can have ${mostTerms} terms documents at most.`;
  throw new ServiceError("LimitExceededException", text, "terms_too_many");
}

export function termsNotFound(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Terms not found.", "terms_unknown");
}

export function termsExist(name: string): ServiceError {
  const text = `Terms with the name ${name} already exist for the app client.`;
  return new ServiceError("TermsExistsException", text, "terms_name_taken");
}
