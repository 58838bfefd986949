package io.rekey.local.run;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One service as an application context of its own, with nothing shared but the process. */
public record RunningService(String name, ConfigurableApplicationContext context) implements AutoCloseable {

    /** Boot sets up logging anew for every application; in one process that is done once, before any of them. */
    private static final String LOGGING_SYSTEM = "org.springframework.boot.logging.LoggingSystem";

    static RunningService start(ServiceSettings service) throws PlatformException {
        return start(service, context -> {});
    }

    /**
     * Starts a service and returns when it answers.
     *
     * @param prepared is given the context before it is refreshed, for example to register another clock
     * @throws PlatformException one sentence for a person
     */
    public static RunningService start(ServiceSettings service, Consumer<GenericApplicationContext> prepared)
            throws PlatformException {
        System.setProperty(LOGGING_SYSTEM, "none");
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(service.application())
                    .properties("spring.config.name=" + service.name())
                    .bannerMode(Banner.Mode.OFF)
                    .registerShutdownHook(false) // the platform stops its parts itself, in order
                    .logStartupInfo(false)
                    .initializers(fresh -> prepared.accept((GenericApplicationContext) fresh))
                    .run(arguments(service));
            return new RunningService(service.name(), context);
        } catch (RuntimeException e) {
            throw new PlatformException(
                    service.name() + " does not start: " + innermost(e).getMessage(), e);
        }
    }

    /** Side by side: each waits for its consumers and open requests, none for another. */
    public static void closeAll(Collection<RunningService> services) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            services.forEach(service -> threads.execute(service::close));
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** Arguments win over whatever the environment of the terminal says. They stay inside the process. */
    private static String[] arguments(ServiceSettings service) {
        return service.properties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
