package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.events.Actor;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** R33, R35: organization and role are asked of the target, once more in the write itself. */
class ReachIT extends RunningIdentity {

    @Autowired
    Reach reach;

    private Person marta;

    @BeforeEach
    void make() {
        marta = user();
    }

    @Test
    void asksTheTargetAgainInTheWrite() {
        Program program = program("p-1", Role.ADMINISTRATOR, Permission.USER_WRITE);
        User asReadBefore = reach.below(program, marta.id());
        assertThat(users.matching(Reach.stillBelow(program, asReadBefore), 1)).hasSize(1);
        set("roles", List.of("ADMINISTRATOR"));
        assertThat(users.matching(Reach.stillBelow(program, asReadBefore), 1)).isEmpty();
        assertThat(users.matching(Reach.stillBelow(program("p-2", Role.OPERATOR), asReadBefore), 1))
                .hasSize(1);
        set("organizationId", GLOBEX);
        assertThat(users.matching(Reach.stillBelow(program("p-2", Role.OPERATOR), asReadBefore), 1))
                .isEmpty();
    }

    /** Whatever a program is called, no account is its own. */
    @Test
    void takesNoProgramForAPerson() {
        assertRefused(program(marta.id(), Role.USER), "forbidden");
        assertThat(reach.ownOrSeen(
                        program(marta.id(), Role.USER, Permission.USER_READ), marta.id(), Permission.USER_READ))
                .isEqualTo(read(marta));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-nobody", "", "{\"$ne\":null}", "#{1+1}", "\u0000"})
    void findsNobodyUnderAnIdThatIsNone(String id) {
        Program program = program("p-1", Role.OPERATOR);
        assertThatThrownBy(() -> reach.seen(program, id))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo("not-found"));
        assertThat(reach.seen(program, marta.id()).id()).isEqualTo(marta.id());
    }

    private void assertRefused(Program program, String type) {
        assertThatThrownBy(() -> reach.ownOrSeen(program, marta.id(), Permission.USER_READ))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(type));
    }

    private void set(String field, Object value) {
        users.update(Criteria.where("_id").is(marta.id()), new Update().set(field, value));
    }

    private static Program program(String id, Role role, Permission... permissions) {
        return new Program(id, ACME, role, Set.of(permissions), false, Actor.service("tests"));
    }
}
