package io.rekey.local.run;

import io.rekey.local.inbox.MailServer;
import io.rekey.localkafka.LocalKafka;
import io.rekey.localmongo.LocalMongo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All of Rekey, running in this process. Closing it stops everything in a few seconds; kill -9 loses nothing acknowledged. */
public final class RunningPlatform implements AutoCloseable {

    private final PlatformPorts ports;
    private final List<RunningService> services = new ArrayList<>();
    private @Nullable LocalMongo mongo;
    private @Nullable LocalKafka kafka;
    private @Nullable MailServer mail;
    private boolean closed;

    private RunningPlatform(PlatformPorts ports) {
        this.ports = ports;
    }

    /**
     * Starts everything and returns when all four services answer. If one part does not start, those that did are stopped.
     *
     * @throws PlatformException one sentence for a person
     */
    public static RunningPlatform start(DataFolder folder, PlatformPorts ports, Progress progress)
            throws PlatformException {
        return start(folder, ports, progress, service -> service);
    }

    /** The same with the settings of some services changed, for whoever measures or tests something. */
    public static RunningPlatform start(
            DataFolder folder, PlatformPorts ports, Progress progress, UnaryOperator<ServiceSettings> changed)
            throws PlatformException {
        ports.requireFree();
        RunningPlatform platform = new RunningPlatform(ports);
        try {
            platform.startAll(folder, progress, changed);
            return platform;
        } catch (PlatformException e) {
            platform.close();
            throw e;
        }
    }

    public PlatformPorts ports() {
        return ports;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        RunningService.closeAll(services);
        closeIfStarted(mail);
        closeIfStarted(kafka);
        closeIfStarted(mongo);
    }

    /** The database is there in no time, and identity-service wants it at once; all else starts side by side. */
    private void startAll(DataFolder folder, Progress progress, UnaryOperator<ServiceSettings> changed)
            throws PlatformException {
        PlatformSecrets secrets = PlatformSecrets.of(folder);
        LocalMongo database = timed("database", progress, () -> LocalMongo.start(folder.mongo(), ports.mongo(), false));
        mongo = database;
        mail = timed("inbox", progress, () -> MailServer.start(folder.inbox(), ports.smtp(), ports.inbox()));
        List<Callable<Object>> parts = new ArrayList<>();
        parts.add(() -> keep(timed("broker", progress, () -> LocalKafka.start(folder.kafka(), ports.kafka()))));
        ServiceSettings.all(ports, secrets, database.connectionString(), "127.0.0.1:" + ports.kafka())
                .forEach(each -> {
                    ServiceSettings service = changed.apply(each);
                    parts.add(() -> keep(timed(service.name(), progress, () -> RunningService.start(service))));
                });
        sideBySide(parts);
    }

    private synchronized LocalKafka keep(LocalKafka started) {
        kafka = started;
        return started;
    }

    private synchronized RunningService keep(RunningService started) {
        services.add(started);
        return started;
    }

    private static void sideBySide(List<Callable<Object>> parts) throws PlatformException {
        int threads = Integer.getInteger("rekey.start-threads", 5);
        try (ExecutorService threadsOfStart = Executors.newFixedThreadPool(threads)) {
            for (Future<Object> part : threadsOfStart.invokeAll(parts)) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Starting was interrupted.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlatformException sentence
                    ? sentence
                    : new PlatformException("Rekey does not start: " + e.getCause(), e);
        }
    }

    private static <T> T timed(String part, Progress progress, Part<T> start) throws PlatformException {
        long began = System.nanoTime();
        try {
            T started = start.start();
            progress.started(part, Duration.ofNanos(System.nanoTime() - began));
            return started;
        } catch (IOException e) {
            throw new PlatformException("The " + part + " does not start: " + e.getMessage(), e);
        }
    }

    private static void closeIfStarted(@Nullable AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception e) { // the interface declares no less; the others are to be closed all the same
                System.getLogger(RunningPlatform.class.getName())
                        .log(System.Logger.Level.WARNING, "not closed cleanly", e);
            }
        }
    }

    @FunctionalInterface
    private interface Part<T> {
        T start() throws IOException, PlatformException;
    }
}
