package io.rekey.identity;

import io.rekey.identity.organization.Organizations;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets an operator say which organization a request is about; it is about one, never about all (I6). Nobody else's header
 * means anything, so nobody can find out by it which organizations there are.
 */
final class ActingOrganizationFilter extends OncePerRequestFilter {

    /** The request header that names the organization. */
    static final String HEADER = "Rekey-Organization";

    private final Organizations organizations;

    ActingOrganizationFilter(Organizations organizations) {
        this.organizations = organizations;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String named = request.getHeader(HEADER);
        Caller operator = operator(SecurityContextHolder.getContext().getAuthentication());
        if (named != null && operator != null) {
            if (!named.matches("[A-Za-z0-9_-]{1,64}")
                    || organizations.find(named).isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            Caller about = about(operator, named);
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(about, null, List.of()));
        }
        chain.doFilter(request, response);
    }

    private static @Nullable Caller operator(@Nullable Authentication authentication) {
        return authentication != null
                        && authentication.getPrincipal() instanceof Caller caller
                        && caller.role() == Role.OPERATOR
                ? caller
                : null;
    }

    private static Caller about(Caller operator, String organization) {
        return switch (operator) {
            case Person person -> person.about(organization);
            case Program program -> program.about(organization);
        };
    }
}
