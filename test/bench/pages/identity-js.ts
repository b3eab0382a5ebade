// The same page with amazon-cognito-identity-js.
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { offer, type Place } from "./journey.ts";

let place: Place;

offer(
  (given) => {
    place = given;
  },
  ({ username: Username, password: Password, code }) =>
    new Promise((resolve, reject) => {
      const { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: endpoint } = place;
      const user = new CognitoUser({
        Username,
        Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint }),
      });
      const callbacks = {
        onSuccess: (session: { getAccessToken(): { getJwtToken(): string } }) =>
          resolve(session.getAccessToken().getJwtToken()),
        onFailure: reject,
      };
      user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
        ...callbacks,
        totpRequired: () => user.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA"),
      });
    }),
);
