package io.rekey.benchmarks;

import io.rekey.benchmarks.Organization.Member;
import io.rekey.journey.SignIn;
import java.util.ArrayList;
import java.util.List;

/** New people sign in, look at their session, and are reset. */
final class Round {

    private static final int CHECKS = 20;

    private final Organization organization;
    private final List<Member> members;

    private Round(Organization organization, List<Member> members) {
        this.organization = organization;
        this.members = members;
    }

    /** Makes the people, who are set up when this returns. */
    static Round of(Organization organization, int people) throws InterruptedException {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            members.add(organization.member());
        }
        return new Round(organization, List.copyOf(members));
    }

    Results run() throws InterruptedException {
        Results results = new Results(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Member member : members) {
            results.signIns().add(signIn(member));
            for (int i = 0; i < CHECKS; i++) {
                results.sessionChecks()
                        .add(new SignIn(member.browser())
                                .session()
                                .expect(200)
                                .took()
                                .toNanos());
            }
        }
        for (Member member : members) {
            results.resets().add(organization.reset(member));
        }
        return results;
    }

    /** Password and code; the wait for an unused code is not counted. */
    private static long signIn(Member member) throws InterruptedException {
        String code = member.phone().freshCode();
        SignIn signIn = new SignIn(member.browser());
        long password = signIn.password(member.account()).expect(200).took().toNanos();
        return password
                + signIn.code(code, false).expect("state", "SIGNED_IN").took().toNanos();
    }
}
