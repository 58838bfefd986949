package io.rekey.identity.organization;

/**
 * A tenant.
 *
 * @param id what URLs and events call it, for example {@code acme}
 * @param environment shown beside the name in authenticator apps, so that a sandbox never overwrites production
 * @param policy complete: what the organization and the platform decided, and the standard for the rest
 */
public record Organization(String id, String name, String environment, Policy policy) {

    /** What an authenticator app shows above the account: {@code Acme (production)}. */
    public String issuer() {
        return name + " (" + environment + ")";
    }
}
