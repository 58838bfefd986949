package io.rekey.identity.policy;

import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.session.Caller;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The providers of second factors, and what the organization says about them. */
@RestController
@AllowSignedIn
class ProviderController {

    private final Providers providers;
    private final Organizations organizations;

    ProviderController(Providers providers, Organizations organizations) {
        this.providers = providers;
        this.organizations = organizations;
    }

    @GetMapping("/api/v1/providers")
    Known known(@AuthenticationPrincipal Caller caller) {
        Policy policy = organizations.get(caller.organizationId()).policy();
        return new Known(
                providers.all().stream().map(name -> view(name, policy)).toList());
    }

    private ProviderView view(String name, Policy policy) {
        return new ProviderView(
                name,
                providers.offered().contains(name),
                policy.letsSetUp(name),
                policy.forcedProviders().contains(name));
    }

    record Known(List<ProviderView> providers) {}

    /**
     * @param offered whether this installation lets anybody set it up
     * @param allowed whether the policy does; where others are forced, it does not
     * @param forced whether the policy lets nothing but this, and what else is forced, be set up
     */
    record ProviderView(String name, boolean offered, boolean allowed, boolean forced) {}
}
