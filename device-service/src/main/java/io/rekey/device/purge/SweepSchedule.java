package io.rekey.device.purge;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Sweeps at the start and then at intervals. A database that is away is no reason not to start. */
@Component
class SweepSchedule implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(SweepSchedule.class);

    private final SweepDevices sweepDevices;
    private final Properties properties;

    SweepSchedule(SweepDevices sweepDevices, Properties properties) {
        this.sweepDevices = sweepDevices;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(this::sweep, properties.sweepInterval(), Duration.ZERO));
    }

    private void sweep() {
        try {
            sweepDevices.ensureIndex();
            sweepDevices.sweep();
        } catch (DataAccessException e) {
            log.warn("devices not swept, trying again later: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * How often to sweep.
     *
     * @param sweepInterval from the end of one sweep to the start of the next, at least a second
     */
    @ConfigurationProperties("rekey.trusted-devices")
    record Properties(@DefaultValue("15m") Duration sweepInterval) {

        Properties {
            if (sweepInterval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("rekey.trusted-devices.sweep-interval must be at least 1s");
            }
        }
    }
}
