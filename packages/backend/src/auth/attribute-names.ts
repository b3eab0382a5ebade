/** The attributes by the names that authors give them, and by those of the wire (OpenID Connect Core 1.0, section 5.1). */
export const attributeNames = {
  address: "address",
  birthdate: "birthdate",
  email: "email",
  familyName: "family_name",
  gender: "gender",
  givenName: "given_name",
  locale: "locale",
  middleName: "middle_name",
  fullname: "name",
  nickname: "nickname",
  phoneNumber: "phone_number",
  profilePicture: "picture",
  preferredUsername: "preferred_username",
  profilePage: "profile",
  timezone: "zoneinfo",
  lastUpdateTime: "updated_at",
  website: "website",
} as const;

/** A standard attribute as authors call it. */
export type StandardAttribute = keyof typeof attributeNames;

/** Whether this is the author's name of a standard attribute. */
export function isStandardAttribute(name: string): name is StandardAttribute {
  return Object.hasOwn(attributeNames, name);
}
