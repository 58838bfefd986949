package io.rekey.identity.accesstoken;

import io.rekey.identity.access.Permission;
import io.rekey.identity.accesstoken.Assertion.Moment;
import io.rekey.identity.apiclient.KnownProgram;
import io.rekey.identity.apiclient.Programs;
import io.rekey.identity.session.Program;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sells an access token for a signed assertion (RFC 6749 4.4 with RFC 7523 2.2). No secret is ever sent: the assertion is
 * for us, for a few minutes and for one use.
 */
@Component
class IssueAccessToken {

    private static final Logger log = LoggerFactory.getLogger(IssueAccessToken.class);

    private final Programs programs;
    private final Signatures signatures;
    private final AssertionRules rules;
    private final UsedAssertions used;
    private final AccessTokens tokens;
    private final TokenPace pace;

    IssueAccessToken(
            Programs programs,
            Signatures signatures,
            AssertionRules rules,
            UsedAssertions used,
            AccessTokens tokens,
            TokenPace pace) {
        this.programs = programs;
        this.signatures = signatures;
        this.rules = rules;
        this.used = used;
        this.tokens = tokens;
        this.pace = pace;
    }

    /**
     * @param claimedId who the form says it is from, if it does: nobody else than who signed (RFC 7521 4.2)
     * @param wanted permissions, separated by spaces; empty for all that the client has
     * @throws TokenRefusedException {@code invalid_client}, {@code invalid_scope}, or too many tries
     */
    Issued issue(String assertionText, String claimedId, String wanted) {
        Assertion assertion = Assertion.read(assertionText).orElseThrow(TokenRefusedException::invalidClient);
        String clientId = assertion
                .clientId()
                .filter(id -> claimedId.isEmpty() || claimedId.equals(id))
                .orElseThrow(TokenRefusedException::invalidClient);
        if (!pace.take(clientId)) {
            throw TokenRefusedException.tooFast();
        }
        KnownProgram known = authenticate(assertion, clientId);
        Set<Permission> scope = scope(wanted, known.program());
        OpaqueToken token = tokens.issue(known, scope);
        if (known.program().role() == Role.OPERATOR) {
            log.warn("the operator's key was used: it has an access token now");
        }
        return new Issued(token, scope);
    }

    private KnownProgram authenticate(Assertion assertion, String clientId) {
        Optional<KnownProgram> known = programs.find(clientId);
        boolean signed = signatures.isSigned(assertion, known.map(KnownProgram::publicKey));
        if (!signed
                || !rules.areKept(assertion)
                || !(assertion.moment("exp") instanceof Moment.At(var expiresAt))
                || !used.useUp(clientId, assertion.id().orElseThrow(), expiresAt)) {
            throw TokenRefusedException.invalidClient();
        }
        return known.orElseThrow(TokenRefusedException::invalidClient);
    }

    private static Set<Permission> scope(String wanted, Program program) {
        if (wanted.isBlank()) {
            return new TreeSet<>(program.permissions());
        }
        Set<Permission> scope = new TreeSet<>();
        for (String text : List.of(wanted.strip().split(" +", -1))) {
            scope.add(Permission.named(text)
                    .filter(program::may)
                    .orElseThrow(() -> TokenRefusedException.of(
                            "invalid_scope", "The client was not registered for everything that it asks for.")));
        }
        return scope;
    }

    /** @param scope what the token may be used for */
    record Issued(OpaqueToken token, Set<Permission> scope) {}
}
