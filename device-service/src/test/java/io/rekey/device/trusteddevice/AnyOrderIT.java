package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.device.RunningService;
import io.rekey.device.description.DeviceDescription;
import io.rekey.device.description.IpAddress;
import io.rekey.device.description.SystemKind;
import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.trusteddevice.TrustDevice.FencedException;
import io.rekey.device.trusteddevice.VerifyDevice.Accepted;
import io.rekey.device.trusteddevice.VerifyDevice.Verdict;
import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Events may come in any order, late and often: the outcome is that of a model of a few lines. Seeds are in the message. */
class AnyOrderIT extends RunningService {

    private static final int SEEDS = 60;
    private static final int STEPS = 30;

    @Autowired
    private TrustDevice trustDevice;

    @Autowired
    private VerifyDevice verifyDevice;

    @Autowired
    private TrustedDevices devices;

    @Autowired
    private EventHandler<MfaResetRequested> onReset;

    @Autowired
    private EventHandler<DeviceRevoked> onRevocation;

    /** What the service should do, as plainly as it can be said. */
    private static final class Model {
        private boolean exists;
        private long fence;
        private final Map<String, Long> epochs = new LinkedHashMap<>();

        boolean trust(String device, long epoch) {
            if (epoch < fence || epochs.containsKey(device) && epochs.get(device) != epoch) {
                return false;
            }
            fence = exists ? fence : epoch;
            exists = true;
            if (!epochs.containsKey(device) && epochs.size() == 10) {
                epochs.remove(epochs.keySet().iterator().next());
            }
            epochs.putIfAbsent(device, epoch);
            return true;
        }

        void below(long epoch) {
            exists = true;
            fence = Math.max(fence, epoch);
            epochs.values().removeIf(stamp -> stamp < epoch);
        }

        void one(String device) {
            exists = true;
            epochs.remove(device);
        }

        boolean accepts(String device, long fenceAtSignIn) {
            Long epoch = epochs.get(device);
            return epoch != null && epoch >= fence && epoch >= fenceAtSignIn;
        }
    }

