package io.rekey.identity.organization;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A tenant.
 *
 * @param id what URLs and events call it, for example {@code acme}
 * @param environment shown beside the name in authenticator apps, so that a sandbox never overwrites production
 */
@Document("organizations")
@TypeAlias("organization")
public record Organization(@Id String id, String name, String environment, Policy policy) {

    /** What an authenticator app shows above the account: {@code Acme (production)}. */
    public String issuer() {
        return name + " (" + environment + ")";
    }
}
