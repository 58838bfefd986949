package io.rekey.identity.setup;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.token.OpaqueToken;

/**
 * Ties a page's form to the cookie it was made under. All tabs share their cookies, so a form from an older tab would
 * otherwise act for whoever was opened last (L25): a password chosen for one account would become another's.
 */
record Tab(String mark) {

    private static final int LENGTH = 22;

    static Tab of(OpaqueToken cookie) {
        return new Tab(OpaqueToken.sha256("tab:" + cookie.value()).substring(0, LENGTH));
    }

    /** @throws Problem 409 if the form belongs to another set-up than the cookie */
    void require(String sent) {
        if (!mark.equals(sent)) {
            throw Problem.conflict(
                    "another-set-up",
                    "Nothing was changed. Another set-up was opened in this browser meanwhile. Open the link in your"
                            + " mail again.");
        }
    }
}
