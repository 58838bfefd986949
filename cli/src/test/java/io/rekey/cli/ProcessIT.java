package io.rekey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.Json;
import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.InAWorld;
import io.rekey.cli.standin.Outcome;
import io.rekey.cli.standin.Reply;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a script sees: streams, exit codes, signals. */
class ProcessIT extends InAWorld {

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void arrange() {
        environment = Map.of(
                "REKEY_URL",
                world.server().url(),
                "REKEY_CLIENT",
                "helpdesk",
                "REKEY_KEY_FILE",
                world.key().toString());
    }

    @Test
    void printsItsHelp() throws Exception {
        Outcome outcome = CommandProcess.run(Map.of(), "help", "tfa:reset").expect(ExitCode.DONE);
        assertThat(outcome.out()).isEqualTo(HelpTest.golden("tfa:reset"));
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void waitsForAReset() throws Exception {
        world.acme()
                .resetsGo(
                        Acme.reset("r-1", "ACCEPTED", "pending", "pending", "pending"),
                        Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        Outcome outcome = run("tfa:reset", "marta", "google", "--reason", "Lost phone", "--wait", "--json")
                .expect(ExitCode.DONE);
        assertThat(outcome.json().path("state").asString()).isEqualTo("COMPLETED");
        assertThat(outcome.err()).contains("mail-handed-over (notification-service): done");
    }

    @Test
    void tellsNoSecretWhateverHappens() throws Exception {
        world.acme().resetsGo(Acme.reset("r-1", "COMPLETED", "done", "done", "done"));
        String key = Files.readString(world.key());
        String all = "";
        all += run("tfa:reset", "marta", "google", "--reason", "Lost phone");
        all += run("users", "find", "mar", "--json");
        all += run("tfa:providers", "--client", "nobody").expect(ExitCode.NOT_ALLOWED);
        world.server().on("GET", "/api/v1/providers", call -> Reply.json(500, ""));
        all += run("tfa:providers").expect(ExitCode.UNEXPECTED);
        assertThat(world.server().secrets()).hasSizeGreaterThan(5);
        assertThat(all).contains("r-1").doesNotContain(world.server().secrets());
        assertThat(all).doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws Exception {
        Files.setPosixFilePermissions(world.key(), PosixFilePermissions.fromString("rw-r--r--"));
        Outcome outcome = run("tfa:providers", "--json").expect(ExitCode.NOT_ALLOWED);
        assertThat(outcome.err()).contains("chmod 600 " + world.key());
        assertThat(outcome.json().path("error").path("exitCode").asInt()).isEqualTo(5);
        assertThat(world.server().calls()).isEmpty();
    }

    @Test
    void endsWithWrongUsage() throws Exception {
        Outcome outcome = run("tfa:reset", "marta", "--json").expect(ExitCode.USAGE);
        assertThat(outcome.json().path("error").path("exitCode").asInt()).isEqualTo(2);
        assertThat(run("tfa:rest").expect(ExitCode.USAGE).err()).contains("Did you mean tfa:reset");
    }

    @Test
    void leavesAPlanRunningAndSaysHowToStopIt() throws Exception {
        world.server().on("GET", "/api/v1/reset-plans/p-1", call -> Reply.ok("""
                {"planId": "p-1", "state": "RUNNING", "progress": {"done": 1, "total": 3}}"""));
        Process process = CommandProcess.start(environment, "resets", "watch", "p-1");
        BufferedReader err = process.errorReader();
        assertThat(err.readLine()).startsWith("1 of 3");
        process.toHandle().destroy(); // as Ctrl-C does, for a process without a terminal
        assertThat(err.lines())
                .anyMatch(line -> line.endsWith("./rekey resets watch p-1"))
                .anyMatch(line -> line.endsWith("./rekey resets stop p-1"));
        process.waitFor();
        assertThat(world.server().calls("POST", ".*")).isEmpty();
    }

    @Test
    void writesUtf8WhateverTheLocale() throws Exception {
        world.server().on("GET", "/api/v1/users", call -> Reply.ok("""
                {"users": [{"username": "zoë", "displayName": "山田"}]}"""));
        Outcome outcome = run("users", "find", "z", "--json").expect(ExitCode.DONE);
        assertThat(Json.text(outcome.json().path("users").path(0), "displayName"))
                .isEqualTo("山田");
    }

    @Test
    void warmsUpWithoutAnybody() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WarmUp.class.getName())
                .start();
        Outcome outcome = CommandProcess.ended(process).expect(ExitCode.DONE);
        assertThat(outcome.out() + outcome.err()).isEmpty();
    }

    private Outcome run(String... arguments) throws Exception {
        return CommandProcess.run(environment, arguments);
    }
}
