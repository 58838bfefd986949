package io.rekey.cli.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The organization that the stand-in knows: its people, devices, policy, and resets that come as far as a test wants. */
public final class Acme {

    private static final List<String> PEOPLE = List.of(
            person("u-ada", "ada", "Ada Lind", "ADMINISTRATOR", "[]"),
            person("u-jun", "jun", "Jun Martens", "SUPPORT", "[\"reset:approve\"]"),
            person("u-kim", "kim", "Kim Sato", "SUPPORT", "[]"),
            person("u-marta", "marta", "Marta Okafor", "USER", "[]"),
            person("u-martin", "martin", "Martin Sand", "USER", "[]"));

    private final RekeyStandIn server;

    private Acme(RekeyStandIn server) {
        this.server = server;
    }

    public static Acme in(RekeyStandIn server) {
        Acme acme = new Acme(server);
        acme.answerAboutPeople();
        acme.answerAboutPlatform();
        acme.answerAboutDevices();
        acme.answerAboutPolicy();
        return acme;
    }

    /** A reset of Marta is accepted, and is in each of these states in turn; the last one stays. */
    public Acme resetsGo(String... states) {
        server.on(
                "POST",
                "/api/v1/resets",
                call -> Reply.json(
                        202, """
                {"resets": [{"userId": "%s", "outcome": "ACCEPTED", "detail": "Nothing old opens this account any more.", \
                "resetId": "r-1", "epoch": 3}]}""".formatted(call.json().path("userIds").path(0).asString(""))));
        Deque<String> coming = new ArrayDeque<>(List.of(states));
        server.on(
                "GET",
                "/api/v1/resets/r-1",
                call -> Reply.ok(coming.size() > 1 ? coming.removeFirst() : coming.getFirst()));
        return this;
    }

    /** @param effects the states of enrollments, devices and mail */
    public static String reset(String id, String state, String... effects) {
        return """
                {"resetId": "%s", "userId": "u-marta", "state": "%s", "epoch": 3, "level": "USER", \
                "providers": ["google"], "actor": "helpdesk", "approvers": [], "reason": "Lost phone", "ticket": "HD-1", \
                "acceptedAt": "2026-11-24T10:00:00Z", "completedAt": null, "effects": [\
                {"effect": "sessions-ended", "service": "identity-service", "state": "done", "count": 2, \
                "at": "2026-11-24T10:00:00Z"}, %s, %s, %s]}""".formatted(
                        id,
                        state,
                        effect("enrollments-cleared", "mfa-service", effects[0]),
                        effect("devices-purged", "device-service", effects[1]),
                        effect("mail-handed-over", "notification-service", effects[2]));
    }

    private static String effect(String name, String service, String state) {
        return """
                {"effect": "%s", "service": "%s", "state": "%s", "count": null, "at": null}""".formatted(name, service, state);
    }

    private void answerAboutPeople() {
        server.on("GET", "/api/v1/users", Acme::search);
        server.on("GET", "/api/v1/providers", call -> Reply.ok("""
                {"providers": [{"name": "google", "offered": true, "allowed": true, "forced": false}, \
                {"name": "authy", "offered": true, "allowed": false, "forced": false}, \
                {"name": "u2fkey", "offered": false, "allowed": true, "forced": true}]}"""));
    }

    private static Reply search(Call call) {
        String query = call.parameter("query").toLowerCase();
        String role = call.parameter("role");
        Stream<String> found = PEOPLE.stream()
                .filter(person -> person.contains("\"username\": \"" + query))
                .filter(person -> person.contains("\"roles\": [\"" + role));
        return Reply.ok("{\"users\": [" + found.collect(Collectors.joining(", ")) + "], \"next\": null}");
    }

    private void answerAboutPlatform() {
        server.on(
                "GET",
                "/api/v1/platform/users",
                call -> call.parameter("username").equalsIgnoreCase("marta")
                        ? Reply.ok("{\"userId\": \"u-marta\", \"organizationId\": \"acme\", \"username\": \"marta\"}")
                        : Reply.notFound());
        server.on(
                "GET",
                "/api/v1/organizations",
                call -> Reply.ok("{\"organizations\": [{\"organizationId\": \"acme\", \"name\": \"Acme\"}]}"));
    }

    private void answerAboutDevices() {
        server.on("GET", "/api/v1/users/u-marta/trusted-devices", call -> Reply.ok("""
                {"devices": [{"deviceId": "d-1", "operatingSystem": "Windows 11", "browser": "Firefox 140", \
                "lastIp": "203.0.113.7", "lastUsedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-12-24T10:00:00Z", \
                "provider": "google"}]}"""));
        server.on(
                "DELETE",
                "/api/v1/users/u-marta/trusted-devices(/d-1)?",
                call -> Reply.json(202, "{\"revocationId\": \"v-1\"}"));
    }

    private void answerAboutPolicy() {
        server.on("GET", "/api/v1/policy", call -> Reply.ok("""
                {"version": 7, "settings": {"twoFactorEnabled": true, "linkLifetime": "1h", "maxDevices": 10, \
                "trustedDeviceProviders": ["google", "authy"], "approval": {"always": false, "moreThan": 50}}}"""));
        server.on("PUT", "/api/v1/policy", call -> Reply.ok(call.body().replace("\"version\":7", "\"version\":8")));
    }

    private static String person(String id, String username, String name, String role, String permissions) {
        return """
                {"userId": "%s", "username": "%s", "email": "%s@acme.example", "displayName": "%s", "roles": ["%s"], \
                "permissions": %s, "status": "ACTIVE", "epoch": 2, \
                "authenticators": [{"provider": "google", "level": "USER"}]}""".formatted(id, username, username, name, role, permissions);
    }
}