    @Test
    void doesAsTheModelSays() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            UserId user = new UserId("order-model-" + seed);
            Model model = new Model();
            Map<String, String> tokens = new HashMap<>();
            List<Runnable> delivered = new ArrayList<>();
            long fenceBefore = 0;
            for (int step = 0; step < STEPS; step++) {
                String at = "seed " + seed + " step " + step;
                String device = "d" + random.nextInt(14);
                long epoch = random.nextInt(6);
                switch (random.nextInt(6)) {
                    case 0, 1 ->
                        assertThat(trusts(user, device, epoch, tokens)).as(at).isEqualTo(model.trust(device, epoch));
                    case 2 -> deliver(delivered, () -> reset(user, epoch), () -> model.below(epoch));
                    case 3 -> deliver(delivered, () -> revoke(user, device, epoch), () -> model.one(device));
                    case 4 -> {
                        if (!delivered.isEmpty()) {
                            delivered.get(random.nextInt(delivered.size())).run();
                        }
                    }
                    default ->
                        assertThat(verifies(user, device, epoch, tokens))
                                .as(at)
                                .isEqualTo(model.accepts(device, epoch));
                }
                DevicesOfUser stored = devices.of(user);
                assertThat(stored.devices().stream().map(one -> one.id().value()))
                        .as(at)
                        .containsExactlyElementsOf(model.epochs.keySet());
                assertThat(stored.fence().value()).as(at).isEqualTo(model.fence).isGreaterThanOrEqualTo(fenceBefore);
                fenceBefore = stored.fence().value();
            }
        }
    }

    @Test
    void endsTheSameInEveryOrderAndNumberOfDeliveries() {
        List<List<String>> outcomes = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            UserId user = new UserId("order-same-" + seed);
            for (int epoch = 0; epoch < 6; epoch++) {
                trusts(user, "d" + epoch, epoch, new HashMap<>());
            }
            List<Runnable> events = new ArrayList<>(List.of(
                    () -> reset(user, 1),
                    () -> reset(user, 3),
                    () -> revokeAll(user, 2),
                    () -> revoke(user, "d5", 4),
                    () -> revoke(user, "d0", 0)));
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, new Random(seed));
            events.forEach(Runnable::run);
            outcomes.add(devices.of(user).devices().stream()
                    .map(device -> device.id().value())
                    .toList());
            assertThat(devices.of(user).fence()).as("seed %d", seed).isEqualTo(new Epoch(3));
        }
        assertThat(outcomes).allMatch(List.of("d3", "d4")::equals);
    }

    /** Sign-ins of before and after, uses, resets and duplicates, all at once. */
    @Test
    void leavesNothingBelowTheFenceWhateverComesAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            UserId user = new UserId("order-race-" + round);
            Map<String, String> tokens = Collections.synchronizedMap(new HashMap<>());
            trusts(user, "first", 0, tokens);
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String suffix = "-" + i;
                calls.add(() -> trusts(user, "old" + suffix, 0, tokens));
                calls.add(() -> trusts(user, "new" + suffix, 1, tokens));
                calls.add(() -> verifies(user, "first", 0, tokens));
                calls.add(() -> {
                    reset(user, 1);
                    return true;
                });
            }
            Collections.shuffle(calls, new Random(round));
            try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
                for (Future<Object> done : threads.invokeAll(calls)) {
                    done.get();
                }
            }
            DevicesOfUser stored = devices.of(user);
            assertThat(stored.fence()).isEqualTo(new Epoch(1));
            assertThat(stored.devices().stream().map(device -> device.id().value()))
                    .as("round %d", round)
                    .containsExactlyInAnyOrder("new-0", "new-1", "new-2", "new-3");
        }
    }

    /** S25, this service's part: a use that runs at the same time cannot bring a revoked device back. */
    @Test
    void leavesNoTokenThatOutlivesARevocationAtTheSameTime() throws Exception {
        for (int round = 0; round < 50; round++) {
            UserId user = new UserId("order-revoke-" + round);
            Map<String, String> tokens = Collections.synchronizedMap(new HashMap<>());
            trusts(user, "d1", 0, tokens);
            trusts(user, "d2", 0, tokens);
            Callable<Object> use = () -> verifies(user, "d1", 0, tokens);
            Callable<Object> revoke = () -> {
                revoke(user, "d1", 0);
                return true;
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (Future<Object> done : threads.invokeAll(List.of(use, revoke, use, use))) {
                    done.get();
                }
            }
            assertThat(verifies(user, "d1", 0, tokens)).as("round %d", round).isFalse();
            assertThat(verifies(user, "d2", 0, tokens)).as("round %d", round).isTrue();
        }
    }

    private static void deliver(List<Runnable> delivered, Runnable event, Runnable inModel) {
        Runnable both = () -> {
            event.run();
            inModel.run();
        };
        delivered.add(both);
        both.run();
    }

    private boolean trusts(UserId user, String device, long epoch, Map<String, String> tokens) {
        try {
            TrustDevice.Request request = new TrustDevice.Request(
                    new DeviceId(device),
                    new OrganizationId("acme"),
                    "authy",
                    new Epoch(epoch),
                    visit(),
                    Limits.WIDEST);
            tokens.put(device, trustDevice.trust(user, request).token().text());
            return true;
        } catch (FencedException e) {
            return false;
        }
    }

    private boolean verifies(UserId user, String device, long fence, Map<String, String> tokens) {
        Verdict verdict = verifyDevice.verify(user, tokens.getOrDefault(device, ""), new Epoch(fence), visit());
        if (verdict instanceof Accepted accepted && accepted.newToken() != null) {
            tokens.put(device, accepted.newToken().text());
        }
        return verdict instanceof Accepted;
    }

    private void reset(UserId user, long epoch) {
        onReset.handle(new ReceivedEvent<>(
                "e",
                new MfaResetRequested(
                        "r" + epoch,
                        user.value(),
                        "acme",
                        epoch,
                        Level.USER,
                        List.of("google"),
                        Actor.user("admin"),
                        "lost",
                        null,
                        List.of(),
                        clock.instant())));
    }

    private void revoke(UserId user, String device, long epoch) {
        onRevocation.handle(new ReceivedEvent<>(
                "e",
                new DeviceRevoked(
                        "v1", user.value(), "acme", epoch, device, false, Actor.user("admin"), clock.instant())));
    }

    private void revokeAll(UserId user, long epoch) {
        onRevocation.handle(new ReceivedEvent<>(
                "e",
                new DeviceRevoked(
                        "v2", user.value(), "acme", epoch, null, true, Actor.user("admin"), clock.instant())));
    }

    private Visit visit() {
        return new Visit(
                new DeviceDescription(SystemKind.PHONE, "Phone", "Android 14", "Chrome Mobile 126.0"),
                IpAddress.of("2001:db8::7"),
                clock.instant());
    }
}
